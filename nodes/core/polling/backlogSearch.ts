import type { FeedPage } from './feed';
import { ascends } from './pageOrder';

/**
 * The search for the page on which a backlog ends: pages twice as deep each time until one does not lie in the backlog
 * as a whole, then halves.
 *
 * What is found is of use for speed only. It may be wrong already when it is found, as pages shift: a reading that begins
 * too deep leaves what lies above for the next one, one that begins too high takes longer.
 */
export interface BacklogSearch {
	/** The deepest page that lay in the backlog as a whole. */
	readonly within: number;
	/** The least deep one that did not; undefined as long as there is none. */
	readonly beyond: number | undefined;
	/** Pages looked at. */
	readonly probes: number;
}

/** Pages between `within` and `beyond` that are not worth another look. */
export const NEAR_ENOUGH_PAGES = 4;

/** Pages that one search looks at. Enough for more pages than any list has. */
export const MOST_PROBES = 40;

export function beginSearch(within: number): BacklogSearch {
	return { within, beyond: undefined, probes: 0 };
}

/** The page to look at next; undefined when the search is over. */
export function nextProbe({ within, beyond, probes }: BacklogSearch): number | undefined {
	if (probes >= MOST_PROBES) return undefined;
	if (beyond === undefined) return within * 2;
	return beyond - within > NEAR_ENOUGH_PAGES ? Math.floor((within + beyond) / 2) : undefined;
}

export function afterProbe(
	{ within, beyond, probes }: BacklogSearch,
	page: number,
	liesWithin: boolean,
): BacklogSearch {
	const looked = probes + 1;
	return liesWithin
		? { within: page, beyond, probes: looked }
		: { within, beyond: page, probes: looked };
}

/** Whether everything on the page is new, and there is more behind it. In doubt it is not: that only costs time. */
export function liesInBacklog(
	page: FeedPage<unknown>,
	{ boundary, known }: { boundary: number; known: ReadonlySet<string> },
): boolean {
	const { records, hasMore, repeated } = page;
	if (records.length === 0 || !hasMore || repeated === true) return false;
	// Its end is not where the oldest are then.
	if (ascends(page) === true) return false;
	return records.every(({ key, time }) => time >= boundary && !known.has(key));
}
