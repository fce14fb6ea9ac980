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
		`Correct the field that the message names. The path in it begins with the place of the event in its request. ${others}`,
		{ ...details, answer: why },
	);
}

/** After ALIKE_REFUSALS. */
export function notTriedAlone({ details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`Not sent alone: SafetyKit gave ${ALIKE_REFUSALS} events of this run the same answer, one by one`,
		`The answer seems to be about the account, or about what the events have in common. ${answerOf(details)}Set that right and send the events again that are reported so: they were not stored.`,
		untried(details),
	);
}

/** After MOST_SEARCH_CALLS. */
export function undecided({ details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`Not stored: SafetyKit refused the batch of this event, and the search for the events at fault ended at its limit of ${MOST_SEARCH_CALLS} requests in one run`,
		`This event may be right. ${answerOf(details)}Correct the events that were refused by themselves, and send those again that are reported so.`,
		untried(details),
	);
}

/** After MOST_UNANSWERED. */
export function notTried({ message }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`Not sent: ${MOST_UNANSWERED} batches in a row before it went without an answer`,
		`Send it again later. What happened to the last of them: ${message}.`,
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
		'SafetyKit finds this event too large, although it was alone in its request',
		'It was not stored. Shorten its content or metadata.',
		details,
	);
}

/** For an event that the node does not send: it is over the user's own limit. */
export function oversize(bytes: number, maxBytes: number): InvalidInput {
	return new InvalidInput(
		`Max Batch Size (KB) leaves no room for this event: it takes ${bytes} bytes, and ${maxBytes} are allowed`,
		'It was not sent. Shorten its content, or raise the option; how much SafetyKit takes is not documented.',
	);
}
