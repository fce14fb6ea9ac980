import type { Descent, FeedPage, FeedState } from './feed';
import { beginDescent, boundaryOf, newestBelieved, takePage } from './feed';
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
	{ readPage, lookbackMs, most, outOfTime }: FeedReading<Item>,
	firstPage: number,
): Promise<Descent<Item>> {
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
export async function readForBaseline<Item>({
	readPage,
	lookbackMs,
	outOfTime,
}: Omit<FeedReading<Item>, 'most'>): Promise<Descent<null>> {
	let descent = beginDescent<null>(1);
	let newest: number | null = null;
	do {
		const { records, ...page } = await readPage(descent.nextPage);
		newest ??= newestBelieved(records, page.serverNow);
		const boundary = newest === null ? -Infinity : newest - lookbackMs;
		const keysOnly = records.map(({ key, time }) => ({ key, time, item: null }));
		const taken = { boundary, known: new Set<string>(), most: Infinity };
		descent = takePage(descent, { ...page, records: keysOnly }, taken);
	} while (!descent.complete && !outOfTime() && descent.nextPage <= MAX_PAGES_PER_POLL);
	return descent;
}
