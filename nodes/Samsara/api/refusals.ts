import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure } from '../../core/http/callFailure';

/** The request is too large, or its address (RFC 9110 §15.5.14 and 15, RFC 6585 §5). With fewer ids it may pass. */
const TOO_LARGE = new Set([413, 414, 431]);
const OF_THE_TOKEN = new Set([401, 403]);
const OF_THE_INPUT = new Set([400, 404]);
const BEFORE_ANY_CHANGE = new Set([...TOO_LARGE, ...OF_THE_TOKEN, 404, 429]);

function isOneOf(statuses: ReadonlySet<number>, failure: CallFailure): boolean {
	const status = failure instanceof ApiFailure ? failure.details.status : undefined;
	return status !== undefined && statuses.has(status);
}

export function isTooLarge(failure: CallFailure): boolean {
	return isOneOf(TOO_LARGE, failure);
}

/** The token is not accepted, or lacks the permission: no other call of the kind does better. */
export function holdsForAllCalls(failure: CallFailure): boolean {
	return isOneOf(OF_THE_TOKEN, failure);
}

/** About the ids or the change of one call: another may go well. All else tells of Samsara, the network or the token. */
export function isAboutOneCall(failure: CallFailure): boolean {
	return isTooLarge(failure) || isOneOf(OF_THE_INPUT, failure);
}

/** Samsara gives these statuses before it touches an event (404 documented, the others by their meaning). */
export function isBeforeAnyChange(failure: ApiFailure): boolean {
	return isOneOf(BEFORE_ANY_CHANGE, failure);
}
