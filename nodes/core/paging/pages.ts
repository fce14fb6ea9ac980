import type { ReadAheadLimits } from './readAhead';
import { readAhead } from './readAhead';

/** One page of a list, as a service gave it. */
export interface Page<Item> {
	readonly records: readonly Item[];
	/** Records that the service sent, where `records` holds only some of them. */
	readonly size?: number;
	/** Whether more follow, as the service says; undefined where it does not say. */
	readonly hasMore?: boolean | undefined;
	/** The cursor of the next page; undefined where the service gives none. */
	readonly next?: string | undefined;
	/** Records of the whole list, as the service states it; undefined where it does not. */
	readonly total?: number | undefined;
	/** Requests that the service still admits at present; undefined where it does not say. */
	readonly requestsLeft?: number | undefined;
}

/**
 * Why a list ends with a page: it is the last one; it promises more and leads nowhere, such as an empty page; or the service
 * repeats what it gave before.
 */
export type ListEnd = 'last' | 'leadsNowhere' | 'repeats';

/** The rule for the end of every list. Undefined when another page follows. */
function endOf(
	{ hasMore }: Page<unknown>,
	{ next, repeats }: { next: number | string | undefined; repeats: boolean },
): ListEnd | undefined {
	if (repeats) return 'repeats';
	if (hasMore === false) return 'last';
	if (next === undefined) return hasMore === true ? 'leadsNowhere' : 'last';
	return undefined;
}

/** Times in a row that a list gives the same page, after which it counts as one that repeats its last page. */
export const MAX_SAME_PAGES = 10;

export interface NumberedPagesRequest<Item, P extends Page<Item>> {
	/** Page numbers begin with 1. */
	readPage(number: number): Promise<P>;
	/** What makes a record the same one on another page. */
	keyOf(record: Item): string;
	/** The page to begin with, 1 by default. */
	first?: number;
	/** Records asked for per page, where a shorter page without a new record counts as the last one. */
	pageSize?: number;
	/** How far pages are read ahead; without it, they are read one after the other. */
	ahead?: ReadAheadLimits<P>;
}

export interface NumberedPage<Item, P extends Page<Item>> {
	readonly page: P;
	readonly number: number;
	/** Its records that no page before had. */
	readonly fresh: readonly Item[];
	/** Why the list ends here; undefined when it goes on. */
	readonly end: ListEnd | undefined;
}

/**
 * Reads a list that comes in numbered pages, page by page until it ends.
 *
 * An empty page is the last one, whatever the service says: the next ones would be empty, too. A page that is shorter than
 * others is not, because a service may give out shorter pages than it is asked for. A page without a new record ends the
 * list only where the service repeats itself: records that arrive push known ones onto it, too. So the page is read again,
 * page 1 is compared with what it was, and the list must not state more records than are known.
 */
export async function* numberedPages<Item, P extends Page<Item>>({
	readPage,
	keyOf,
	first = 1,
	pageSize = 0,
	ahead = { pages: () => 0 },
}: NumberedPagesRequest<Item, P>): AsyncGenerator<NumberedPage<Item, P>> {
	const reader = readAhead(readPage, ahead);
	const known = new Set<string>();
	const isNew = (record: Item) => !known.has(keyOf(record));
	const bringsNothing = ({ records }: P) => records.length > 0 && !records.some(isNew);
	/** The keys of page 1 when it was read last. */
	let top: string | undefined;
	let keysBefore: string | undefined;
	let pagesWithNews = 0;
	let pagesWithout = 0;
	let samePages = 0;
	let totalBefore = 0;
	let end: ListEnd | undefined;
	for (let number = first; end === undefined; number++) {
		let page = await reader.read(number);
		let repeats = bringsNothing(page);
		if (repeats) {
			reader.forget();
			const before = page;
			page = await readPage(number);
			// Read last: what arrives between the two could make this page equal to an older page 1.
			const topPage = await readPage(1);
			const topNow = keysOf(topPage, keyOf);
			const keys = keysOf(page, keyOf);
			// After arrivals and deletions, page 1 can be what it was. Then the totals or the two reads of this page show it.
			const hasMoved =
				topNow !== top ||
				topPage.total !== page.total ||
				before.total !== page.total ||
				keysOf(before, keyOf) !== keys;
			top = topNow;
			// What arrives makes the list longer: then it moves, and does not repeat itself.
			if ((page.total ?? 0) <= totalBefore) pagesWithout++;
			samePages = keys === keysBefore ? samePages + 1 : 0;
			// Records can arrive below page 1, too, if they are late.
			const enough = page.records.length < pageSize ? 1 : MAX_SAME_PAGES;
			// With arrivals and deletions a page can look like page 1. Then the list has more records than are known.
			const isWhole = page.total === undefined || known.size >= page.total;
			const isStill =
				!hasMoved &&
				(isWhole || page.total === totalBefore) &&
				(keys === topNow || samePages >= enough);
			repeats = bringsNothing(page) && (isStill || pagesWithout > pagesWithNews + enough);
		} else {
			pagesWithNews++;
			pagesWithout = samePages = 0;
		}
		totalBefore = page.total ?? 0;
		keysBefore = keysOf(page, keyOf);
		if (number === 1) top = keysBefore;
		const { records, size = records.length } = page;
		const isLast = size === 0 || (repeats && size < pageSize && page.hasMore !== true);
		end = endOf(page, { next: isLast ? undefined : number + 1, repeats: repeats && !isLast });
		const fresh = records.filter(isNew);
		for (const record of fresh) known.add(keyOf(record));
		if (fresh.length < records.length) reader.forget();
		else if (end === undefined) reader.readOn(number, page);
		yield { page, number, fresh, end };
	}
}

function keysOf<Item>({ records }: Page<Item>, keyOf: (record: Item) => string): string {
	return records.map(keyOf).join();
}

export interface CursorPage<P> {
	readonly page: P;
	/** Why the list ends here; undefined when it goes on. */
	readonly end: ListEnd | undefined;
}

/**
 * Reads a list that comes in pages with cursors, page by page until it ends. A page may be empty although more follow, as
 * services filter pages, so only the cursor says whether the list ends. A cursor that repeats ends it.
 *
 * @param from the cursor to begin with; undefined for the first page
 */
export async function* cursorPages<P extends Page<unknown>>(
	readPage: (cursor: string | undefined) => Promise<P>,
	from?: string,
): AsyncGenerator<CursorPage<P>> {
	const known = new Set([from]);
	let cursor = from;
	let end: ListEnd | undefined;
	while (end === undefined) {
		const page = await readPage(cursor);
		cursor = page.next;
		// At the end of a stream the service gives the last cursor again.
		const repeats = cursor !== undefined && known.has(cursor) && page.hasMore !== false;
		end = endOf(page, { next: cursor, repeats });
		known.add(cursor);
		yield { page, end };
	}
}
