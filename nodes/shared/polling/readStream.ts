import { MAX_PAGES_PER_POLL } from './readFeed';
import type { StreamPage, StreamPlace, StreamReading, StreamState } from './stream';
import { reseeded } from './stream';

export interface StreamReader<Item> {
	readPage(startTime: string, cursor: string | undefined): Promise<StreamPage<Item>>;
	/** True for the answer to a cursor that is too old, or does not belong to its parameters. */
	isRefusedCursor(reason: unknown): boolean;
	/** Records that are enough; silent ones do not count. */
	most: number;
	outOfTime(): boolean;
	/** Told when the reading had to begin anew. */
	onReseed(): void;
}

/** Reads a stream from its place until its end, until enough was read, or until time runs out. */
export async function readStream<Item>(
	state: StreamState,
	reader: StreamReader<Item>,
): Promise<StreamReading<Item>> {
	return await readOn(state, reader).catch(async (reason: Error) => {
		if (state.cursor === undefined || !reader.isRefusedCursor(reason)) {
			return await Promise.reject(reason);
		}
		reader.onReseed();
		const anew = await readOn(reseeded(state), reader);
		return { ...anew, from: placeOf(state) };
	});
}

function placeOf({ startTime, cursor }: StreamState): StreamPlace {
	return { startTime, cursor };
}

async function readOn<Item>(
	state: StreamState,
	{ readPage, most, outOfTime }: StreamReader<Item>,
): Promise<StreamReading<Item>> {
	const pages: Array<StreamPage<Item>> = [];
	const { startTime, cursor } = state;
	let place = cursor;
	let loud = 0;
	let hasMore = true;
	while (hasMore && loud < most && !outOfTime() && pages.length < MAX_PAGES_PER_POLL) {
		const page = await readPage(startTime, place);
		pages.push(page);
		loud += page.records.filter(({ silent }) => silent !== true).length;
		// A service that promises more without moving the place would be read forever.
		hasMore = page.hasMore && page.cursor !== undefined && page.cursor !== place;
		place = page.cursor ?? place;
	}
	return { from: placeOf(state), place: { startTime, cursor }, pages };
}
