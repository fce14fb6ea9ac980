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
