import { ApiFailure } from '../failures/ApiFailure';
import {
	afterProbe,
	beginSearch,
	liesInBacklog,
	nextProbe,
	type BacklogSearch,
} from './backlogSearch';
import type { Clocks } from './clocks';
import { newestBelieved } from './clocks';
import type { BaselineReading, Descent, FeedPage, FeedState } from './feed';
import {
	beginDescent,
	boundaryOf,
	endsWith,
	MOST_KEPT,
	pagesFor,
	takePage,
	withinClocks,
} from './feed';
import { ascends, isOldestFirst } from './pageOrder';
import { allKeys } from './seenKeys';

/** Requests that one poll makes of one feed, or of one stream. */
export const MAX_PAGES_PER_POLL = 300;

/** Pages in a row that hold nothing but what other pages held, after which a service counts as one that repeats itself. */
export const MAX_REPEATED_PAGES = 10;

/** Pages full of new records after which the end of the backlog is searched for, beyond those that a poll needs. */
export const SEARCH_AFTER_PAGES = 8;

export interface FeedReading<Item> {
	/** Page numbers begin with 1. */
	readPage(page: number): Promise<FeedPage<Item>>;
	lookbackMs: number;
	/** Records that may be kept in memory. */
	most: number;
	/** What the clock of the host shows. */
	now(): number;
	/** True when the poll has to come to its end. */
	outOfTime(): boolean;
	onTrouble(trouble: FeedTrouble): void;
}

/**
 * What a user should know of a reading: the service gives the same pages again; it promises more behind an empty page; it
 * gives the oldest records first; the list does not end within the requests of one poll; what was remembered lies in the future.
 */
export type FeedTrouble =
	| 'repeatedPages'
	| 'emptyPage'
	| 'oldestFirst'
	| 'tooManyPages'
	| 'clockAhead';

/** What is new is not older than the boundary, and not known. */
interface View {
	boundary: number;
	known: ReadonlySet<string>;
	most: number;
}

/** Reads the pages of one descent, and of the search for its beginning. */
interface PageReader<Item> {
	readPage: FeedReading<Item>['readPage'];
	/** No page may be read any more. */
	isSpent(): boolean;
	begin(page: number): Descent<Item>;
	onTrouble: FeedReading<Item>['onTrouble'];
}

/**
 * Reads a feed from its newest page, or from where a backlog was left, or from shortly before the end of a long one, down
 * to the boundary of `stored`, or until time runs out. Always downwards: records that arrive meanwhile push others to
 * deeper pages, and what goes upwards would miss those.
 */
export async function readFeed<Item>(
	stored: FeedState,
	reading: FeedReading<Item>,
): Promise<Descent<Item>> {
	const { lookbackMs } = reading;
	const within = bounded<Item, FeedReading<Item>>(reading);
	let descent = await readAbove(stored, within);
	// Only the first answer tells what the service's clock shows.
	const state = withinClocks(stored, descent.clocks, lookbackMs);
	if (state !== stored) {
		reading.onTrouble('clockAhead');
		descent = await readAbove(state, within);
	}
	within.ended(descent);
	return descent;
}

/** Answers to a page that does not exist, at services that do not give an empty one. */
const REFUSED_PAGE = new Set([400, 404, 410, 416, 422]);

function isRefusedPage(reason: unknown): boolean {
	return reason instanceof ApiFailure && REFUSED_PAGE.has(reason.details.status ?? 0);
}

/** Everything at or above the boundary of the state. */
async function readAbove<Item>(
	state: FeedState,
	reading: FeedReading<Item>,
): Promise<Descent<Item>> {
	const { lookbackMs, most } = reading;
	const view = { boundary: boundaryOf(state, lookbackMs), known: allKeys(state.seen), most };
	const descent = await descendNearby(state, view, pageReader(reading)).catch(
		async (reason: Error) => {
			if (state.resumePage === undefined || !isRefusedPage(reason))
				return await Promise.reject(reason);
			// The list has become shorter meanwhile.
			return await descendNearby({ ...state, resumePage: undefined }, view, pageReader(reading));
		},
	);
	// What was left lies above: it was handed over by another poll, or the service took records away.
	const foundNothing = descent.complete && descent.kept.length === 0;
	if (!foundNothing || descent.firstPage === 1 || reading.outOfTime()) return descent;
	const reader = pageReader(reading);
	return await descend(reader.begin(1), view, reader);
}

/** A descent that begins anew, close to the end of the backlog, when that turns out to be far. */
async function descendNearby<Item>(
	{ resumePage }: FeedState,
	view: View,
	reader: PageReader<Item>,
): Promise<Descent<Item>> {
	const isLong = (descent: Descent<Item>, page: FeedPage<Item>) => {
		// Where a backlog was left, the pages of the next portion are expected.
		const expected = resumePage === undefined ? 0 : pagesFor(descent, view.most);
		const pages = descent.nextPage - descent.firstPage;
		return pages >= SEARCH_AFTER_PAGES + expected && liesInBacklog(page, view);
	};
	const begun = await descend<Item>(reader.begin(resumePage ?? 1), view, reader, isLong);
	if (begun.complete || reader.isSpent()) return begun;

	const { within } = await searchFrom(begun.nextPage - 1, view, reader);
	// The next poll goes on from there.
	if (reader.isSpent()) return { ...begun, nextPage: Math.max(begun.nextPage, within) };
	const start = within - pagesFor(begun, view.most);
	return await descend(start > begun.nextPage ? reader.begin(start) : begun, view, reader);
}

