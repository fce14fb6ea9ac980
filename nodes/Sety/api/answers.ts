/**
 * Answers are taken by shape, not by name: of most lists only the existence is documented (docs.sety.io, menu).
 */
export type SetyRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is SetyRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The records of a list: the answer itself when it is an array, else its `data`, else its first array.
 * Undefined when there is no array in it.
 */
export function recordsIn(body: unknown): SetyRecord[] | undefined {
	if (Array.isArray(body)) return body.filter(isRecord);
	if (!isRecord(body)) return undefined;
	const list = Array.isArray(body.data) ? body.data : Object.values(body).find(Array.isArray);
	return list?.filter(isRecord);
}

/** The record in `{ incident: … }`, `{ data: … }`, or the answer itself. */
export function recordIn(body: unknown, envelope: string): SetyRecord | undefined {
	if (!isRecord(body)) return undefined;
	const inner = body[envelope] ?? body.data;
	return isRecord(inner) ? inner : body;
}

/** Names that services use for the number of the last page, the total of records and a further page. Assumed. */
const LAST_PAGE = ['total_pages', 'last_page', 'pages', 'page_count'];
const TOTAL = ['total', 'total_count', 'total_items'];
const HAS_MORE = ['has_more', 'has_next', 'has_next_page'];

/**
 * Whether a page is followed by another one, where the answer says so in a way we recognise. Undefined leaves it to
 * the page's length, which goes wrong when the service gives out shorter pages than it was asked for. A total is
 * believed only when it promises more: it could be that of the page.
 *
 * @param readBefore records of the pages before this one
 */
export function hasMorePages(body: unknown, page: number, readBefore: number): boolean | undefined {
	const records = recordsIn(body);
	if (!isRecord(body) || records === undefined) return undefined;
	const places = [body, ...Object.values(body).filter(isRecord)];
	const find = (names: string[]) =>
		places
			.flatMap((place) => names.map((name) => place[name]))
			.find((value) => value !== undefined);
	const more = find(HAS_MORE);
	if (typeof more === 'boolean') return more;
	const lastPage = find(LAST_PAGE);
	if (typeof lastPage === 'number') return page < lastPage;
	const total = find(TOTAL);
	return typeof total === 'number' && readBefore + records.length < total ? true : undefined;
}
