import { ApiFailure } from '../failures/failures';
import type { Clocks } from './clocks';
import { newestBelieved } from './clocks';
import type { BaselineReading, Descent, FeedPage, FeedState } from './feed';
import { beginDescent, boundaryOf, endsWith, MOST_KEPT, takePage, withinClocks } from './feed';
import { ascends, isOldestFirst } from './pageOrder';
import { allKeys } from './seenKeys';

/** Requests that one poll makes of one feed, or of one stream. */
export const MAX_PAGES_PER_POLL = 300;

/** Pages in a row that hold nothing but what other pages held, after which a service counts as one that repeats itself. */
export const MAX_REPEATED_PAGES = 10;

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

/** Reads the pages of one descent. */
interface PageReader<Item> {
	readPage: FeedReading<Item>['readPage'];
	/** No page may be read any more. */
	isSpent(): boolean;
	begin(page: number): Descent<Item>;
	onTrouble: FeedReading<Item>['onTrouble'];
}

/**
 * Reads a feed from its newest page, or from where a backlog was left, down to the boundary of `stored`, or until time
 * runs out. Always downwards: records that arrive meanwhile push others to deeper pages, and what goes upwards would miss
 * those.
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
	const from = async (page: number) => await descend(page, view, pageReader(reading));
	const first = state.resumePage ?? 1;
	const descent = await from(first).catch(async (reason: Error) => {
		// The list has become shorter meanwhile.
		if (first > 1 && isRefusedPage(reason)) return await from(1);
		return await Promise.reject(reason);
	});
	// What was left lies above: it was handed over by another poll, or the service took records away.
	const foundNothing = descent.complete && descent.kept.length === 0;
	if (!foundNothing || descent.firstPage === 1 || reading.outOfTime()) return descent;
	return await from(1);
}

async function descend<Item>(
	firstPage: number,
	view: View,
	{ readPage, isSpent, begin, onTrouble }: PageReader<Item>,
): Promise<Descent<Item>> {
	let descent = begin(firstPage);
	do {
		const page = await readPage(descent.nextPage);
		descent = takePage(descent, page, view);
		if (page.promisesMore === true) onTrouble('emptyPage');
		if (isOldestFirst(page, view.boundary)) onTrouble('oldestFirst');
	} while (!descent.complete && !isSpent());
	return descent;
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
