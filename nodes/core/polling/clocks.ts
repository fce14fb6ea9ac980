/**
 * The two clocks when a reading began, epoch milliseconds. Either can be wrong, and be put right later: no time that is
 * remembered may lie beyond one of them, or what comes after the correction would count as old.
 */
export interface Clocks {
	/** The service's own, by which records are dated; undefined where it does not tell. */
	readonly service: number | undefined;
	/** That of the host of n8n. */
	readonly host: number;
}

/** A record may be dated this far ahead of the service's clock before it no longer moves the cursor at all. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** The latest time that may be remembered. */
export function reachOf({ service, host }: Clocks): number {
	return Math.min(service ?? Infinity, host);
}

/**
 * A service that says it is this much earlier than the host shows does not tell the time: its `Date` header is frozen, or
 * comes from a machine without a clock. To forget for it what was remembered would hand over all of history.
 */
export const LARGEST_LAG_MS = 24 * 3_600_000;

/** The latest time that what is remembered may have, by the clock that dates the records where it tells the time. */
export function reachOfMemory({ service, host }: Clocks): number {
	return service === undefined || host - service > LARGEST_LAG_MS ? host : service;
}

/** Whether a remembered time lies in the future. */
export function isAhead(time: number | null, clocks: Clocks): boolean {
	return time !== null && time > reachOfMemory(clocks) + FUTURE_TOLERANCE_MS;
}

/**
 * The newest time that may move the cursor. A date far ahead of the service's clock does not count, so that one wrong date
 * does not make the feed skip years. And nothing moves it beyond either clock when reading began: a record that shows up
 * later than that is at most one lookback older.
 */
export function newestBelieved(
	records: ReadonlyArray<{ readonly time: number }>,
	clocks: Clocks,
): number | null {
	const latest = (clocks.service ?? Infinity) + FUTURE_TOLERANCE_MS;
	const reach = reachOf(clocks);
	return records
		.filter(({ time }) => time <= latest)
		.reduce<number | null>((newest, { time }) => {
			return Math.max(newest ?? -Infinity, Math.min(time, reach));
		}, null);
}
