/**
 * One rate limit counts for all requests of an execution, so a 429 to one of them holds back the others too.
 * Lives as long as the execution.
 */
export interface Pause {
	/** Nobody sends before `until` (of the monotonic clock). A shorter pause never cuts a longer one. */
	extendTo(until: number): void;
	/** Milliseconds left at `now`; 0 when nothing holds requests back. */
	remainingMs(now: number): number;
}

export function createPause(): Pause {
	let openAt = -Infinity;
	return {
		extendTo(until) {
			openAt = Math.max(openAt, until);
		},
		remainingMs: (now) => Math.max(0, openAt - now),
	};
}
