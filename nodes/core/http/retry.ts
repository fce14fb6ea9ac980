import type { Answer, Effect, Outcome } from './request';
import { hintedWaitMs, unhintedWaitMs } from './wait';

/** Attempts of one request that may fail, the first one included. Refusals by a rate limit do not count. */
export const MAX_ATTEMPTS = 5;
/**
 * Refusals by a rate limit that one request may get. What bounds them is the time it may wait in all; this one is for a
 * service that asks for next to no wait, again and again.
 */
export const MOST_REFUSALS = 1_000;

/**
 * Statuses that pass: too early, faults of the service, and of the proxies in front of it (520 to 530 are Cloudflare's,
 * 529 is an overload). Others of the five hundreds do not get better by asking again.
 */
const PASSING_STATUSES = new Set([
	...[408, 425, 500, 502, 503, 504],
	...[520, 521, 522, 523, 524, 525, 526, 527, 529, 530],
]);

/** Of proxies that noticed how a connection ended (460 of AWS, 499 of nginx): the request may have gone on before. */
const CLOSED_ON_THE_WAY = [460, 499];

/** Whether somebody else than the service may have answered, such as a proxy, or nobody knows what was done. */
export function isOutage(status: number): boolean {
	return status === 408 || status === 425 || status >= 500 || CLOSED_ON_THE_WAY.includes(status);
}

/**
 * Whether an answer says that all is well and does not say what: a page of HTML, half a JSON, nothing. To a write that
 * needs no answer, and to a read that finds nothing (204), an empty one is readable.
 */
export function isUnreadable({ status, body }: Answer, effect: Effect): boolean {
	if (status < 200 || status > 299) return false;
	if (body !== '' && body !== undefined) return typeof body !== 'object' || body === null;
	return effect === 'safeWrite' || (effect === 'read' && status !== 204);
}

/** True when the service may or may not have done what was asked. */
export function isAmbiguous(effect: Effect, outcome: Outcome): boolean {
	if (outcome.kind !== 'answer') return outcome.kind === 'interrupted';
	return (
		isOutage(outcome.status) ||
		isUnreadable(outcome, effect) ||
		(outcome.status === SEE_OTHER && effect !== 'read')
	);
}

/** How web servers say that a write is done and where its result is (RFC 9110 §15.4.4); sign-in pages use it, too. */
const SEE_OTHER = 303;

/**
 * May the same request be sent again?
 *
 * A request that never left, and one that was turned away by a rate limit (429), had no effect and may always be
 * repeated. After an ambiguous ending only reads and safe writes may: a second emergency is worse than a question.
 */
export function mayRetry(effect: Effect, outcome: Outcome): boolean {
	if (outcome.kind === 'neverLeft' || isRefusal(outcome)) return true;
	const passes =
		outcome.kind === 'interrupted' ||
		(outcome.kind === 'answer' &&
			(PASSING_STATUSES.has(outcome.status) || isUnreadable(outcome, effect)));
	return passes && effect !== 'unsafeWrite';
}

/** Turned away by a rate limit. */
export function isRefusal(outcome: Outcome): boolean {
	return outcome.kind === 'answer' && outcome.status === 429;
}

/** What a request has behind it when an attempt ends. */
export interface Attempted {
	effect: Effect;
	/** How the attempt ended. */
	outcome: Outcome;
	/** Attempts that failed so far, this one included where it did. */
	failures: number;
	/** Attempts that a rate limit refused so far, this one included where it did. */
	refusals: number;
	/** Milliseconds that the request may still wait. */
	leftMs: number;
}

export type Decision =
	| { retry: true; afterMs: number }
	/** `final`: an answer, or asking again may do harm. `tooManyAttempts`, `tooLongAWait`: it would be allowed otherwise. */
	| { retry: false; why: 'final' | 'tooManyAttempts' }
	/** `asked`: the service named that wait. */
	| { retry: false; why: 'tooLongAWait'; afterMs: number; asked: boolean };

/**
 * The retry policy: whether a request is sent again after an attempt, and when.
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
