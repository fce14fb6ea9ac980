import { join } from 'node:path';

import type * as Collection from '../../../../nodes/core/polling/collection.ts';
import type * as Feed from '../../../../nodes/core/polling/feed.ts';
import type * as Poll from '../../../../nodes/core/polling/poll.ts';
import type * as ReadFeed from '../../../../nodes/core/polling/readFeed.ts';
import type * as ReadStream from '../../../../nodes/core/polling/readStream.ts';
import type * as SeenKeys from '../../../../nodes/core/polling/seenKeys.ts';
import type * as Sources from '../../../../nodes/core/polling/source.ts';
import type * as Stream from '../../../../nodes/core/polling/stream.ts';

/** The engine under test: that of the package, or a deliberately broken copy of it (test/mutants). */
const FOLDER = process.env.POLLING_SOURCES ?? join(__dirname, '../../../../nodes/core/polling');

const load = <Module extends object>(file: string) =>
	jest.requireActual<Module>(join(FOLDER, file));

export const { applyChanges, bytesOf, compareCollections } =
	load<typeof Collection>('collection.ts');
export const { baseline, boundaryOf, fitFeed, fromTheBeginning, MOST_KEPT, settleFeed } =
	load<typeof Feed>('feed.ts');
export const { poll, STATE_LIMIT_BYTES } = load<typeof Poll>('poll.ts');
export const { readFeed, readForBaseline } = load<typeof ReadFeed>('readFeed.ts');
export const { readStream } = load<typeof ReadStream>('readStream.ts');
export const { shortKey } = load<typeof SeenKeys>('seenKeys.ts');
export const { source } = load<typeof Sources>('source.ts');
export const { fitStream, settleStream } = load<typeof Stream>('stream.ts');
