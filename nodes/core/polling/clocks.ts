/**
 * The two clocks when a scan began, epoch milliseconds. Either can be wrong, and be put right later: no time that the
 * state remembers may lie beyond one of them, or what comes after the correction would count as old.
 */
export interface Clocks {
	/** The service's own, which dates the records; undefined where the service does not tell. */
	readonly service: number | undefined;
	/** The clock of the host of n8n. */
	readonly host: number;
}

/** A record may be dated this far ahead of the service's clock before it no longer moves the cursor at all. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** The latest time that the state may remember. */
export function reachOf({ service, host }: Clocks): number {
	return Math.min(service ?? Infinity, host);
}

/**
 * A service that says it is this much earlier than the host shows does not tell the time: its `Date` header is frozen, or
 * comes from a machine without a clock. A trigger that forgot its state for it would emit all of history.
 */
export const LARGEST_LAG_MS = 24 * 3_600_000;

/** The latest time that a stored state may have, by the clock that dates the records where it tells the time. */
export function reachOfMemory({ service, host }: Clocks): number {
	return service === undefined || host - service > LARGEST_LAG_MS ? host : service;
}

/** Whether a time of a stored state lies in the future. */
export function isAhead(time: number | null, clocks: Clocks): boolean {
	return time !== null && time > reachOfMemory(clocks) + FUTURE_TOLERANCE_MS;
}

/**
 * The newest time that may move the cursor. A date far ahead of the service's clock does not count, so that one wrong date
 * does not make the trigger skip years. And nothing moves the cursor beyond either clock when the scan began: a record
 * that shows up later than that is at most one lookback older.
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
