import { ApiFailure } from '../failures/failures';
import type { ListEnd, Page } from './pages';
import { cursorPages, numberedPages } from './pages';

/** Pages that one list may have. */
export const MAX_PAGES = 1_000;

interface AnyListRequest<Item, Kept> {
	/** The most records to give back; undefined means all. */
	limit: number | undefined;
	/** What makes a record the same one on another page. */
	keyOf(record: Item): string;
	/** What is kept of a record; of a long list the rest would take most of the memory. */
	keep(record: Item): Kept;
	/** Called with the reason when the list ends before the limit. Unless it is 'last', the list may be incomplete. */
	onEnd(end: ListEnd): void;
}

export interface ListRequest<Item, Kept> extends AnyListRequest<Item, Kept> {
	/** Records asked for per page. */
	pageSize: number;
	/** Page numbers begin with 1. */
	readPage(page: number, size: number): Promise<Page<Item>>;
}

/**
 * Reads a list that comes in numbered pages, up to exactly `limit` records. A record that arrives while pages are read
 * pushes others onto the next page, so records of pages before are dropped. Throws ApiFailure after MAX_PAGES.
 */
export async function readList<Item, Kept>(request: ListRequest<Item, Kept>): Promise<Kept[]> {
	const { limit = Infinity, keyOf, keep, onEnd } = request;
	const pageSize = Math.min(request.pageSize, limit);
	const readPage = async (page: number) => await request.readPage(page, pageSize);
	const list: Kept[] = [];
	const ahead = { pages: (size: number) => Math.min(MAX_PAGES, Math.ceil(limit / size)) };
	for await (const { number, fresh, end } of numberedPages({ readPage, keyOf, pageSize, ahead })) {
		for (const record of fresh) {
			list.push(keep(record));
			if (list.length >= limit) return list;
		}
		if (end !== undefined) onEnd(end);
		else if (number >= MAX_PAGES) throw tooManyPages(list.length);
	}
	return list;
}

export interface CursorListRequest<Item, Kept> extends AnyListRequest<Item, Kept> {
	/** `cursor` is undefined for the first page. */
	readPage(cursor: string | undefined): Promise<Page<Item>>;
}

/**
 * Reads a list that comes in pages with cursors, up to exactly `limit` records. A record that changed while pages were
 * read comes again: it keeps its place and its latest content counts. Throws ApiFailure after MAX_PAGES.
 */
export async function readCursorList<Item, Kept>(
	request: CursorListRequest<Item, Kept>,
): Promise<Kept[]> {
	const { limit = Infinity, readPage, keyOf, keep, onEnd } = request;
	const list = new Map<string, Kept>();
	let pages = 0;
	for await (const { page, end } of cursorPages(readPage)) {
		pages++;
		for (const record of page.records) list.set(keyOf(record), keep(record));
		if (list.size >= limit) break;
		if (end !== undefined) onEnd(end);
		else if (pages >= MAX_PAGES) throw tooManyPages(list.size);
	}
	return [...list.values()].slice(0, limit);
}

function tooManyPages(records: number): ApiFailure {
	return new ApiFailure(
		`The list has not ended after ${MAX_PAGES} pages (${records} records read)`,
		'Narrow it with filters such as a shorter time span, or switch Return All off and set Limit.',
		{ attempts: MAX_PAGES, certainlyWithoutEffect: true },
	);
}
