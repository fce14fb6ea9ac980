import type { Clocks } from './clocks';
import { newestBelieved, reachOf } from './clocks';
import type { NewestFirstState } from './newestFirst';
import { boundaryOf, isAscending, MAX_CANDIDATES, oldest, reachesBelow } from './newestFirst';
import type { PagesRequest } from './scanNewestFirst';
import { bounded, pagesOf } from './scanNewestFirst';
import { withKeys } from './seenKeys';

/** What lay within the lookback when the trigger was switched on. */
export interface BaselineScan {
	readonly records: ReadonlyArray<{ readonly key: string; readonly time: number }>;
	/** Nothing within the lookback lies deeper. */
	readonly complete: boolean;
	/** Records of the list, as page 1 stated it; undefined where it did not. */
	readonly total?: number | undefined;
	/** Whether the oldest came first. */
	readonly ascending?: boolean | undefined;
	/** When the scan began. */
	readonly clocks: Clocks;
}

/** The state of a trigger that was just switched on: what is there now is known, and nothing of it is new. */
export function baseline(
	{ records, complete, total, ascending, clocks }: BaselineScan,
	lookbackMs: number,
): NewestFirstState {
	const cursor = newestBelieved(records, clocks);
	const seen = withKeys({}, records);
	// What lies deeper than the scan went is known for its age alone.
	const oldestRead = oldest(null, records);
	const read = ascending === true ? reachOf(clocks) : (oldestRead ?? -Infinity) + 1;
	const unread = complete ? -Infinity : read;
	// Without a single date to believe, what is there is known by its keys alone.
	const floor = Math.max(boundaryOf({ cursor, floor: null, seen }, lookbackMs), unread);
	return { cursor, floor: Number.isFinite(floor) ? floor : null, seen, total };
}

/** Reads what lies within the lookback before the newest record, for a baseline. Keeps keys and times only. */
export async function scanBaseline<Item>(unbounded: PagesRequest<Item>): Promise<BaselineScan> {
	const request = bounded<Item, PagesRequest<Item>>(unbounded);
	const times = new Map<string, number>();
	let clocks: Clocks = { service: undefined, host: request.now() };
	let newest: number | null = null;
	let ascending: boolean | undefined;
	let complete = false;
	let total: number | undefined;
	for await (const { page, number, end } of pagesOf(request, 1)) {
		if (number === 1) total = page.total;
		clocks = { ...clocks, service: clocks.service ?? page.serverNow };
		ascending = ascending === false ? false : (isAscending(page) ?? ascending);
		if (newest === null || ascending === true)
			newest = newestBelieved(page.records, clocks) ?? newest;
		const boundary = newest === null ? -Infinity : newest - request.lookbackMs;
		for (const { key, time } of page.records) if (time >= boundary) times.set(key, time);
		if (ascending === true) for (const [key, time] of times) if (time < boundary) times.delete(key);
		complete = end !== undefined || reachesBelow(page, boundary);
		if (complete || times.size >= MAX_CANDIDATES || request.outOfTime()) break;
	}
	request.onEnd({ complete });
	return {
		records: [...times].map(([key, time]) => ({ key, time })),
		complete,
		total,
		ascending,
		clocks,
	};
}
