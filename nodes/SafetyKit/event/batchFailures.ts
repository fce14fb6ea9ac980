import { ApiFailure, InvalidInput } from '../../core/failures/failures';

/**
 * Requests of one run that search refused batches for the events at fault. One of a hundred takes up to
 * 2 · log₂ 100 ≈ 14 where the answer does not name it: enough for some twenty of them.
 */
export const MOST_SEARCH_CALLS = 300;

/** After so many events in a row that were refused alone with the same answer, the answer is not about them. */
export const ALIKE_REFUSALS = 10;

/** After so many batches in a row without an answer, each after all its attempts, the node does not try the next ones. */
export const MOST_UNANSWERED = 3;

/** @param others what becomes of the rest of its batch */
export function refusedEvent(why: string, others: string, { details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`SafetyKit refused this event: ${why}`,
		`Correct the field that the message names. A number at the beginning of its path is the place of the event in the request. ${others}`,
		{ ...details, answer: why },
	);
}

/** After ALIKE_REFUSALS. */
export function notTriedAlone({ details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`Not sent: SafetyKit refused ${ALIKE_REFUSALS} events of this run one by one, with the same answer`,
		`The cause is probably the account, or something that all events share. ${answerOf(details)}Correct it, then send the items with this message again: SafetyKit did not store them.`,
		untried(details),
	);
}

/** After MOST_SEARCH_CALLS. */
export function undecided({ details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`Not stored: SafetyKit refused the batch of this event, and the search for the bad events reached its limit of ${MOST_SEARCH_CALLS} requests in one run`,
		`This event may be valid. ${answerOf(details)}Correct the events that SafetyKit refused alone, then send the items with this message again.`,
		untried(details),
	);
}

/** After MOST_UNANSWERED. */
export function notTried({ message }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`Not sent: SafetyKit did not answer ${MOST_UNANSWERED} batches in a row before this event`,
		`Send the event again later. About the last of those batches: ${message}.`,
		{ attempts: 0, certainlyWithoutEffect: true },
	);
}

const answerOf = ({ answer = '' }: ApiFailure['details']): string =>
	answer === '' ? '' : `SafetyKit says: ${answer}. `;

/** Without the status, which is that of the batch: SafetyKit did not refuse this event by it. */
function untried({ attempts, answer, certainlyWithoutEffect }: ApiFailure['details']) {
	return { attempts, certainlyWithoutEffect, ...(answer === undefined ? {} : { answer }) };
}

export function tooLargeAlone({ details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		'SafetyKit refused this event as too large, although the request held no other',
		'SafetyKit did not store it. Shorten its content or metadata.',
		details,
	);
}

/** For an event that the node does not send: it is over the user's own limit. */
export function oversize(bytes: number, maxBytes: number): InvalidInput {
	return new InvalidInput(
		`The event has ${bytes} bytes, more than Max Batch Size (KB) allows: ${maxBytes} bytes`,
		'The node did not send it. Shorten its content, or raise the option. SafetyKit documents no maximum.',
	);
}
