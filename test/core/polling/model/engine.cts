import { join } from 'node:path';

import type * as Baseline from '../../../../nodes/core/polling/baseline.ts';
import type * as NewestFirst from '../../../../nodes/core/polling/newestFirst.ts';
import type * as Poll from '../../../../nodes/core/polling/poll.ts';
import type * as ScanNewestFirst from '../../../../nodes/core/polling/scanNewestFirst.ts';
import type * as SeenKeys from '../../../../nodes/core/polling/seenKeys.ts';
import type * as Snapshots from '../../../../nodes/core/polling/snapshot.ts';
import type * as Sources from '../../../../nodes/core/polling/source.ts';
import type * as Stream from '../../../../nodes/core/polling/stream.ts';

/** The engine under test: that of the package, or a deliberately broken copy of it (test/mutants). */
const FOLDER = process.env.POLLING_SOURCES ?? join(__dirname, '../../../../nodes/core/polling');

const load = <Module extends object>(file: string) =>
	jest.requireActual<Module>(join(FOLDER, file));

export const { baseline, scanBaseline } = load<typeof Baseline>('baseline.ts');
export const { boundaryOf, fitNewestFirst, fromTheBeginning, MAX_CANDIDATES, reduceNewestFirst } =
	load<typeof NewestFirst>('newestFirst.ts');
export const { poll, STATE_LIMIT_BYTES } = load<typeof Poll>('poll.ts');
export const { scanNewestFirst } = load<typeof ScanNewestFirst>('scanNewestFirst.ts');
export const { shortKey } = load<typeof SeenKeys>('seenKeys.ts');
export const { applyChanges, bytesOf, compareSnapshots } = load<typeof Snapshots>('snapshot.ts');
export const { source } = load<typeof Sources>('source.ts');
export const { fitStream, reduceStream, scanStream } = load<typeof Stream>('stream.ts');
