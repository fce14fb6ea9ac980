import type { Effect, Outcome } from './request';

/** Attempts for one request, the first one included. */
export const MAX_ATTEMPTS = 5;

/** Statuses after which nobody knows whether a write took effect. */
const AMBIGUOUS_STATUSES = new Set([408, 500, 502, 503, 504]);

/** True when the service may or may not have done what was asked. */
export function isAmbiguous(outcome: Outcome): boolean {
	if (outcome.kind === 'answer') return AMBIGUOUS_STATUSES.has(outcome.status);
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
	return isAmbiguous(outcome) && effect !== 'unsafeWrite';
}
