import { ApiFailure } from '../failures/failures';

/** Pages that one list may have. */
export const MAX_PAGES = 1_000;

export interface Page<Item> {
	records: readonly Item[];
	/** What the service says about it; undefined where it says nothing. */
	hasMore: boolean | undefined;
}

export interface ListRequest<Item, Kept> {
	/** The most records to give back; undefined means all. */
	limit: number | undefined;
	/** Records asked for per page. */
	pageSize: number;
	/** Page numbers begin with 1. */
	readPage(page: number, size: number): Promise<Page<Item>>;
	/** What makes a record the same one on another page. */
	keyOf(record: Item): string;
	/** What is kept of a record; of a long list the rest would take most of the memory. */
	keep(record: Item): Kept;
	/** Called when the service gave the same page twice, so that the list may be incomplete. */
	onRepeatedPage(): void;
}

/**
 * Reads a list that comes in numbered pages, up to exactly `limit` records.
 *
 * A record that arrives while pages are read pushes others onto the next page, so records seen before are dropped. A
 * full page without a single new record means that the service does not turn pages: the list ends there. A page shorter
 * than asked for is the last one only if the service says so: it may give out shorter pages than it is asked for, and
 * then one page more tells. Throws ApiFailure after MAX_PAGES.
 */
export async function readList<Item, Kept>(request: ListRequest<Item, Kept>): Promise<Kept[]> {
	const { limit = Infinity, readPage, keyOf, keep, onRepeatedPage } = request;
	const size = Math.min(request.pageSize, limit);
	const seen = new Set<string>();
	const list: Kept[] = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { records, hasMore } = await readPage(page, size);
		const before = list.length;
		// Compared with the pages before only: two equal records on one page are two records.
		const fresh = records.filter((record) => !seen.has(keyOf(record)));
		for (const record of fresh) {
			seen.add(keyOf(record));
			list.push(keep(record));
			if (list.length >= limit) return list;
		}
		if (records.length === 0) return list;
		if (list.length === before) {
			// After a short page that was the last, a service may show it again.
			if (records.length >= size || hasMore === true) onRepeatedPage();
			return list;
		}
		if (hasMore === false) return list;
	}
	throw new ApiFailure(
		`The list does not end after ${MAX_PAGES} pages (${list.length} records were read)`,
		'Narrow it with filters such as a shorter time span, or switch Return All off and set Limit.',
		{ attempts: MAX_PAGES, certainlyWithoutEffect: true },
	);
}
