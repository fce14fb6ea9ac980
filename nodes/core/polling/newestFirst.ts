import type { NumberedPage } from '../paging/pages';
import type { Candidate, CandidatePage } from './source';
import type { Clocks } from './clocks';
import { isAhead, newestBelieved, reachOfMemory } from './clocks';
import type { SeenKeys } from './seenKeys';
import { allKeys, fittedInto, withKeys, withoutBefore } from './seenKeys';

/**
 * The reducer of a list with the newest records first, whose keys and times never change. Pure; scanNewestFirst.ts reads.
 *
 * The promise rests on three rules. A record is new when its time is not before the boundary (the cursor minus the
 * lookback) and its key was not seen. The cursor is the newest time emitted, never beyond a record that was left for
 * later. And keys are forgotten only below the floor, under which nothing is new any more.
 */
export interface NewestFirstState {
	/** Newest time dealt with, epoch milliseconds; null as long as there was no record at all. */
	readonly cursor: number | null;
	/** What is older counts as known; null when nothing does. */
	readonly floor: number | null;
	readonly seen: SeenKeys;
	/** The page at which the next scan may begin, where a backlog is left. Of use for speed only. */
	readonly resumePage?: number | undefined;
	/**
	 * Records of the list, as the service stated it when all of them were dealt with; undefined where it did not, or where some
	 * are left. Of use for speed only.
	 */
	readonly total?: number | undefined;
}

/** What one scan has found, going down from its first page to the boundary. */
export interface Scan<Item> {
	readonly firstPage: number;
	readonly nextPage: number;
	/** Nothing at or above the boundary lies deeper. */
	readonly complete: boolean;
	/** The oldest new ones, newest first; at most as many as may be emitted, and silent ones between them. */
	readonly candidates: ReadonlyArray<FoundCandidate<Item>>;
	/** How many of them are not silent. */
	readonly loud: number;
	/** Whether each page began with its oldest record; undefined as long as none tells. */
	readonly ascending: boolean | undefined;
	/** Oldest time of a new one that did not fit. */
	readonly oldestLeft: number | null;
	readonly longestPage: number;
	/** Records of the list, as its first page stated it; undefined where it did not. */
	readonly total: number | undefined;
	/** When the scan began. */
	readonly clocks: Clocks;
}

/** A candidate, and the page on which it stood. */
type FoundCandidate<Item> = Candidate<Item> & { readonly page: number };

/** Candidates that one scan keeps at most, silent ones included. */
export const MAX_CANDIDATES = 5_000;

export function boundaryOf({ cursor, floor }: NewestFirstState, lookbackMs: number): number {
	return Math.max(cursor === null ? -Infinity : cursor - lookbackMs, floor ?? -Infinity);
}

/**
 * The state, unless it lies in the future because a clock was ahead or the state was damaged: then as if it had been
 * stored just now. What lies within the lookback may then come again, where its keys are forgotten.
 */
export function withinClocks(
	state: NewestFirstState,
	clocks: Clocks,
	lookbackMs: number,
): NewestFirstState {
	const { cursor, floor } = state;
	if (!isAhead(cursor, clocks) && !isAhead(floor, clocks)) return state;
	const reach = Math.min(reachOfMemory(clocks), clocks.host);
	return {
		...state,
		cursor: cursor === null ? null : Math.min(cursor, reach),
		floor: floor === null ? null : Math.min(floor, reach - lookbackMs),
		resumePage: undefined,
		total: undefined,
	};
}

/** @param host what the clock of the host shows now */
export function beginScan<Item>(firstPage: number, host: number): Scan<Item> {
	return {
		firstPage,
		nextPage: firstPage,
		complete: false,
		candidates: [],
		loud: 0,
		ascending: undefined,
		oldestLeft: null,
		longestPage: 0,
		total: undefined,
		clocks: { service: undefined, host },
	};
}

/** What decides which records of a page are new. */
export interface View {
	readonly boundary: number;
	readonly known: ReadonlySet<string>;
	/** Candidates that may be kept, silent ones not counted: the newest leave for the oldest. */
	readonly most: number;
	/** Records that the list had when all of them were dealt with; undefined where that is not known. */
	readonly totalBefore?: number | undefined;
}

/** The scan with one page more, further down. `fresh` holds no record of a page before. */
export function takePage<Item>(
	scan: Scan<Item>,
	{ page, number, fresh, end }: NumberedPage<Candidate<Item>, CandidatePage<Item>>,
	{ boundary, known, most }: View,
): Scan<Item> {
	const met = new Set<string>();
	const found = fresh.filter(({ key, time }) => {
		const isNew = time >= boundary && !known.has(key) && !met.has(key);
		// The same record may stand on a page twice.
		if (isNew) met.add(key);
		return isNew;
	});
	const newestFirst = inOrder(
		scan.candidates,
		found.map((record) => ({ ...record, page: number })),
	);
	let loud = scan.loud + found.filter(isLoud).length;
	let surplus = 0;
	while (loud > most || newestFirst.length - surplus > MAX_CANDIDATES) {
		if (isLoud(newestFirst[surplus])) loud--;
		surplus++;
	}
	return {
		...scan,
		nextPage: number + 1,
		complete: end !== undefined || reachesBelow(page, boundary),
		candidates: surplus === 0 ? newestFirst : newestFirst.slice(surplus),
		loud,
		ascending: scan.ascending === false ? false : (isAscending(page) ?? scan.ascending),
		oldestLeft: oldest(scan.oldestLeft, newestFirst.slice(0, surplus)),
		longestPage: Math.max(scan.longestPage, page.size),
		total: number === scan.firstPage ? page.total : scan.total,
		clocks: { ...scan.clocks, service: scan.clocks.service ?? page.serverNow },
	};
}

