import { decimalOf } from '../../shared/input/fields';
import { isJsonRecord } from '../../shared/json';
import { takenOut } from '../../shared/lists/takenOut';

/**
 * Answers are taken by shape, not by name: of most lists only the existence is documented (docs.sety.io, menu).
 */
export type SetyRecord = Record<string, unknown>;

/**
 * The records of a list: the answer itself when it is an array, else its `data`, else its first array with records in
 * it, else its first array, also within an object. They are taken out of it. Undefined when there is no array, and when
 * what is in it are no records.
 */
export function takeRecords(body: unknown): SetyRecord[] | undefined {
	const list = listIn(body);
	if (list === undefined || (list.length > 0 && !list.some(isJsonRecord))) return undefined;
	return takenOut(list).filter(isJsonRecord);
}

function listIn(body: unknown): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isJsonRecord(body)) return undefined;
	if (Array.isArray(body.data)) return body.data;
	const values = Object.values(body);
	const lists = [
		...values,
		...values.filter(isJsonRecord).flatMap((inner) => Object.values(inner)),
	].filter(Array.isArray);
	const list = lists.find((one) => one.some(isJsonRecord)) ?? lists[0];
	// Some services say null for a list of nothing.
	return list ?? (body.data === null ? [] : undefined);
}

/** The field that names a record of each list. `id` is taken too. */
export function idIn(record: SetyRecord, field: string): string | undefined {
	const id = [record[field], record.id].find((value) => value !== undefined && value !== null);
	const isId = (typeof id === 'string' && id !== '') || typeof id === 'number';
	return isId ? String(id) : undefined;
}

/** How the record of an answer is found. */
export interface Envelope {
	/** The name under which it stands, if not under `data`. */
	name: string;
	/** Fields of the record itself: where one is there, the answer is in no envelope. */
	knownBy: readonly string[];
}

/** The record in `{ incident: … }`, `{ data: … }`, with what stands beside it; or the answer itself. */
export function recordIn(body: unknown, { name, knownBy }: Envelope): SetyRecord | undefined {
	if (!isJsonRecord(body)) return undefined;
	if (knownBy.some((field) => field in body)) return body;
	for (const envelope of [name, 'data']) {
		const { [envelope]: inner, ...beside } = body;
		if (isJsonRecord(inner)) return { ...beside, ...inner };
	}
	return body;
}

/**
 * Names that services use for the number of the last page, the total of records and a further page, in any spelling.
 * `totalPages`, `totalResults` and `total` are observed at other lists of the same host, the others assumed.
 */
const LAST_PAGE = ['totalpages', 'lastpage', 'pages', 'pagecount'];
const TOTAL = ['totalresults', 'total', 'totalcount', 'totalitems'];
const HAS_MORE = ['hasmore', 'hasnext', 'hasnextpage'];

/**
 * Whether a page is followed by another one, where the answer says so in a way we recognise. Undefined leaves it to
 * the page's length, which goes wrong when the service gives out shorter pages than it was asked for. A total is
 * believed only when it promises more, since it could be that of the page; and then more than a number of pages is.
 *
 * @param read records of this page and of those before it
 */
export function hasMorePages(body: unknown, page: number, read: number): boolean | undefined {
	if (!isJsonRecord(body)) return undefined;
	const places = [body, ...Object.values(body).filter(isJsonRecord)];
	const said = places.flatMap((place) => Object.entries(place));
	const find = (names: string[]) =>
		names
			.flatMap((name) => said.filter(([spelled]) => spelledPlainly(spelled) === name))
			.find(([, value]) => value !== undefined)?.[1];
	const more = find(HAS_MORE);
	if (typeof more === 'boolean') return more;
	const lastPage = decimalOf(find(LAST_PAGE));
	const total = decimalOf(find(TOTAL));
	if (read < total || page < lastPage) return true;
	return Number.isNaN(lastPage) ? undefined : false;
}

/** `totalPages`, `total_pages` and `Total-Pages` are one name. */
const spelledPlainly = (name: string): string => name.replace(/[_\-\s]/g, '').toLowerCase();
