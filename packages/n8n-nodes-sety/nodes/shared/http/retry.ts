import type { Effect, Outcome } from './request';

/** Attempts for one request, the first one included. */
export const MAX_ATTEMPTS = 5;

/** Statuses that pass. Others of the five hundreds do not get better by asking again. */
const PASSING_STATUSES = new Set([408, 500, 502, 503, 504]);

/**
 * True when the service may or may not have done what was asked: also after the statuses that proxies in front of a
 * service make up, such as 524.
 */
export function isAmbiguous(outcome: Outcome): boolean {
	if (outcome.kind === 'answer') return outcome.status === 408 || outcome.status >= 500;
	return outcome.kind === 'interrupted';
}

/**
 * May the same request be sent again?
 *
 * A request that never left, and one that was turned away by a rate limit (429), had no effect and may always be
 * repeated. After an ambiguous ending only reads and safe writes may: a second emergency is worse than a question.
 */
export function mayRetry(effect: Effect, outcome: Outcome): boolean {
	if (outcome.kind === 'neverLeft') return true;
	if (outcome.kind === 'answer' && outcome.status === 429) return true;
	const passes =
		outcome.kind === 'interrupted' ||
		(outcome.kind === 'answer' && PASSING_STATUSES.has(outcome.status));
	return passes && effect !== 'unsafeWrite';
}
