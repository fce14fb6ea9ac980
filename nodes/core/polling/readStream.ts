import type { Clocks } from './clocks';
import { MAX_PAGES_PER_POLL } from './readFeed';
import type { StreamPage, StreamPlace, StreamReading, StreamState } from './stream';
import { liesAhead, reseeded, withinClocks, withQuery } from './stream';

/** Pages in a row without a record that is new to the reading, after which the rest is left to the next poll. */
export const MAX_BARREN_PAGES = 50;

export interface StreamReader<Item> {
	readPage(startTime: string, cursor: string | undefined): Promise<StreamPage<Item>>;
	/** True for the answer to a cursor that is too old, or does not belong to its parameters. */
	isRefusedCursor(reason: unknown): boolean;
	/** What is asked for; undefined where that never changes. */
	query?: string | undefined;
	lookbackMs: number;
	/** Records that are enough; silent ones do not count. */
	most: number;
	/** What the clock of the host shows. */
	now(): number;
	outOfTime(): boolean;
	onTrouble(trouble: StreamTrouble): void;
}

/**
 * What a user should know of a reading: the service no longer knew the place; what was remembered lies in the future; the
 * service gave a cursor again; it promises more in too many pages for one poll.
 */
export type StreamTrouble = 'refusedCursor' | 'clockAhead' | 'repeatedCursor' | 'tooManyPages';

/** Reads a stream from its place until its end, until enough was read, or until time runs out. */
export async function readStream<Item>(
	stored: StreamState,
	reader: StreamReader<Item>,
): Promise<StreamReading<Item>> {
	const { lookbackMs, onTrouble, query } = reader;
	const from = placeOf(stored);
	const state = withQuery(stored, query, lookbackMs);
	const reading = await readOn(state, reader).catch(async (reason: Error) => {
		if (state.cursor === undefined || !reader.isRefusedCursor(reason)) {
			return await Promise.reject(reason);
		}
		onTrouble('refusedCursor');
		return await readOn(reseeded(state), reader);
	});
	// Only the first answer tells what the service's clock shows.
	if (!liesAhead(state, reading.clocks)) return { ...reading, from };
	onTrouble('clockAhead');
	const within = withinClocks(state, reading.clocks, lookbackMs);
	return { ...(await readOn(reseeded(within), reader)), from };
}

function placeOf({ startTime, cursor, query }: StreamState): StreamPlace {
	return { startTime, cursor, query };
}

async function readOn<Item>(
	state: StreamState,
	{ readPage, most, now, outOfTime, onTrouble }: StreamReader<Item>,
): Promise<StreamReading<Item>> {
	const pages: Array<StreamPage<Item>> = [];
	const place = placeOf(state);
	const cursors = new Set([place.cursor]);
	const met = new Set<string>();
	let clocks: Clocks = { service: undefined, host: now() };
	let { cursor } = place;
	let loud = 0;
	let barren = 0;
	let hasMore = true;
	while (hasMore && loud < most && !outOfTime()) {
		const page = await readPage(place.startTime, cursor);
		pages.push(page);
		clocks = { ...clocks, service: clocks.service ?? page.serverNow };
		const fresh = page.records.filter(({ key }) => !met.has(key));
		for (const { key } of fresh) met.add(key);
		loud += fresh.filter(({ silent }) => silent !== true).length;
		// What is on the page may be of no interest; only an empty or a repeated one says nothing.
		barren = fresh.length > 0 || page.size > page.records.length ? 0 : barren + 1;
		hasMore = page.hasMore;
		if (!hasMore) break;
		// A service that promises more and leads round in a circle would be read forever.
		if (page.cursor === undefined || cursors.has(page.cursor)) {
			onTrouble('repeatedCursor');
			break;
		}
		cursor = page.cursor;
		cursors.add(cursor);
		if (barren >= MAX_BARREN_PAGES || pages.length >= MAX_PAGES_PER_POLL) {
			onTrouble('tooManyPages');
			break;
		}
	}
	return { from: place, place, pages, clocks };
}
