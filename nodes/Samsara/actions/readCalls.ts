import { ApiFailure } from '../../shared/errors/ApiFailure';
import { orApiFailure } from '../../shared/errors/orApiFailure';
import { mapConcurrently } from '../../shared/operation/mapConcurrently';
import { CONCURRENT_CALLS } from '../api/client';
import { holdsForAllCalls } from '../api/refusals';

export interface CallReader<Call, Answer> {
	/** Throws ApiFailure. */
	read(call: Call): Promise<Answer>;
	/** Whether the answer has all that the call asked for, where it has to. */
	isWhole?(answer: Answer, call: Call): boolean;
	stopsAtFailure: boolean;
}

/**
 * What each call is answered, or why it was refused. A refusal that holds for all calls is asked for once. In a run that
 * stops at the first failure, the calls that were not begun by then have no answer.
 */
export async function readCalls<Call, Answer>(
	calls: readonly Call[],
	{ read, isWhole = () => true, stopsAtFailure }: CallReader<Call, Answer>,
): Promise<Array<Answer | ApiFailure>> {
	let refusal: ApiFailure | undefined;
	let isOver = false;
	return await mapConcurrently(
		calls,
		CONCURRENT_CALLS,
		async (call) => {
			if (refusal !== undefined) return refusal;
			const answer = await orApiFailure(read(call));
			const isRefused = answer instanceof ApiFailure;
			if (isRefused && holdsForAllCalls(answer)) refusal = answer;
			isOver ||= stopsAtFailure && (isRefused || !isWhole(answer, call));
			return answer;
		},
		() => isOver,
	);
}
