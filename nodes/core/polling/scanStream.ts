import { cursorPages } from '../paging/pages';
import type { CandidatePage } from './candidate';
import { MAX_PAGES_PER_SCAN } from './candidate';
import type { Clocks } from './clocks';
import type { StreamPlace, StreamScan, StreamState } from './stream';
import { liesAhead, reseeded, withinClocks, withQuery } from './stream';

/** Pages in a row without a record that is new to the scan, after which the rest is left to the next poll. */
export const MAX_BARREN_PAGES = 50;

export interface StreamScanRequest<Item> {
	readPage(startTime: string, cursor: string | undefined): Promise<CandidatePage<Item>>;
	/** True for the answer to a cursor that is too old, or does not belong to its parameters. */
	isRefusedCursor(reason: unknown): boolean;
	/** What the service is asked for; undefined where that never changes. */
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
 * What a user should know of a scan: the service no longer knew the place; the stored state lies in the future; the service
 * gave a cursor again; it promises more in too many pages for one poll.
 */
export type StreamTrouble = 'refusedCursor' | 'clockAhead' | 'repeatedCursor' | 'tooManyPages';

/** Reads a stream from its place until its end, until enough was read, or until time runs out. Throws ApiFailure. */
export async function scanStream<Item>(
	stored: StreamState,
	request: StreamScanRequest<Item>,
): Promise<StreamScan<Item>> {
	const { lookbackMs, onTrouble, query } = request;
	const from = placeOf(stored);
	const state = withQuery(stored, query, lookbackMs);
	const scan = await scanFrom(placeOf(state), request).catch(async (reason: Error) => {
		if (state.cursor === undefined || !request.isRefusedCursor(reason)) {
			return await Promise.reject(reason);
		}
		onTrouble('refusedCursor');
		return await scanFrom(placeOf(reseeded(state)), request);
	});
	// Only the first answer tells what the service's clock shows.
	if (!liesAhead(state, scan.clocks)) return { ...scan, from };
	onTrouble('clockAhead');
	const within = withinClocks(state, scan.clocks, lookbackMs);
	return { ...(await scanFrom(placeOf(reseeded(within)), request)), from };
}

function placeOf({ startTime, cursor, query }: StreamState): StreamPlace {
	return { startTime, cursor, query };
}

async function scanFrom<Item>(
	place: StreamPlace,
	{ readPage, most, now, outOfTime, onTrouble }: StreamScanRequest<Item>,
): Promise<StreamScan<Item>> {
	const pages: Array<CandidatePage<Item>> = [];
	const known = new Set<string>();
	let clocks: Clocks = { service: undefined, host: now() };
	let loud = 0;
	let barren = 0;
	const isEnough = () => loud >= most || outOfTime();
	const turned = cursorPages(
		async (cursor) => await readPage(place.startTime, cursor),
		place.cursor,
	);
	if (isEnough()) return { from: place, place, pages, clocks };
	for await (const { page, end } of turned) {
		pages.push(page);
		clocks = { ...clocks, service: clocks.service ?? page.serverNow };
		const fresh = page.records.filter(({ key }) => !known.has(key));
		for (const { key } of fresh) known.add(key);
		loud += fresh.filter(({ silent }) => silent !== true).length;
		// What is on the page may not be what is watched; only an empty or a repeated one brings nothing.
		barren = fresh.length > 0 || page.size > page.records.length ? 0 : barren + 1;
		if (end === 'repeats' || end === 'leadsNowhere') onTrouble('repeatedCursor');
		if (end !== undefined) break;
		if (barren >= MAX_BARREN_PAGES || pages.length >= MAX_PAGES_PER_SCAN) {
			onTrouble('tooManyPages');
			break;
		}
		if (isEnough()) break;
	}
	return { from: place, place, pages, clocks };
}
