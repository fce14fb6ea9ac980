import { isRefusal, isUnreadable } from './outcome';
import type { Effect, Outcome } from './request';
import { hintedWaitMs } from './retryHint';

/** Attempts of one request that may fail, the first one included. Refusals by a rate limit (429) do not count. */
export const MAX_ATTEMPTS = 5;
/**
 * Refusals by a rate limit that one request may get. Its wait budget bounds them first; this bounds a service that asks for
 * next to no wait, again and again.
 */
export const MOST_REFUSALS = 1_000;
/** First wait when the service gives no hint, in milliseconds. It doubles with each attempt. */
export const BASE_WAIT_MS = 500;
/** Longest wait without a hint, in milliseconds. */
export const LONGEST_UNHINTED_WAIT_MS = 30_000;

/**
 * Transient statuses: too early, faults of the service, and of the proxies in front of it (520 to 530 are Cloudflare's,
 * 529 is an overload). A retry does not help against other statuses from 500 on.
 */
const TRANSIENT_STATUSES = new Set([
	...[408, 425, 500, 502, 503, 504],
	...[520, 521, 522, 523, 524, 525, 526, 527, 529, 530],
]);

/** The state of a request when an attempt ends. */
export interface Attempted {
	effect: Effect;
	/** How the attempt ended. */
	outcome: Outcome;
	/** Attempts that failed so far, this one included. */
	failures: number;
	/** Attempts that a rate limit refused so far, this one included. */
	refusals: number;
	/** Milliseconds that the request may still wait. */
	leftMs: number;
}

export type Decision =
	| { retry: true; afterMs: number }
	/** `final`: the outcome is an answer, or a retry may do harm. For the other reasons, a retry would do none. */
	| { retry: false; why: 'final' | 'tooManyAttempts' }
	/** `asked`: the service named that wait. */
	| { retry: false; why: 'tooLongAWait'; afterMs: number; asked: boolean };

/**
 * The retry policy: whether to send a request again after an attempt, when, and if not, why.
 *
 * @param now epoch milliseconds of the wall clock, to read a service's dates
 * @param random in [0, 1), for the jitter
 */
export function decideRetry(
	{ effect, outcome, failures, refusals, leftMs }: Attempted,
	{ now, random }: { now: number; random: number },
): Decision {
	if (!mayRetry(effect, outcome)) return { retry: false, why: 'final' };
	const refused = isRefusal(outcome);
	if (refused ? refusals >= MOST_REFUSALS : failures >= MAX_ATTEMPTS) {
		return { retry: false, why: 'tooManyAttempts' };
	}
	const hint = outcome.kind === 'answer' ? hintedWaitMs(outcome, now) : undefined;
	const afterMs = hint ?? unhintedWaitMs(refused ? refusals : failures, random);
	return afterMs <= leftMs
		? { retry: true, afterMs }
		: { retry: false, why: 'tooLongAWait', afterMs, asked: hint !== undefined };
}

/**
 * Whether a retry is safe and may help.
 *
 * A request that never left, or that a rate limit turned away (429), had no effect, so any may be repeated. After an
 * ambiguous outcome only reads and safe writes may: a second emergency is worse than a question.
 */
export function mayRetry(effect: Effect, outcome: Outcome): boolean {
	if (outcome.kind === 'neverLeft' || isRefusal(outcome)) return true;
	const isTransient =
		outcome.kind === 'interrupted' ||
		(outcome.kind === 'answer' &&
			(TRANSIENT_STATUSES.has(outcome.status) || isUnreadable(outcome, effect)));
	return isTransient && effect !== 'unsafeWrite';
}

/**
 * Exponential backoff with full jitter: 0 to 0.5 s · 2^(attempt − 1), at most LONGEST_UNHINTED_WAIT_MS.
 *
 * @param attempt how many attempts have ended so, from 1
 * @param random in [0, 1)
 */
export function unhintedWaitMs(attempt: number, random: number): number {
	const ceiling = Math.min(LONGEST_UNHINTED_WAIT_MS, BASE_WAIT_MS * 2 ** (attempt - 1));
	return Math.round(random * ceiling);
}
