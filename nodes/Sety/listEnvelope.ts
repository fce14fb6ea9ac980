import { decimalOf } from '../core/form/schemas';
import { drain, isJsonRecord, plainName } from '../core/json';
import type { SetyRecord } from './answers';

/** Plain names under which any endpoint may have its list, after its own names. */
const ANY_LIST = ['results', 'data'];

/**
 * The records of a list: the answer itself when it is an array; else the array under one of the endpoint's own names,
 * under `results` or under `data`, at the top or one object deeper; else the only array of the answer. The records leave
 * the answer (drain).
 *
 * Undefined if there is no array, if several fit, or if the array holds no records: a roll call must not show sites as
 * visitors.
 *
 * @param names own names of the list, in any spelling
 */
export function takeRecords(
	body: unknown,
	names: readonly string[] = [],
): SetyRecord[] | undefined {
	const list = listIn(body, names.map(plainName));
	if (list === undefined || (list.length > 0 && !list.some(isJsonRecord))) return undefined;
	return drain(list).filter(isJsonRecord);
}

function listIn(body: unknown, own: readonly string[]): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isJsonRecord(body)) return undefined;
	const names = [...own, ...ANY_LIST];
	const byName = valuesUnder(names, body);
	const inner = Object.values(body).filter(isJsonRecord);
	const deeper = [...byName.filter(isJsonRecord), ...inner].flatMap((one) =>
		valuesUnder(names, one),
	);
	const list = [...byName, ...deeper].find(isArray);
	if (list !== undefined) return list;
	// Some services write null for an empty list.
	if (byName.includes(null)) return [];
	const within = byName.filter(isJsonRecord).flatMap(arraysIn);
	if (within.length === 1) return within[0];
	// An own name holds something else than a list, so another array is another list.
	if (valuesUnder(own, body).length > 0) return undefined;
	const all = [body, ...inner].flatMap(arraysIn);
	return all.length === 1 ? all[0] : undefined;
}

const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

const arraysIn = (record: SetyRecord) => Object.values(record).filter(isArray);

/** The values under these names, in the order of the names. */
function valuesUnder(names: readonly string[], record: SetyRecord): unknown[] {
	return Object.entries(record)
		.map(([name, value]) => ({ at: names.indexOf(plainName(name)), value }))
		.filter(({ at }) => at >= 0)
		.sort((a, b) => a.at - b.at)
		.map(({ value }) => value);
}

/**
 * Names, without case and hyphens, for the number of the last page, the total of records and a further page. `totalPages`,
 * `totalResults` and `total` are observed at other lists of the same host, the others assumed.
 */
const LAST_PAGE = ['totalpages', 'lastpage', 'pages', 'pagecount', 'numpages', 'pagetotal'];
const TOTAL = ['totalresults', 'total', 'totalcount', 'totalitems', 'totalrecords'];
const HAS_MORE = ['hasmore', 'hasnextpage', 'hasnext', 'more'];
const IS_LAST = ['islastpage', 'islast', 'lastpage'];
const NEXT_PAGE = ['nextpage', 'next', 'nextpageurl', 'nextlink'];

/**
 * Whether another page follows, if the answer says so in a form that the node knows. Undefined leaves it to the length of
 * the page, which misleads if the service sends shorter pages than requested. A total counts only if it promises more,
 * because it could be that of the page; then it counts more than a number of pages.
 *
 * @param read records of this page and of those before it
 */
export function hasMorePages(body: unknown, page: number, read: number): boolean | undefined {
	const envelope = envelopeOf(body);
	const more = flagIn(envelope, HAS_MORE) ?? numberAsFlag(numberIn(envelope, HAS_MORE));
	if (more !== undefined) return more;
	const isLast = flagIn(envelope, IS_LAST);
	if (isLast !== undefined) return !isLast;
	const lastPage = numberIn(envelope, LAST_PAGE);
	if (read < numberIn(envelope, TOTAL) || page < lastPage) return true;
	const next = NEXT_PAGE.filter((name) => envelope.has(name)).map((name) => envelope.get(name));
	if (next.some((value) => isFurtherPage(value, page))) return true;
	return Number.isNaN(lastPage) && next.length === 0 ? undefined : false;
}

/** The number of records of the whole list, as the answer states it; undefined where it does not. */
export function statedTotal(body: unknown): number | undefined {
	const total = numberIn(envelopeOf(body), TOTAL);
	return Number.isNaN(total) ? undefined : total;
}

/** The values beside the records, by plain name: at the top, or up to two objects deeper. */
function envelopeOf(body: unknown): Map<string, unknown> {
	const found = new Map<string, unknown>();
	let places = isJsonRecord(body) ? [body] : [];
	for (let depth = 0; depth < 3; depth++) {
		for (const [name, value] of places.flatMap((place) => Object.entries(place))) {
			const plain = plainName(name);
			if (!found.has(plain) && value !== undefined) found.set(plain, value);
		}
		places = places.flatMap((place) => Object.values(place)).filter(isJsonRecord);
	}
	return found;
}

function flagIn(
	envelope: ReadonlyMap<string, unknown>,
	names: readonly string[],
): boolean | undefined {
	for (const name of names) {
		const text = String(envelope.get(name) ?? '').toLowerCase();
		if (text === 'true' || text === 'false') return text === 'true';
	}
	return undefined;
}

function numberAsFlag(value: number): boolean | undefined {
	return Number.isNaN(value) ? undefined : value > 0;
}

/** The largest of them; NaN where none is a number. */
function numberIn(envelope: ReadonlyMap<string, unknown>, names: readonly string[]): number {
	const numbers = names.map((name) => decimalOf(envelope.get(name))).filter(Number.isFinite);
	return numbers.length === 0 ? NaN : Math.max(...numbers);
}

/** The next page has a number or an address; null, false and '' mean that there is none. */
function isFurtherPage(next: unknown, page: number): boolean {
	const number = decimalOf(next);
	if (!Number.isNaN(number)) return number > page;
	return next === true || (typeof next === 'string' && next.trim() !== '') || isJsonRecord(next);
}
