import { ApiFailure } from '../failures/failures';
import type { NumberedPage } from '../paging/pages';
import { numberedPages } from '../paging/pages';
import type { ReadAheadLimits } from '../paging/readAhead';
import { endByGrowth, liesInBacklog, searchBacklog } from './backlogSearch';
import type { Candidate, CandidatePage } from './source';
import { MAX_PAGES_PER_SCAN } from './source';
import type { NewestFirstState, Scan, View } from './newestFirst';
import { beginScan, boundaryOf, hidesNewer, pagesFor, takePage, withinClocks } from './newestFirst';
import { allKeys } from './seenKeys';

/** Pages full of new records, beyond those that a poll needs, after which a scan searches for the end of the backlog. */
export const SEARCH_AFTER_PAGES = 8;

export interface ScanRequest<Item> {
	/** Page numbers begin with 1. */
	readPage(page: number): Promise<CandidatePage<Item>>;
	lookbackMs: number;
	/** Candidates that may be kept in memory. */
	most: number;
	/** What the clock of the host shows. */
	now(): number;
	/** True when the poll has to end. */
	outOfTime(): boolean;
	onTrouble(trouble: ScanTrouble): void;
}

/** What every scan of such a list needs. */
export type PagesRequest<Item> = Omit<ScanRequest<Item>, 'most'>;

/**
 * What a user should know of a scan: the service gives the same pages again; it promises more behind an empty page; it
 * gives the oldest records first; the list does not end within the requests of one poll; the stored state lies in the
 * future.
 */
export type ScanTrouble =
	| 'repeatedPages'
	| 'emptyPage'
	| 'oldestFirst'
	| 'tooManyPages'
	| 'clockAhead';

/**
 * Scans a list from its newest page, from where a backlog was left, or from shortly before the end of a long one, down to
 * the boundary of `stored`, or until time runs out. Always downwards: records that arrive meanwhile push others to deeper pages, and a scan that goes upwards
 * would miss those. Throws ApiFailure.
 */
export async function scanNewestFirst<Item>(
	stored: NewestFirstState,
	unbounded: ScanRequest<Item>,
): Promise<Scan<Item>> {
	const { lookbackMs, onTrouble } = unbounded;
	const request = bounded<Item, ScanRequest<Item>>(unbounded);
	let scan = await scanAbove(stored, request);
	// Only the first answer tells what the service's clock shows.
	const state = withinClocks(stored, scan.clocks, lookbackMs);
	if (state !== stored) {
		onTrouble('clockAhead');
		scan = await scanAbove(state, request);
	}
	request.onEnd(scan);
	return scan;
}

/** Answers to a page that does not exist, at services that do not give an empty one. */
const REFUSED_PAGE = new Set([400, 404, 410, 416, 422]);

async function unlessRefused(reason: Error): Promise<undefined> {
	const status = reason instanceof ApiFailure ? reason.details.status : undefined;
	return REFUSED_PAGE.has(status ?? 0) ? undefined : await Promise.reject(reason);
}

/** Everything at or above the boundary of the state. */
async function scanAbove<Item>(
	state: NewestFirstState,
	request: ScanRequest<Item>,
): Promise<Scan<Item>> {
	const { lookbackMs, most } = request;
	const { resumePage, total: totalBefore } = state;
	const boundary = boundaryOf(state, lookbackMs);
	const view = { boundary, known: allKeys(state.seen), most, totalBefore };
	const scan = await (resumePage === undefined
		? scanFrom(1, view, request, 'soon')
		: scanFrom(resumePage, view, request, 'afterPortion')
				.catch(unlessRefused)
				// The list has become shorter meanwhile.
				.then(async (resumed) => resumed ?? (await scanFrom(1, view, request, 'soon'))));
	// What was left lies above: another poll emitted it, or the service took records away.
	const foundNothing = scan.complete && scan.candidates.length === 0;
	if (!foundNothing || scan.firstPage === 1 || request.outOfTime()) return scan;
	return await scanFrom(1, view, request, 'never');
}

/** When a scan searches for the end of the backlog; where a backlog was left, it first reads the next portion. */
type Search = 'soon' | 'afterPortion' | 'never';

