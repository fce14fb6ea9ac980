import {
	afterProbe,
	beginSearch,
	liesInBacklog,
	nextProbe,
	type BacklogSearch,
} from './backlogSearch';
import type { BaselineReading, Descent, FeedPage, FeedState } from './feed';
import {
	beginDescent,
	boundaryOf,
	endsWith,
	MOST_KEPT,
	newestBelieved,
	pagesFor,
	takePage,
} from './feed';
import { allKeys } from './seenKeys';

/** Pages that one poll reads of one feed. */
export const MAX_PAGES_PER_POLL = 1_000;

/** Pages full of new records after which the end of the backlog is searched for, beyond those that a poll needs. */
export const SEARCH_AFTER_PAGES = 8;

export interface FeedReading<Item> {
	/** Page numbers begin with 1. */
	readPage(page: number): Promise<FeedPage<Item>>;
	lookbackMs: number;
	/** Records that may be kept in memory. */
	most: number;
	/** True when the poll has to come to its end. */
	outOfTime(): boolean;
	/** Told when the service gives the same page whatever the number. */
	onRepeatedPage(): void;
}

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
}

/**
 * Reads a feed from its newest page, or from where a backlog was left, or from shortly before the end of a long one, down
 * to the boundary of `state`, or until time runs out. Always downwards: records that arrive meanwhile push others to
 * deeper pages, and what goes upwards would miss those.
 */
export async function readFeed<Item>(
	state: FeedState,
	reading: FeedReading<Item>,
): Promise<Descent<Item>> {
	const { lookbackMs, most } = reading;
	const view = { boundary: boundaryOf(state, lookbackMs), known: allKeys(state.seen), most };
	const descent = await descendNearby(state, view, pageReader(reading));
	// What was left lies above: it was handed over by another poll, or the service took records away.
	const foundNothing = descent.complete && descent.kept.length === 0;
	if (!foundNothing || descent.firstPage === 1 || reading.outOfTime()) return descent;
	return await descend(beginDescent(1), view, pageReader(reading));
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
	const begun = await descend<Item>(beginDescent(resumePage ?? 1), view, reader, isLong);
	if (begun.complete || reader.isSpent()) return begun;

	const { within } = await searchFrom(begun.nextPage - 1, view, reader);
	// The next poll goes on from there.
	if (reader.isSpent()) return { ...begun, nextPage: Math.max(begun.nextPage, within) };
	const start = within - pagesFor(begun, view.most);
	return await descend(start > begun.nextPage ? beginDescent(start) : begun, view, reader);
}

async function descend<Item>(
	begun: Descent<Item>,
	view: View,
	{ readPage, isSpent }: PageReader<Item>,
	isLong: (descent: Descent<Item>, page: FeedPage<Item>) => boolean = () => false,
): Promise<Descent<Item>> {
	let descent = begun;
	let page: FeedPage<Item>;
	do {
		page = await readPage(descent.nextPage);
		descent = takePage(descent, page, view);
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
	const turnTo = pageTurner(reading);
	let pages = 0;
	return {
		async readPage(number) {
			pages++;
			return await turnTo(number);
		},
		isSpent: () => pages >= MAX_PAGES_PER_POLL || reading.outOfTime(),
	};
}

/** Reads what lies within the lookback before the newest record, for a baseline. Keeps keys and times only. */
export async function readForBaseline<Item>(
	reading: Omit<FeedReading<Item>, 'most'>,
): Promise<BaselineReading> {
	const readPage = pageTurner(reading);
	const times = new Map<string, number>();
	let serverNow: number | undefined;
	let newest: number | null = null;
	let longest = 0;
	let complete = false;
	let number = 1;
	do {
		const page = await readPage(number);
		serverNow ??= page.serverNow;
		newest ??= newestBelieved(page.records, serverNow);
		const boundary = newest === null ? -Infinity : newest - reading.lookbackMs;
		for (const { key, time } of page.records) if (time >= boundary) times.set(key, time);
		complete = endsWith(page, { boundary, number, longest });
		longest = Math.max(longest, page.size);
		number++;
	} while (
		!complete &&
		times.size < MOST_KEPT &&
		number <= MAX_PAGES_PER_POLL &&
		!reading.outOfTime()
	);
	return { records: [...times].map(([key, time]) => ({ key, time })), complete, serverNow };
}

/**
 * Reads pages, and recognises a service that does not turn them: a page like the one before, and like the first one. A
 * page that only was pushed down by newer records is unlike the first.
 */
function pageTurner<Item>({
	readPage,
	onRepeatedPage,
}: Pick<FeedReading<Item>, 'readPage' | 'onRepeatedPage'>): FeedReading<Item>['readPage'] {
	let before = '';
	return async (number) => {
		const page = await readPage(number);
		const keys = keysOf(page);
		const isSuspicious = keys !== '' && keys === before;
		before = keys;
		if (!isSuspicious || keysOf(await readPage(1)) !== keys) return page;
		onRepeatedPage();
		return { ...page, repeated: true };
	};
}

function keysOf({ records }: FeedPage<unknown>): string {
	return records.map(({ key }) => key).join();
}
