import { ApiFailure } from '../failures/failures';
import { MAX_PAGES } from './readList';

export interface CursorPage<Item> {
	records: readonly Item[];
	/** Where the next page begins; undefined when there is none. */
	next: string | undefined;
}

export interface CursorListRequest<Item, Kept> {
	/** The most records to give back; undefined means all. */
	limit: number | undefined;
	/** `cursor` is undefined for the first page. */
	readPage(cursor: string | undefined): Promise<CursorPage<Item>>;
	/** What makes a record the same one on another page. */
	keyOf(record: Item): string;
	/** What is kept of a record; of a long list the rest would take most of the memory. */
	keep(record: Item): Kept;
	/** Called when the service gave a cursor back that it gave before, so that the list may be incomplete. */
	onRepeatedCursor(): void;
}

/**
 * Reads a list that comes in pages with cursors, up to exactly `limit` records. A page may be short or empty although
 * more follow, so only the cursor says whether the list ends. A record that changed while pages were read comes again:
 * it keeps its place and its latest content counts. Throws ApiFailure after MAX_PAGES.
 */
export async function readCursorList<Item, Kept>(
	request: CursorListRequest<Item, Kept>,
): Promise<Kept[]> {
	const { limit = Infinity, readPage, keyOf, keep, onRepeatedCursor } = request;
	const list = new Map<string, Kept>();
	const cursors = new Set<string>();
	let cursor: string | undefined;
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { records, next } = await readPage(cursor);
		for (const record of records) list.set(keyOf(record), keep(record));
		if (list.size >= limit || next === undefined) return [...list.values()].slice(0, limit);
		if (cursors.has(next)) {
			onRepeatedCursor();
			return [...list.values()];
		}
		cursors.add(next);
		cursor = next;
	}
	throw new ApiFailure(
		`The list does not end after ${MAX_PAGES} pages (${list.size} records were read)`,
		'Narrow it with filters such as a shorter time span, or switch Return All off and set Limit.',
		{ attempts: MAX_PAGES, certainlyWithoutEffect: true },
	);
}