async function descend<Item>(
	begun: Descent<Item>,
	view: View,
	{ readPage, isSpent, onTrouble }: PageReader<Item>,
	isLong: (descent: Descent<Item>, page: FeedPage<Item>) => boolean = () => false,
): Promise<Descent<Item>> {
	let descent = begun;
	let page: FeedPage<Item>;
	do {
		page = await readPage(descent.nextPage);
		descent = takePage(descent, page, view);
		if (page.promisesMore === true) onTrouble('emptyPage');
		if (isOldestFirst(page, view.boundary)) onTrouble('oldestFirst');
	} while (!descent.complete && !isSpent() && !isLong(descent, page));
	return descent;
}

async function searchFrom(
	within: number,
	view: View,
	{ readPage, isSpent }: PageReader<unknown>,
): Promise<BacklogSearch> {
	// Some services refuse pages behind the last. What else is in the way will be in that of the descent, too.
	const look = async (page: number) =>
		await readPage(page).then(
			(read) => liesInBacklog(read, view),
			() => false,
		);
	let search = beginSearch(within);
	let probe = nextProbe(search);
	while (probe !== undefined && !isSpent()) {
		search = afterProbe(search, probe, await look(probe));
		probe = nextProbe(search);
	}
	return search;
}

function pageReader<Item>(reading: FeedReading<Item>): PageReader<Item> {
	return {
		readPage: pageTurner(reading),
		isSpent: reading.outOfTime,
		begin: (page) => beginDescent(page, reading.now()),
		onTrouble: reading.onTrouble,
	};
}

/** The same reading, with the requests of a poll bounded: when they are spent, it is as if time had run out. */
function bounded<Item, Reading extends Omit<FeedReading<Item>, 'most'>>(reading: Reading) {
	let requests = 0;
	const isSpent = () => requests >= MAX_PAGES_PER_POLL;
	return {
		...reading,
		async readPage(number: number) {
			requests++;
			return await reading.readPage(number);
		},
		outOfTime: () => isSpent() || reading.outOfTime(),
		/** Tells when it was the requests that ended a reading before its end. */
		ended({ complete }: { complete: boolean }) {
			if (!complete && isSpent()) reading.onTrouble('tooManyPages');
		},
	};
}

/** Reads what lies within the lookback before the newest record, for a baseline. Keeps keys and times only. */
export async function readForBaseline<Item>(
	unbounded: Omit<FeedReading<Item>, 'most'>,
): Promise<BaselineReading> {
	const reading = bounded<Item, typeof unbounded>(unbounded);
	const readPage = pageTurner(reading);
	const times = new Map<string, number>();
	let clocks: Clocks = { service: undefined, host: reading.now() };
	let newest: number | null = null;
	let isAscending: boolean | undefined;
	let longest = 0;
	let complete = false;
	let number = 1;
	do {
		const page = await readPage(number);
		clocks = { ...clocks, service: clocks.service ?? page.serverNow };
		isAscending = isAscending === false ? false : (ascends(page) ?? isAscending);
		if (newest === null || isAscending === true)
			newest = newestBelieved(page.records, clocks) ?? newest;
		const boundary = newest === null ? -Infinity : newest - reading.lookbackMs;
		for (const { key, time } of page.records) if (time >= boundary) times.set(key, time);
		if (isAscending === true)
			for (const [key, time] of times) if (time < boundary) times.delete(key);
		if (page.promisesMore === true) reading.onTrouble('emptyPage');
		complete = endsWith(page, { boundary, number, longest });
		longest = Math.max(longest, page.size);
		number++;
	} while (!complete && times.size < MOST_KEPT && !reading.outOfTime());
	reading.ended({ complete });
	return {
		records: [...times].map(([key, time]) => ({ key, time })),
		complete,
		ascends: isAscending,
		clocks,
	};
}

/**
 * Reads pages, and recognises a service that gives the same ones again: a page that was there under another number, while
 * the first page is the same one; or several in a row that hold nothing else, while nothing new is on the first page. A
 * page that only was pushed down by newer records is neither.
 */
function pageTurner<Item>({
	readPage,
	onTrouble,
}: Pick<FeedReading<Item>, 'readPage' | 'onTrouble'>): FeedReading<Item>['readPage'] {
	/** Where each page was read first, and on which page each record was. */
	const pages = new Map<string, number>();
	const places = new Map<string, number>();
	let repeated = 0;

	const isSuspicious = ({ records }: FeedPage<Item>, keys: string, number: number): boolean => {
		const holdsNothingElse = records.every(({ key }) => (places.get(key) ?? number) < number);
		repeated = holdsNothingElse ? repeated + 1 : 0;
		return (pages.get(keys) ?? number) !== number || repeated >= MAX_REPEATED_PAGES;
	};
	/** The page, marked where it is confirmed. In between, records may have come and gone: then it is another one by now. */
	const confirm = async (page: FeedPage<Item>, keys: string, number: number) => {
		const first = await readPage(1);
		const hasNothingNew = first.records.every(({ key }) => places.has(key));
		const goesRound = repeated >= MAX_REPEATED_PAGES && hasNothingNew;
		if (keysOf(first) !== keys && !goesRound) return page;
		const again = await readPage(number);
		return keysOf(again) === keys || goesRound ? { ...again, repeated: true } : again;
	};

	return async (number) => {
		const read = await readPage(number);
		if (keysOf(read) === '') return read;
		const page = isSuspicious(read, keysOf(read), number)
			? await confirm(read, keysOf(read), number)
			: read;
		if (page.repeated === true) onTrouble('repeatedPages');
		if (!pages.has(keysOf(page))) pages.set(keysOf(page), number);
		for (const { key } of page.records) if (!places.has(key)) places.set(key, number);
		return page;
	};
}

function keysOf({ records }: FeedPage<unknown>): string {
	return records.map(({ key }) => key).join();
}
