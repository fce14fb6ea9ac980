import type { Clocks } from './clocks';
import { isAhead, newestBelieved, reachOf, reachOfMemory } from './clocks';
import { ascends, isOldestFirst } from './pageOrder';
import type { SeenKeys } from './seenKeys';
import { allKeys, fittedInto, withKeys, withoutBefore } from './seenKeys';

/**
 * A feed: records with a key and a time that never change, in pages with the newest first. Everything here is pure;
 * readFeed.ts does the reading.
 *
 * The promise rests on three rules. A record counts as new when its time is not before the boundary (the cursor minus
 * the lookback) and its key was not seen. The cursor is the newest time handed over, never beyond a record that was
 * left for later. And keys are forgotten only below the floor, under which nothing counts as new any more.
 */
export interface FeedState {
	/** Newest time dealt with, epoch milliseconds; null as long as there was no record at all. */
	readonly cursor: number | null;
	/** What is older counts as known; null when nothing does. */
	readonly floor: number | null;
	readonly seen: SeenKeys;
	/** The page at which the next reading may begin, if a backlog was left. Of use for speed only. */
	readonly resumePage?: number | undefined;
}

export interface FeedRecord<Item> {
	readonly key: string;
	/** Epoch milliseconds. */
	readonly time: number;
	readonly item: Item;
	/** To be known, but handed to nobody: takes none of the room. */
	readonly silent?: boolean;
}

export interface FeedPage<Item> {
	/** Newest first. Records without a key or a time are not among them. */
	readonly records: ReadonlyArray<FeedRecord<Item>>;
	/** Records on the page, those without a key or a time included. */
	readonly size: number;
	/** As far as the service tells, or the length of the page does. */
	readonly hasMore: boolean;
	/** The service gives the same pages again: there is nothing behind this one. */
	readonly repeated?: boolean;
	/** An empty page that says nevertheless that more follow. */
	readonly promisesMore?: boolean;
	/** The service's own clock, epoch milliseconds, where it tells. */
	readonly serverNow: number | undefined;
}

/** What one reading of the feed has come to, going down from its first page to the boundary. */
export interface Descent<Item> {
	readonly firstPage: number;
	readonly nextPage: number;
	/** Nothing at or above the boundary lies deeper. */
	readonly complete: boolean;
	/** The oldest new ones, newest first; at most as many as may be handed over, and silent ones between them. */
	readonly kept: ReadonlyArray<FeedRecord<Item> & { readonly page: number }>;
	/** Whether each page began with its oldest record; undefined as long as none tells. */
	readonly ascends: boolean | undefined;
	/** Oldest time of a new one that did not fit. */
	readonly oldestLeft: number | null;
	readonly longestPage: number;
	/** When reading began. */
	readonly clocks: Clocks;
}

/** Records that one descent keeps at most, silent ones included. */
export const MOST_KEPT = 5_000;

export function boundaryOf({ cursor, floor }: FeedState, lookbackMs: number): number {
	return Math.max(cursor === null ? -Infinity : cursor - lookbackMs, floor ?? -Infinity);
}

/**
 * The state, unless it lies in the future, as that of a clock that was ahead or one that was damaged: then as if it had
 * been stored just now. What lies within the lookback may then come again, where its keys are forgotten.
 */
export function withinClocks(state: FeedState, clocks: Clocks, lookbackMs: number): FeedState {
	const { cursor, floor } = state;
	if (!isAhead(cursor, clocks) && !isAhead(floor, clocks)) return state;
	const reach = Math.min(reachOfMemory(clocks), clocks.host);
	return {
		...state,
		cursor: cursor === null ? null : Math.min(cursor, reach),
		floor: floor === null ? null : Math.min(floor, reach - lookbackMs),
		resumePage: undefined,
	};
}

/** @param host what the clock of the host shows now */
export function beginDescent<Item>(firstPage: number, host: number): Descent<Item> {
	return {
		firstPage,
		nextPage: firstPage,
		complete: false,
		kept: [],
		ascends: undefined,
		oldestLeft: null,
		longestPage: 0,
		clocks: { service: undefined, host },
	};
}

