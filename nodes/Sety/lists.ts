import { createHash } from 'node:crypto';

import { decimalOf } from '../core/form/fields';
import { isJsonRecord } from '../core/json';
import { readList } from '../core/paging/readList';
import { takenOut } from '../core/paging/takenOut';
import type { Call } from '../core/call';
import { plainName } from '../core/spelling';
import type { SetyRecord } from './answers';
import { idIn, NO_CONTENT, refuseFailure } from './answers';
import { resolveCall } from './overrides';
import type { SetyClient } from './service';

/** A list of records, which comes in numbered pages. */
export interface SetyList {
	call: Call;
	/** Names under which the list may stand in an answer. Assumed. */
	names: readonly string[];
	/** The field that holds the ID of a record. */
	idField: string;
}

export interface ListOptions {
	/** The most records; undefined means all. */
	limit: number | undefined;
	/** Called when the list may be incomplete. */
	hint(text: string): void;
	/** What is kept of each record; all of it where nothing is said. */
	keep?(record: SetyRecord): SetyRecord;
}

export interface OnePage {
	records: SetyRecord[];
	hasMore: boolean;
	/** The page is empty and says nevertheless that more follow. */
	promisesMore: boolean;
	/** Sety's own clock, epoch milliseconds; undefined when it does not tell. */
	serverNow: number | undefined;
}

/** For a list that may be incomplete. */
export const EMPTY_PAGE_PROMISES_MORE =
	'Sety sent an empty page and said that more follow, so the list ends there and may be incomplete.';

/** Records that one page of a list has at most. */
export function pageSizeOf({ account }: SetyClient, { call }: SetyList): number {
	return resolveCall(call, account.overrides).pageSize;
}

/** One page of a list, for pickers and triggers. Pages begin with 1. Throws ApiFailure. */
export async function readPage(client: SetyClient, list: SetyList, page: number): Promise<OnePage> {
	const limit = pageSizeOf(client, list);
	const read = await pageOf(client, list, { page, limit }, (page - 1) * limit);
	// A service may give shorter pages than it was asked for: only an empty one is surely the last.
	return { ...read, hasMore: read.hasMore ?? read.records.length > 0 };
}

/** The records of a list, up to the limit. Throws ApiFailure. */
export async function readRecords(
	client: SetyClient,
	list: SetyList,
	filters: SetyRecord,
	{ limit, hint, keep = (record) => record }: ListOptions,
): Promise<SetyRecord[]> {
	let readBefore = 0;
	return await readList({
		limit,
		pageSize: pageSizeOf(client, list),
		readPage: async (page, size) => {
			const read = await pageOf(client, list, { ...filters, page, limit: size }, readBefore);
			readBefore += read.records.length;
			if (read.promisesMore) hint(EMPTY_PAGE_PROMISES_MORE);
			return read;
		},
		keyOf: (record) => keyOfRecord(record, list.idField),
		keep,
		onRepeatedPage: () =>
			hint('Sety sent the same page twice, so the list ends there and may be incomplete.'),
	});
}

async function pageOf(
	client: SetyClient,
	{ call, names }: SetyList,
	fields: SetyRecord,
	readBefore: number,
) {
	const answer = await client.send(call, { fields });
	const { status, body, lacks, answeredAt } = answer;
	refuseFailure(answer);
	const records = status === NO_CONTENT ? [] : takeRecords(body, names);
	if (records === undefined) {
		throw lacks(`a list that can be told from others (expected under "${names[0]}")`);
	}
	const more = hasMorePages(body, Number(fields.page), readBefore + records.length);
	const isEmpty = records.length === 0;
	return {
		records,
		// An empty page ends a list, whatever it says.
		hasMore: isEmpty ? false : more,
		promisesMore: isEmpty && more === true,
		serverNow: answeredAt,
	};
}

/** A record without an id, such as a danger zone may be, is known by its content. */
function keyOfRecord(record: SetyRecord, idField: string): string {
	return idIn(record, idField) ?? createHash('sha256').update(JSON.stringify(record)).digest('hex');
}

/** Names of a list that any endpoint may use, after its own: plain ones. */
const ANY_LIST = ['results', 'data'];

