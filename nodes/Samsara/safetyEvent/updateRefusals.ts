import { ApiFailure } from '../../core/failures/failures';
import type { EventChange } from './eventChange';
import { changesLabels } from './eventChange';
import { isBeforeAnyChange } from '../api/refusals';

/** After the limit of the search for unknown ids. Samsara's 404 changes nothing, so what became of these is known: nothing. */
export function undecided(count: number, mostCalls: number): ApiFailure {
	return new ApiFailure(
		`Not updated: at least one of the ${count} safety events of this call is unknown to Samsara, perhaps not this one`,
		`Which one is not known: reading did not tell, and the search by halving ended at its limit of ${mostCalls} calls in one run. Give the credential the permission "Read Safety Events & Scores", with which unknown IDs are found by reading, or check Safety Event IDs, and run again with the events that were not updated.`,
		{ status: 404, attempts: 1, certainlyWithoutEffect: true },
	);
}

/**
 * Documented: the state is written first and the labels second, without a transaction, so a refused label leaves the new
 * state in place. A refusal of the whole input looks the same from here.
 */
export function withNonAtomicWarning(failure: ApiFailure, change: EventChange): ApiFailure {
	const { details, message } = failure;
	const { eventState, dismissalReason } = change;
	if (eventState === undefined || !changesLabels(change)) return failure;
	if (details.status === undefined && details.certainlyWithoutEffect) return failure;
	if (isBeforeAnyChange(failure)) return failure;
	const input = details.status === 400 || details.status === 422;
	return new ApiFailure(
		input ? message.replace('refused the input of', 'did not carry out all of') : message,
		`Samsara writes State first and labels second, without undoing the first when the second is refused: Event State may already be "${eventState}"${dismissalReason === undefined ? '' : ` (${dismissalReason.code})`} although the labels were not changed. Read the events with Safety Event → Get and compare Event State and labels, correct Label Changes, and send it again: repeating the state does no harm.`,
		{ ...details, certainlyWithoutEffect: false },
	);
}
