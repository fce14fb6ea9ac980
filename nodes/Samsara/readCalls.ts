import type { CallFailure } from '../core/http/callFailure';
import { callFailureOf } from '../core/http/callFailure';
import { ExecutionCancelled } from '../core/failures/cancellation';
import { mapConcurrently } from '../core/run/mapConcurrently';
import { CONCURRENT_CALLS } from './api/client';
import type { EndpointName } from './api/endpoints';
import { callName } from './api/endpoints';
import { holdsForAllCalls } from './api/refusals';

export interface CallReader<Call, Answer> {
	endpoint: EndpointName;
	read(call: Call): Promise<Answer>;
	/** Whether the answer has all that the call asked for, where it has to. */
	isWhole?(answer: Answer, call: Call): boolean;
	stopsAtFailure: boolean;
}

/**
 * What each call is answered, or why it has no answer, whatever happens to another. A refusal that holds for all calls is asked for once. In a run that
 * stops at the first failure, the calls that were not begun by then have no answer.
 */
export async function readCalls<Call, Answer>(
	calls: readonly Call[],
	{ endpoint, read, isWhole = () => true, stopsAtFailure }: CallReader<Call, Answer>,
): Promise<Array<Answer | CallFailure>> {
	let refusal: CallFailure | undefined;
	let isOver = false;
	return await mapConcurrently<Call, Answer | CallFailure>(
		calls,
		CONCURRENT_CALLS,
		async (call) => {
			if (refusal !== undefined) return refusal;
			const answer = await read(call);
			isOver ||= stopsAtFailure && !isWhole(answer, call);
			return answer;
		},
		() => isOver,
		(reason) => {
			const failure = callFailureOf(reason, callName(endpoint));
			if (holdsForAllCalls(failure)) refusal = failure;
			isOver ||= stopsAtFailure || failure instanceof ExecutionCancelled;
			return failure;
		},
	);
}
