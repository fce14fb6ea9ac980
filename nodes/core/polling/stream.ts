import { cursorPages } from '../paging/pages';
import type { Clocks } from './clocks';
import { isAhead, newestBelieved, reachOf, reachOfMemory } from './clocks';
import type { SeenKeys } from './seenKeys';
import { allKeys, fittedInto, withKeys, withoutBefore } from './seenKeys';
import type { Candidate, CandidatePage } from './source';
import { MAX_PAGES_PER_SCAN } from './source';

/**
 * The reducer of a stream: the service gives a cursor for each place in it, the oldest records come first. Cursor and
 * start time belong together: the service refuses one with another start time. Pure but for scanStream, which reads.
 */
export interface StreamState {
	/** As it was sent first, to the letter. */
	readonly startTime: string;
	/** Undefined before the first page. */
	readonly cursor?: string | undefined;
	/** Newest record time emitted, epoch milliseconds. */
	readonly newest: number | null;
	/**
	 * Records before this time are not followed: the trigger was switched on with it, or their keys are forgotten. Null when
	 * there is no such time.
	 */
	readonly forgotten: number | null;
	readonly seen: SeenKeys;
	/** What the service is asked for; a cursor of another query means nothing. Undefined where that never changes. */
	readonly query?: string | undefined;
	/** What the clocks showed when a scan began that reached the end, epoch milliseconds. */
	readonly reached?: number | undefined;
}

export type StreamPlace = Pick<StreamState, 'startTime' | 'cursor' | 'query'>;

/** What one scan of the stream has found. */
export interface StreamScan<Item> {
	/** The place in the state when it began. */
	readonly from: StreamPlace;
	/** The place it scanned from: that of the state, or that of a new beginning. */
	readonly place: StreamPlace;
	readonly pages: ReadonlyArray<CandidatePage<Item>>;
	/** When it began. */
	readonly clocks: Clocks;
}

/** What a state remembers of the time. */
type Remembered = Pick<StreamState, 'newest' | 'forgotten' | 'startTime'>;

/** Whether the state lies in the future, because a clock was ahead or the state was damaged. */
function liesAhead({ newest, forgotten, startTime }: Remembered, clocks: Clocks): boolean {
	return [newest, forgotten, Date.parse(startTime)].some((time) => isAhead(time, clocks));
}

/** The state as if it had been stored just now, where it lies in the future. */
function withinClocks(state: StreamState, clocks: Clocks, lookbackMs: number): StreamState {
	if (!liesAhead(state, clocks)) return state;
	const reach = Math.min(reachOfMemory(clocks), clocks.host);
	return {
		...state,
		newest: state.newest === null ? null : Math.min(state.newest, reach),
		forgotten: Math.min(state.forgotten ?? Infinity, reach - lookbackMs),
		reached: state.reached === undefined ? undefined : Math.min(state.reached, reach),
	};
}

export interface StreamLimits {
	lookbackMs: number;
	/** Records that may be emitted. */
	most: number;
	/** Records before the time that is followed count as known, wherever they stand in the stream. */
	dropsOlder?: boolean;
}

/**
 * What is new, in the order of the stream and silent records among it, and the state after that.
 *
 * When another poll has moved the place since this scan began, its place stands and nothing is new: what was scanned lies
 * before that place and is dealt with, or behind it and is read again.
 */
export function reduceStream<Item>(
	stored: StreamState,
	{ from, place, pages, clocks }: StreamScan<Item>,
	{ lookbackMs, most, dropsOlder = false }: StreamLimits,
): { state: StreamState; fresh: Array<Candidate<Item>> } {
	if (!isSamePlace(stored, from)) return { state: stored, fresh: [] };
	const state = withinClocks(withQuery(stored, place.query, lookbackMs), clocks, lookbackMs);
	const looksBack = dropsOlder || !isSamePlace(from, place);
	const known = allKeys(state.seen);
	const isNew = ({ key, time }: Candidate<Item>) =>
		!known.has(key) && !(looksBack && time < (state.forgotten ?? -Infinity));
	const fresh: Array<Candidate<Item>> = [];
	let loud = 0;
	let { cursor } = place;
	let reachedEnd = false;
	for (const page of pages) {
		let isLeft = false;
		for (const record of page.records.filter(isNew)) {
			// The same record may stand on a page twice.
			if (known.has(record.key)) continue;
			isLeft = record.silent !== true && loud >= most;
			if (isLeft) break;
			known.add(record.key);
			fresh.push(record);
			if (record.silent !== true) loud++;
		}
		// A page of which something is left is read again.
		if (isLeft) break;
		cursor = page.next ?? cursor;
		reachedEnd = page.hasMore === false;
	}
	const newest = laterOf(state.newest, newestBelieved(fresh, clocks));
	// After a new beginning records that were dealt with come once more, until the end is reached: no key of them may be
	// forgotten before.
	const old = newest === null || !reachedEnd ? null : newest - lookbackMs;
	const forgotten = laterOf(state.forgotten, old);
	// A record that came late is remembered as long as one that is as old as anything that is remembered.
	const dealtWith = fresh.map(({ key, time }) => ({
		key,
		time: Math.max(time, state.forgotten ?? -Infinity),
	}));
	return {
		state: {
			...place,
			cursor,
			newest,
			forgotten,
			seen: withoutBefore(withKeys(state.seen, dealtWith), forgotten ?? -Infinity),
			reached: reachedEnd ? reachOf(clocks) : state.reached,
		},
		fresh,
	};
}

function isSamePlace(a: StreamPlace, b: StreamPlace): boolean {
	return a.startTime === b.startTime && a.cursor === b.cursor && a.query === b.query;
}

/**
 * The state without its cursor, for a service that no longer knows it. The next scan begins as far back as keys are
 * remembered: the lookback before the newest record, but not before the trigger was switched on. What was emitted since
 * is known.
 */
export function reseeded(state: StreamState): StreamState {
	const startTime =
		state.forgotten === null ? state.startTime : new Date(state.forgotten).toISOString();
	return { ...state, startTime, cursor: undefined };
}

/**
 * The state for another query: without a cursor, but with the keys that are remembered, and with the time since which
 * records can have come. What the other query would have shown before that counts as known.
 */
function withQuery(state: StreamState, query: string | undefined, lookbackMs: number): StreamState {
	if (state.query === query) return state;
	const came = state.reached === undefined ? null : state.reached - lookbackMs;
	return reseeded({ ...state, query, forgotten: laterOf(state.forgotten, came) });
}

/** A state that fits into `bytes`. */
export function fitStream(
	state: StreamState,
	bytes: number,
): { state: StreamState; narrowed: boolean } {
	const fitted = fittedInto(state.seen, bytes);
	if (fitted.floor === undefined) return { state, narrowed: false };
	const forgotten = laterOf(state.forgotten, fitted.floor);
	return { state: { ...state, seen: fitted.seen, forgotten }, narrowed: true };
}

function laterOf(a: number | null, b: number | null): number | null {
	if (a === null || b === null) return a ?? b;
	return Math.max(a, b);
}

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
