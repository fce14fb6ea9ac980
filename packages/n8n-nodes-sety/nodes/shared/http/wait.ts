import type { Answer, Outcome } from './request';

/** First wait when the service gives no hint, in milliseconds; it doubles with each attempt. */
export const BASE_WAIT_MS = 500;
/** No wait without a hint is longer than this, in milliseconds. */
export const LONGEST_UNHINTED_WAIT_MS = 8_000;

const SECONDS = /^\s*\d+(\.\d+)?\s*$/;

/**
 * How long the service asked to wait, in milliseconds, or undefined when it did not say.
 *
 * `Retry-After` may be decimal seconds (Samsara documents 0.40235) or an HTTP date (RFC 9110 §10.2.3);
 * `X-RateLimit-Reset` is an ISO 8601 time at Sety, and says something about a refusal only: other answers carry it too,
 * however much room is left. Both times are read against the answer's own `Date`, because the
 * clocks of the two sides may differ; `now` (epoch milliseconds) counts only where there is none. No hint, and a hint
 * that asks for no wait at all, are the same: undefined.
 */
export function hintedWaitMs(
	{ status, headers }: Pick<Answer, 'status' | 'headers'>,
	now: number,
): number | undefined {
	const theirNow = timeOf(headers.date) ?? now;
	const retryAfter = headers['retry-after'];
	const until = retryAfter === undefined ? undefined : timeOf(retryAfter);
	const reset = status === 429 ? timeOf(headers['x-ratelimit-reset']) : undefined;
	const hints = [
		retryAfter !== undefined && SECONDS.test(retryAfter)
			? Math.ceil(Number(retryAfter) * 1000)
			: until !== undefined
				? until - theirNow
				: undefined,
		reset === undefined ? undefined : reset - theirNow,
	];
	return hints.find((hint) => hint !== undefined && hint > 0);
}

function timeOf(text: string | undefined): number | undefined {
	if (text === undefined || SECONDS.test(text)) return undefined;
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : time;
}

/** Exponential with full jitter: anywhere from 0 to 0.5 s · 2^(attempt − 1), at most 8 s. `attempt` counts from 1. */
export function unhintedWaitMs(attempt: number, random: number): number {
	const ceiling = Math.min(LONGEST_UNHINTED_WAIT_MS, BASE_WAIT_MS * 2 ** (attempt - 1));
	return Math.round(random * ceiling);
}

/** The wait before attempt `attempt` + 1, in milliseconds. */
export function waitMs(
	outcome: Outcome,
	{ attempt, now, random }: { attempt: number; now: number; random: number },
): number {
	const hint = outcome.kind === 'answer' ? hintedWaitMs(outcome, now) : undefined;
	return hint ?? unhintedWaitMs(attempt, random);
}
