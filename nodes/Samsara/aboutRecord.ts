import { ApiFailure } from '../core/failures/failures';
import type { CallFailure } from '../core/http/callFailure';

/**
 * One call is about many records, so its failure tells for each of them which one it was. What is not about a record, such
 * as a cancelled execution, stays what it is.
 *
 * @param more what else there is to say, as sentences
 */
export function aboutRecord(id: string, failure: CallFailure, more = ''): CallFailure {
	if (!(failure instanceof ApiFailure)) return failure;
	const { message, howToGoOn, details } = failure;
	return new ApiFailure(message, `${howToGoOn}${more}`, { ...details, recordId: id });
}

/** As aboutRecord, for one of the ids that a call read: Samsara does not say in a structured way which of them it refuses. */
export function aboutReadRecord(
	id: string,
	failure: CallFailure,
	{ ids }: { ids: readonly string[] } = { ids: [] },
): CallFailure {
	const isRefused = failure instanceof ApiFailure && failure.details.status === 400;
	const isShared = isRefused && ids.length > 1;
	const more = ' The call asked for other IDs too, any of which may be the reason.';
	return aboutRecord(id, failure, isShared ? more : '');
}