/** Pages from the first on of which some are read ahead: those before the search, or those of a portion. */
const PAGES_AHEAD: Record<Search, (size: number, most: number) => number> = {
	soon: () => SEARCH_AFTER_PAGES,
	afterPortion: (size, most) => Math.ceil(most / size),
	never: (size, most) => Math.ceil(most / size),
};

/** A scan that begins again, close to the end of the backlog, when that turns out to be far. */
async function scanFrom<Item>(
	first: number,
	view: View,
	request: ScanRequest<Item>,
	search: Search,
): Promise<Scan<Item>> {
	let scan = beginScan<Item>(first, request.now());
	let isEndKnown = search === 'never';
	const ahead = {
		pages: (size: number) => PAGES_AHEAD[isEndKnown ? 'never' : search](size, view.most),
		// Without news a poll reads a page or two, and no more.
		isWorthIt: (page: CandidatePage<Item>, pagesRead: number) =>
			liesInBacklog(page, view) && (first > 1 || pagesRead > 1),
	};
	for await (const turned of pagesOf(request, first, ahead)) {
		scan = takePage(scan, turned, view);
		if (hidesNewer(turned.page, view.boundary)) request.onTrouble('oldestFirst');
		if (scan.complete || request.outOfTime()) break;
		if (isEndKnown) continue;
		let within = turned.number === 1 ? endByGrowth(turned.page, view) : undefined;
		isEndKnown = within !== undefined || isLong(scan, turned, view, search);
		if (!isEndKnown) continue;
		if (within === undefined) {
			within = await searchBacklog(turned.number, view, request);
			// The next poll goes on from there.
			if (request.outOfTime()) return { ...scan, nextPage: Math.max(scan.nextPage, within) };
		}
		const start = within - pagesFor(scan, view.most);
		if (start <= scan.nextPage) continue;
		// A service can state more records than it gives pages.
		const deep = await scanFrom(start, view, request, 'never').catch(unlessRefused);
		if (deep !== undefined) return deep;
	}
	return scan;
}

function isLong<Item>(
	scan: Scan<Item>,
	{ page, fresh }: NumberedPage<Candidate<Item>, CandidatePage<Item>>,
	view: View,
	search: Search,
): boolean {
	const expected = search === 'afterPortion' ? pagesFor(scan, view.most) : 0;
	const pages = scan.nextPage - scan.firstPage;
	return pages >= SEARCH_AFTER_PAGES + expected && fresh.length > 0 && liesInBacklog(page, view);
}

/**
 * The pages from `first` on; reports when the service repeats itself or promises more than it gives.
 *
 * A list in motion can state the end that it had a moment ago, and what lies beyond would be lost once it is older than the
 * lookback. So "none follows" ends a scan only on the first page and on one shorter than others; otherwise the next page
 * decides.
 */
export async function* pagesOf<Item>(
	{ readPage, onTrouble }: PagesRequest<Item>,
	first: number,
	ahead?: ReadAheadLimits<CandidatePage<Item>>,
) {
	const keyOf = ({ key }: Candidate<Item>) => key;
	let longest = 0;
	const readDoubting = async (number: number) => {
		const page = await readPage(number);
		const { size = page.records.length } = page;
		const isBelieved = number === 1 || size < longest;
		longest = Math.max(longest, size);
		return page.hasMore === false && !isBelieved ? { ...page, hasMore: undefined } : page;
	};
	const request = { readPage: readDoubting, keyOf, first, ...(ahead && { ahead }) };
	for await (const turned of numberedPages(request)) {
		if (turned.end === 'repeats') onTrouble('repeatedPages');
		if (turned.end === 'leadsNowhere') onTrouble('emptyPage');
		yield turned;
	}
}

/** The same request, with the pages of a poll bounded: when they are spent, it is as if time had run out. */
export function bounded<Item, Request extends PagesRequest<Item>>(request: Request) {
	let requests = 0;
	const isSpent = () => requests >= MAX_PAGES_PER_SCAN;
	return {
		...request,
		async readPage(number: number) {
			requests++;
			return await request.readPage(number);
		},
		outOfTime: () => isSpent() || request.outOfTime(),
		/** Reports when it was the bound that ended a scan too early. */
		onEnd({ complete }: { complete: boolean }) {
			if (!complete && isSpent()) request.onTrouble('tooManyPages');
		},
	};
}
