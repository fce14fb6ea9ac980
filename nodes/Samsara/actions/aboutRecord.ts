import { ApiFailure } from '../../shared/errors/ApiFailure';

/**
 * One call is about many records, so its failure tells for each of them which one it was.
 *
 * @param more what else there is to say, as sentences
 */
export function aboutRecord(
	id: string,
	{ message, howToGoOn, details }: ApiFailure,
	more = '',
): ApiFailure {
	return new ApiFailure(message, `${howToGoOn}${more}`, { ...details, recordId: id });
}

/** As aboutRecord, for one of the ids that a call read: Samsara does not say in a structured way which of them it refuses. */
export function aboutReadRecord(
	id: string,
	failure: ApiFailure,
	{ ids }: { ids: readonly string[] } = { ids: [] },
): ApiFailure {
	const isShared = failure.details.status === 400 && ids.length > 1;
	const more = ' The call asked for other IDs too, any of which may be the reason.';
	return aboutRecord(id, failure, isShared ? more : '');
}