/**
 * One page further down.
 *
 * A record that arrives meanwhile pushes others to deeper pages: they come twice, and are known the second time.
 *
 * @param most records that may be kept, silent ones not counted: the newest leave for the oldest
 */
export function takePage<Item>(
	descent: Descent<Item>,
	page: FeedPage<Item>,
	{ boundary, known, most }: { boundary: number; known: ReadonlySet<string>; most: number },
): Descent<Item> {
	const met = new Set(descent.kept.map(({ key }) => key));
	const fresh = page.records.filter(({ key, time }) => {
		const isNew = time >= boundary && !known.has(key) && !met.has(key);
		// The same record may stand on a page twice.
		if (isNew) met.add(key);
		return isNew;
	});
	const newestFirst = [
		...descent.kept,
		...fresh.map((record) => ({ ...record, page: descent.nextPage })),
	].sort((a, b) => b.time - a.time);
	const left = newestFirst.slice(0, newestFirst.length - countOldest(newestFirst, most));
	return {
		...descent,
		nextPage: descent.nextPage + 1,
		complete: endsWith(page, { boundary, number: descent.nextPage, longest: descent.longestPage }),
		kept: newestFirst.slice(left.length),
		ascends: descent.ascends === false ? false : (ascends(page) ?? descent.ascends),
		oldestLeft: oldest(descent.oldestLeft, left),
		longestPage: Math.max(descent.longestPage, page.size),
		clocks: { ...descent.clocks, service: descent.clocks.service ?? page.serverNow },
	};
}

/** How many records at the end of the list fit into `most` that are not silent. */
function countOldest(newestFirst: ReadonlyArray<FeedRecord<unknown>>, most: number): number {
	let loud = 0;
	let count = 0;
	while (count < Math.min(newestFirst.length, MOST_KEPT)) {
		const next = newestFirst[newestFirst.length - 1 - count];
		if (next?.silent !== true && ++loud > most) break;
		count++;
	}
	return count;
}

/**
 * Whether nothing at or above the boundary lies deeper. A service that gives out shorter pages than it was asked for
 * seems to be at its end on each of them, so beyond the first page only one that is shorter than another counts as the
 * last.
 */
export function endsWith(
	page: FeedPage<unknown>,
	{ boundary, number, longest }: { boundary: number; number: number; longest: number },
): boolean {
	const { records, size, hasMore, repeated } = page;
	const last = records.at(-1);
	// Whatever an empty page promises: the next ones would be empty, too.
	if (size === 0) return true;
	if (repeated === true) return true;
	if (last !== undefined && last.time < boundary && !isOldestFirst(page, boundary)) return true;
	return !hasMore && (number === 1 || size < longest);
}

/** What lay within the lookback when a watch began. */
export interface BaselineReading {
	readonly records: ReadonlyArray<{ readonly key: string; readonly time: number }>;
	/** Nothing within the lookback lies deeper. */
	readonly complete: boolean;
	/** Whether the oldest came first. */
	readonly ascends?: boolean | undefined;
	/** When reading began. */
	readonly clocks: Clocks;
}

/** The state that begins a watch: what is there now is known, and nothing of it is new. */
export function baseline(
	{ records, complete, ascends: isAscending, clocks }: BaselineReading,
	lookbackMs: number,
): FeedState {
	const cursor = newestBelieved(records, clocks);
	const seen = withKeys({}, records);
	// What lies deeper than was read is known for its age alone.
	const oldestRead = oldest(null, records);
	const read = isAscending === true ? reachOf(clocks) : (oldestRead ?? -Infinity) + 1;
	const unread = complete ? -Infinity : read;
	// Without a single date to believe, what is there is known by its keys alone.
	const floor = Math.max(boundaryOf({ cursor, floor: null, seen }, lookbackMs), unread);
	return { cursor, floor: Number.isFinite(floor) ? floor : null, seen };
}

/** Everything that is there counts as new. */
export const fromTheBeginning: FeedState = { cursor: null, floor: null, seen: {} };

/**
 * What is to be handed over, oldest first, and the state after that. `stored` is the present one, which another poll may
 * have moved on since the descent began.
 */
