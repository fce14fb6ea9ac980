import type { CandidatePage } from './source';
import type { View } from './newestFirst';
import { isAscending } from './newestFirst';

/**
 * The search for the page on which a backlog ends: it doubles the depth until a page does not lie in the backlog as a
 * whole, then halves. A page by page scan of a long backlog would take more requests than a service allows per minute.
 *
 * The result is of use for speed only. It may be wrong as soon as it is found, as pages shift: a scan that begins too deep
 * leaves what lies above for the next one, one that begins too high takes longer.
 */
export interface BacklogSearch {
	/** The deepest page that lay in the backlog as a whole. */
	readonly within: number;
	/** The least deep one that did not; undefined as long as there is none. */
	readonly beyond: number | undefined;
	/** Pages read. */
	readonly probes: number;
}

/** Pages between `within` and `beyond` that are not worth another probe. */
export const NEAR_ENOUGH_PAGES = 4;

/** Pages that one search reads. Enough for more pages than any list has. */
export const MAX_PROBES = 40;

export function beginSearch(within: number): BacklogSearch {
	return { within, beyond: undefined, probes: 0 };
}

/** The page to read next; undefined when the search is over. */
export function nextProbe({ within, beyond, probes }: BacklogSearch): number | undefined {
	if (probes >= MAX_PROBES) return undefined;
	if (beyond === undefined) return within * 2;
	return beyond - within > NEAR_ENOUGH_PAGES ? Math.floor((within + beyond) / 2) : undefined;
}

export function afterProbe(
	{ within, beyond, probes }: BacklogSearch,
	page: number,
	liesWithin: boolean,
): BacklogSearch {
	return liesWithin
		? { within: page, beyond, probes: probes + 1 }
		: { within, beyond: page, probes: probes + 1 };
}

/** Whether everything on the page is new, and there is more behind it. In doubt it is not: that only costs time. */
export function liesInBacklog(
	page: CandidatePage<unknown>,
	{ boundary, known }: Pick<View, 'boundary' | 'known'>,
): boolean {
	const { records, hasMore } = page;
	if (records.length === 0 || hasMore === false) return false;
	// Its end is not where the oldest are then.
	if (isAscending(page) === true) return false;
	return records.every(({ key, time }) => time >= boundary && !known.has(key));
}

/**
 * The deepest page that lies in the backlog as a whole, as page 1 tells by how much the list has grown since all of it was
 * dealt with. Too high where records were deleted meanwhile. Undefined where page 1 does not lie in the backlog, or where the
 * service states no total, or one that does not grow.
 */
export function endByGrowth(page: CandidatePage<unknown>, view: View): number | undefined {
	// Without one of the totals, nothing counts as growth.
	const growth = (page.total ?? 0) - (view.totalBefore ?? Infinity);
	const end = Math.floor(growth / page.size);
	return end >= 1 && liesInBacklog(page, view) ? end : undefined;
}

/** The deepest page known to lie in the backlog, from page `within` on. Reads pages until it is out of time. */
export async function searchBacklog(
	within: number,
	view: View,
	{
		readPage,
		outOfTime,
	}: { readPage(page: number): Promise<CandidatePage<unknown>>; outOfTime(): boolean },
): Promise<number> {
	let search = beginSearch(within);
	let keysBefore: string | undefined;
	let probe = nextProbe(search);
	while (probe !== undefined && !outOfTime()) {
		// Some services refuse pages behind the last. If it is another failure, the scan will meet it, too.
		const page = await readPage(probe).catch(() => undefined);
		const keys = page?.records.map(({ key }) => key).join();
		// Others give the last page again.
		const liesWithin = page !== undefined && keys !== keysBefore && liesInBacklog(page, view);
		search = afterProbe(search, probe, liesWithin);
		keysBefore = keys;
		probe = nextProbe(search);
	}
	return search.within;
}
