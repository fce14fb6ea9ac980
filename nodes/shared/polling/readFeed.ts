import type { BaselineReading, Descent, FeedPage, FeedState } from './feed';
import { beginDescent, boundaryOf, endsWith, MOST_KEPT, newestBelieved, takePage } from './feed';
import { allKeys } from './seenKeys';

/** Pages that one poll reads of one feed. */
export const MAX_PAGES_PER_POLL = 1_000;

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

/**
 * Reads a feed from its newest page, or from where a backlog was left, down to the boundary of `state`, or until time
 * runs out.
 */
export async function readFeed<Item>(
	state: FeedState,
	reading: FeedReading<Item>,
): Promise<Descent<Item>> {
	const descent = await descend(state, reading, state.resumePage ?? 1);
	// What was left lies above: it was handed over by another poll, or the service took records away.
	const foundNothing = descent.complete && descent.kept.length === 0;
	if (!foundNothing || descent.firstPage === 1 || reading.outOfTime()) return descent;
	return await descend(state, reading, 1);
}

async function descend<Item>(
	state: FeedState,
	reading: FeedReading<Item>,
	firstPage: number,
): Promise<Descent<Item>> {
	const { lookbackMs, most, outOfTime } = reading;
	const readPage = pageTurner(reading);
	const boundary = boundaryOf(state, lookbackMs);
	const known = allKeys(state.seen);
	let descent = beginDescent<Item>(firstPage);
	do {
		const page = await readPage(descent.nextPage);
		descent = takePage(descent, page, { boundary, known, most });
	} while (!descent.complete && !outOfTime() && descent.nextPage - firstPage < MAX_PAGES_PER_POLL);
	return descent;
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