export function settleFeed<Item>(
	stored: FeedState,
	descent: Descent<Item>,
	{ lookbackMs, most }: { lookbackMs: number; most: number },
): { state: FeedState; fresh: Array<FeedRecord<Item>> } {
	const state = withinClocks(stored, descent.clocks, lookbackMs);
	// The oldest are not reached yet: go on from here next time, so that the order stays.
	if (!descent.complete) {
		// Where the oldest come first, what lies behind is newer than what was found.
		const staysAbove = descent.ascends === true && descent.kept.length > 0;
		return {
			state: { ...state, resumePage: staysAbove ? undefined : descent.nextPage },
			fresh: [],
		};
	}

	const boundary = boundaryOf(state, lookbackMs);
	const known = allKeys(state.seen);
	const candidates = descent.kept
		.filter(({ key, time }) => time >= boundary && !known.has(key))
		// Later in the pages is older, also among equal times.
		.reverse()
		.sort((a, b) => a.time - b.time);
	const fresh = candidates.slice(0, countFirst(candidates, most));
	const oldestLeft = oldest(descent.oldestLeft, candidates.slice(fresh.length));

	const newest = newestBelieved(fresh, descent.clocks);
	const reached = Math.min(newest ?? -Infinity, oldestLeft ?? Infinity);
	const cursor = Math.max(state.cursor ?? -Infinity, reached);
	const next = { ...state, cursor: Number.isFinite(cursor) ? cursor : null };
	const floor = boundaryOf(next, lookbackMs);
	const nextFloor = Number.isFinite(floor) ? floor : null;
	return {
		state: {
			cursor: next.cursor,
			floor: nextFloor,
			seen: withoutBefore(withKeys(state.seen, fresh), nextFloor ?? -Infinity),
			resumePage: resumePage(descent, fresh, candidates.length, oldestLeft !== null, most),
		},
		fresh,
	};
}

/** How many records from the beginning on fit into `most` that are not silent. */
function countFirst(records: ReadonlyArray<FeedRecord<unknown>>, most: number): number {
	let loud = 0;
	const end = records.findIndex(({ silent }) => silent !== true && ++loud > most);
	return end === -1 ? records.length : end;
}

/** A state that fits into `bytes`. Forgetting the oldest keys raises the floor, and narrows the lookback by it. */
export function fitFeed(state: FeedState, bytes: number): { state: FeedState; narrowed: boolean } {
	const fitted = fittedInto(state.seen, bytes);
	if (fitted.floor === undefined) return { state, narrowed: false };
	const floor = Math.max(state.floor ?? -Infinity, fitted.floor);
	return { state: { ...state, seen: fitted.seen, floor }, narrowed: true };
}

/**
 * Where the next descent may begin: above the page of the newest record handed over by as many pages as it will need.
 * Records that arrive until then move what is wanted to deeper pages only.
 */
function resumePage(
	descent: Descent<unknown>,
	fresh: ReadonlyArray<{ key: string }>,
	candidates: number,
	moreIsLeft: boolean,
	most: number,
): number | undefined {
	if (descent.firstPage === 1 && !moreIsLeft) return undefined;
	if (candidates === 0) return undefined;
	const newestKey = fresh.at(-1)?.key;
	const page = descent.kept.find(({ key }) => key === newestKey)?.page ?? descent.firstPage;
	return Math.max(1, page - pagesFor(descent, most));
}

/**
 * How many pages hold `most` records that are not silent, when there are as many silent ones as among those that were
 * kept. Never more pages than a descent keeps.
 */
function pagesFor({ kept, longestPage }: Descent<unknown>, most: number): number {
	const loud = kept.filter(({ silent }) => silent !== true).length;
	const records = kept.length === 0 ? most : (most * kept.length) / loud;
	return Math.ceil(Math.min(records, MOST_KEPT) / Math.max(1, longestPage));
}

function oldest(known: number | null, records: ReadonlyArray<{ time: number }>): number | null {
	return records.reduce<number | null>(
		(least, { time }) => (least === null || time < least ? time : least),
		known,
	);
}
