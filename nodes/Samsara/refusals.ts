import { ApiFailure } from '../core/failures/failures';
import type { CallFailure } from '../core/http/callFailure';

/** The request is too large, or its address (RFC 9110 §15.5.14 and 15, RFC 6585 §5). With fewer IDs it may pass. */
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

/** About the IDs or the change of one call: another may pass. Any other failure is about Samsara, the network or the token. */
export function isAboutOneCall(failure: CallFailure): boolean {
	return isTooLarge(failure) || isOneOf(OF_THE_INPUT, failure);
}

/** Samsara gives these statuses before it changes an event (404 documented, the others by their meaning). */
export function isBeforeAnyChange(failure: ApiFailure): boolean {
	return isOneOf(BEFORE_ANY_CHANGE, failure);
}

/**
 * A call carries many records, so its failure names for each of them the record. A failure that is not about a record, such
 * as a cancelled execution, stays as it is.
 *
 * @param more further sentences
 */
export function aboutRecord(id: string, failure: CallFailure, more = ''): CallFailure {
	if (!(failure instanceof ApiFailure)) return failure;
	const { message, howToGoOn, details } = failure;
	return new ApiFailure(message, `${howToGoOn}${more}`, { ...details, recordId: id });
}

/** The same for one of the IDs that a call read: Samsara does not say in a structured way which of them it refuses. */
export function aboutReadRecord(
	id: string,
	failure: CallFailure,
	{ ids }: { ids: readonly string[] } = { ids: [] },
): CallFailure {
	const isRefused = failure instanceof ApiFailure && failure.details.status === 400;
	const isShared = isRefused && ids.length > 1;
	const more = ' The call had other IDs too, and any of them may be the reason.';
	return aboutRecord(id, failure, isShared ? more : '');
}
