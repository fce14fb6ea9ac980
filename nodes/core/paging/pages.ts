/** One page of a list, as a service gave it. */
export interface Page<Item> {
	readonly records: readonly Item[];
	/** Records that the service sent, where `records` holds only some of them. */
	readonly size?: number;
	/** Whether more follow, as the service says; undefined where it does not say. */
	readonly hasMore?: boolean | undefined;
	/** The cursor of the next page; undefined where the service gives none. */
	readonly next?: string | undefined;
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

/** Pages in a row without a new record, after which a list that may have moved counts as one that repeats itself. */
export const MAX_REPEATED_PAGES = 10;

export interface NumberedPagesRequest<Item, P extends Page<Item>> {
	/** Page numbers begin with 1. */
	readPage(number: number): Promise<P>;
	/** What makes a record the same one on another page. */
	keyOf(record: Item): string;
	/** The page to begin with, 1 by default. */
	first?: number;
	/** Records asked for per page, where a shorter page without a new record counts as the last one. */
	pageSize?: number;
	/** Reads a page without a new record again before the list ends with it: records that arrive push others onto it. */
	confirmsRepeats?: boolean;
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
 * others is not, because a service may give out shorter pages than it is asked for. A page without a new record means that
 * the service does not turn pages.
 */
export async function* numberedPages<Item, P extends Page<Item>>({
	readPage,
	keyOf,
	first = 1,
	pageSize = 0,
	confirmsRepeats = false,
}: NumberedPagesRequest<Item, P>): AsyncGenerator<NumberedPage<Item, P>> {
	const known = new Set<string>();
	const isNew = (record: Item) => !known.has(keyOf(record));
	const bringsNothing = ({ records }: P) => records.length > 0 && !records.some(isNew);
	let repeated = 0;
	let end: ListEnd | undefined;
	for (let number = first; end === undefined; number++) {
		let page = await readPage(number);
		let repeats = bringsNothing(page);
		repeated = repeats ? repeated + 1 : 0;
		if (repeats && confirmsRepeats) {
			const top = await readPage(1);
			page = await readPage(number);
			// What arrived since stands at the top.
			const hasMoved = top.records.some(isNew) || !bringsNothing(page);
			const isTop = keysOf(top, keyOf) === keysOf(page, keyOf);
			repeats = !hasMoved && (isTop || repeated >= MAX_REPEATED_PAGES);
		}
		const { records, size = records.length } = page;
		const isLast = size === 0 || (repeats && size < pageSize && page.hasMore !== true);
		end = endOf(page, { next: isLast ? undefined : number + 1, repeats: repeats && !isLast });
		const fresh = records.filter(isNew);
		for (const record of fresh) known.add(keyOf(record));
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