const isLoud = (record: Candidate<unknown> | undefined): boolean => record?.silent !== true;

const byTime = (a: { time: number }, b: { time: number }) => b.time - a.time;

/** Both lists in one, newest first. Mostly a page lies below the pages before it, so the long list is not sorted again. */
function inOrder<Item>(
	before: ReadonlyArray<FoundCandidate<Item>>,
	page: Array<FoundCandidate<Item>>,
): Array<FoundCandidate<Item>> {
	const below = page.sort(byTime);
	const [last, first] = [before.at(-1), below[0]];
	const all = [...before, ...below];
	const isInOrder = last === undefined || first === undefined || last.time >= first.time;
	return isInOrder ? all : all.sort(byTime);
}

type DatedPage = Pick<CandidatePage<unknown>, 'records'>;

/** Whether nothing at or above the boundary lies deeper, as the order of the page tells. */
export function reachesBelow(page: DatedPage, boundary: number): boolean {
	const last = page.records.at(-1);
	return last !== undefined && last.time < boundary && isAscending(page) !== true;
}

/** Whether the page lies below the boundary, and newer records follow because the list begins with the oldest. */
export function hidesNewer(page: DatedPage, boundary: number): boolean {
	const last = page.records.at(-1);
	return last !== undefined && last.time < boundary && isAscending(page) === true;
}

/** Whether a page begins with its oldest record; undefined where the page does not tell. */
export function isAscending({ records }: DatedPage): boolean | undefined {
	const rise = (records.at(-1)?.time ?? 0) - (records[0]?.time ?? 0);
	return rise === 0 ? undefined : rise > 0;
}

/** Everything that is there counts as new. */
export const fromTheBeginning: NewestFirstState = { cursor: null, floor: null, seen: {}, total: 0 };

/**
 * What is new, oldest first and silent records among it, and the state after that. `stored` is the present state, which
 * another poll may have moved on since the scan began.
 *
 * @param most records that may be emitted
 */
export function reduceNewestFirst<Item>(
	stored: NewestFirstState,
	scan: Scan<Item>,
	{ lookbackMs, most }: { lookbackMs: number; most: number },
): { state: NewestFirstState; fresh: Array<Candidate<Item>> } {
	const state = withinClocks(stored, scan.clocks, lookbackMs);
	// The oldest are not reached yet: go on from here next time, so that the order stays.
	if (!scan.complete) {
		// Where the oldest come first, what lies behind is newer than what was found.
		const staysAbove = scan.ascending === true && scan.candidates.length > 0;
		return {
			state: { ...state, resumePage: staysAbove ? undefined : scan.nextPage },
			fresh: [],
		};
	}

	const boundary = boundaryOf(state, lookbackMs);
	const known = allKeys(state.seen);
	const candidates = scan.candidates
		.filter(({ key, time }) => time >= boundary && !known.has(key))
		// Later in the pages is older, also among equal times.
		.reverse();
	const fresh = candidates.slice(0, countFirst(candidates, most));
	const oldestLeft = oldest(scan.oldestLeft, candidates.slice(fresh.length));

	const newest = newestBelieved(fresh, scan.clocks);
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
			resumePage: resumePage(scan, fresh, candidates.length, oldestLeft !== null, most),
			total: scan.firstPage === 1 && oldestLeft === null ? scan.total : undefined,
		},
		fresh,
	};
}

/** How many records from the beginning on fit into `most` that are not silent. */
function countFirst(records: ReadonlyArray<Candidate<unknown>>, most: number): number {
	let loud = 0;
	const end = records.findIndex(({ silent }) => silent !== true && ++loud > most);
	return end === -1 ? records.length : end;
}

/**
 * Where the next scan may begin: above the page of the newest record emitted by as many pages as it will need. Records
 * that arrive until then move what it needs to deeper pages only.
 */
function resumePage(
	scan: Scan<unknown>,
	fresh: ReadonlyArray<{ key: string }>,
	candidates: number,
	moreIsLeft: boolean,
	most: number,
): number | undefined {
	if (scan.firstPage === 1 && !moreIsLeft) return undefined;
	if (candidates === 0) return undefined;
	const newestKey = fresh.at(-1)?.key;
	const page = scan.candidates.find(({ key }) => key === newestKey)?.page ?? scan.firstPage;
	return Math.max(1, page - pagesFor(scan, most));
}

/**
 * How many pages hold `most` records that are not silent, when there are as many silent ones as among the candidates.
 * Never more pages than a scan keeps.
 */
export function pagesFor({ candidates, loud, longestPage }: Scan<unknown>, most: number): number {
	const records = candidates.length === 0 ? most : (most * candidates.length) / loud;
	return Math.ceil(Math.min(records, MAX_CANDIDATES) / Math.max(1, longestPage));
}

/** The oldest time of them all; null where there is none. */
export function oldest(
	known: number | null,
	records: ReadonlyArray<{ time: number }>,
): number | null {
	return records.reduce<number | null>(
		(least, { time }) => (least === null || time < least ? time : least),
		known,
	);
}

/** A state that fits into `bytes`. Forgetting the oldest keys raises the floor, and narrows the lookback by it. */
export function fitNewestFirst(
	state: NewestFirstState,
	bytes: number,
): { state: NewestFirstState; narrowed: boolean } {
	const fitted = fittedInto(state.seen, bytes);
	if (fitted.floor === undefined) return { state, narrowed: false };
	const floor = Math.max(state.floor ?? -Infinity, fitted.floor);
	return { state: { ...state, seen: fitted.seen, floor }, narrowed: true };
}