/**
 * The records of a list: the answer itself when it is an array; else the array under one of the endpoint's own names,
 * under `results` or under `data`, at the top or one object deeper; else the only array of the answer. They are taken
 * out of it.
 *
 * Undefined when there is no array, when several could be meant, and when what is in it are no records: a roll call must
 * not show sites as visitors.
 *
 * @param names own names of the list, in any spelling
 */
export function takeRecords(
	body: unknown,
	names: readonly string[] = [],
): SetyRecord[] | undefined {
	const list = listIn(body, names.map(plainName));
	if (list === undefined || (list.length > 0 && !list.some(isJsonRecord))) return undefined;
	return takenOut(list).filter(isJsonRecord);
}

function listIn(body: unknown, own: readonly string[]): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isJsonRecord(body)) return undefined;
	const names = [...own, ...ANY_LIST];
	const named = valuesUnder(names, body);
	const inner = Object.values(body).filter(isJsonRecord);
	const deeper = [...named.filter(isJsonRecord), ...inner].flatMap((one) =>
		valuesUnder(names, one),
	);
	const list = [...named, ...deeper].find(isArray);
	if (list !== undefined) return list;
	// Some services say null for a list of nothing.
	if (named.includes(null)) return [];
	const within = named.filter(isJsonRecord).flatMap(arraysIn);
	if (within.length === 1) return within[0];
	// What stands under an own name is no list, so another array is another list.
	if (valuesUnder(own, body).length > 0) return undefined;
	const all = [body, ...inner].flatMap(arraysIn);
	return all.length === 1 ? all[0] : undefined;
}

const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

const arraysIn = (record: SetyRecord) => Object.values(record).filter(isArray);

/** What stands under these names, in their order. */
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
 * Whether a page is followed by another one, where the answer says so in a way we recognise. Undefined leaves it to
 * the page's length, which goes wrong when the service gives out shorter pages than it was asked for. A total is
 * believed only when it promises more, since it could be that of the page; and then more than a number of pages is.
 *
 * @param read records of this page and of those before it
 */
export function hasMorePages(body: unknown, page: number, read: number): boolean | undefined {
	const said = saidOf(body);
	const more = flagIn(said, HAS_MORE) ?? numberAsFlag(numberIn(said, HAS_MORE));
	if (more !== undefined) return more;
	const isLast = flagIn(said, IS_LAST);
	if (isLast !== undefined) return !isLast;
	const lastPage = numberIn(said, LAST_PAGE);
	if (read < numberIn(said, TOTAL) || page < lastPage) return true;
	const next = NEXT_PAGE.filter((name) => said.has(name)).map((name) => said.get(name));
	if (next.some((value) => isFurtherPage(value, page))) return true;
	return Number.isNaN(lastPage) && next.length === 0 ? undefined : false;
}

/** What the answer says beside its records, by plain names: at the top, or up to two objects deeper. */
function saidOf(body: unknown): Map<string, unknown> {
	const said = new Map<string, unknown>();
	let places = isJsonRecord(body) ? [body] : [];
	for (let depth = 0; depth < 3; depth++) {
		for (const [name, value] of places.flatMap((place) => Object.entries(place))) {
			const plain = plainName(name);
			if (!said.has(plain) && value !== undefined) said.set(plain, value);
		}
		places = places.flatMap((place) => Object.values(place)).filter(isJsonRecord);
	}
	return said;
}

function flagIn(said: ReadonlyMap<string, unknown>, names: readonly string[]): boolean | undefined {
	for (const name of names) {
		const text = String(said.get(name) ?? '').toLowerCase();
		if (text === 'true' || text === 'false') return text === 'true';
	}
	return undefined;
}

function numberAsFlag(value: number): boolean | undefined {
	return Number.isNaN(value) ? undefined : value > 0;
}

/** The largest of them; NaN where none is a number. */
function numberIn(said: ReadonlyMap<string, unknown>, names: readonly string[]): number {
	const numbers = names.map((name) => decimalOf(said.get(name))).filter(Number.isFinite);
	return numbers.length === 0 ? NaN : Math.max(...numbers);
}

/** A next page is told by its number or its address; null, false and '' say that there is none. */
function isFurtherPage(next: unknown, page: number): boolean {
	const number = decimalOf(next);
	if (!Number.isNaN(number)) return number > page;
	return next === true || (typeof next === 'string' && next.trim() !== '') || isJsonRecord(next);
}
