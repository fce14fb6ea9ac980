import { ExecutionCancelled } from '../core/failures/cancellation';
import { ApiFailure } from '../core/failures/failures';
import type { CallFailure } from '../core/http/callFailure';
import { callFailureOf, orApiFailure } from '../core/http/callFailure';
import { mapConcurrently } from '../core/run/concurrency';
import { holdsForAllCalls, isTooLarge } from './refusals';
import type { SamsaraCall } from './service';
import { callName, CONCURRENT_CALLS } from './service';

export interface CallReader<Planned, Answer> {
	/** For the message about an unexpected failure. */
	call: SamsaraCall;
	read(planned: Planned): Promise<Answer>;
	/** Whether the answer has all that the call asked for, where it has to. */
	isWhole?(answer: Answer, planned: Planned): boolean;
	stopsAtFailure: boolean;
}

/**
 * The answer to each planned call, or its failure. The node asks once for a refusal that holds for all calls. In a run that
 * stops at the first failure, the calls that had not begun by then have no answer.
 */
export async function readCalls<Planned, Answer>(
	planned: readonly Planned[],
	{ call, read, isWhole = () => true, stopsAtFailure }: CallReader<Planned, Answer>,
): Promise<Array<Answer | CallFailure>> {
	let refusal: CallFailure | undefined;
	let isOver = false;
	return await mapConcurrently<Planned, Answer | CallFailure>(
		planned,
		CONCURRENT_CALLS,
		async (one) => {
			if (refusal !== undefined) return refusal;
			const answer = await read(one);
			isOver ||= stopsAtFailure && !isWhole(answer, one);
			return answer;
		},
		() => isOver,
		(reason) => {
			const failure = callFailureOf(reason, callName(call));
			if (holdsForAllCalls(failure)) refusal = failure;
			isOver ||= stopsAtFailure || failure instanceof ExecutionCancelled;
			return failure;
		},
	);
}

/**
 * Makes a reader of many IDs, one request after the other, each of at most `largest` IDs. The reader halves a request that
 * is too large and keeps to the smaller size from then on, so a run makes one. Throws the ApiFailure of any other refusal,
 * and that of a single ID that is too large.
 */
export function batchReader(largest: number) {
	let size = largest;
	return async <Result>(
		ids: readonly string[],
		read: (some: readonly string[]) => Promise<Result[]>,
	): Promise<Result[]> => {
		const results: Result[] = [];
		let from = 0;
		while (from < ids.length) {
			const some = ids.slice(from, from + size);
			const answer = await orApiFailure(read(some));
			if (answer instanceof ApiFailure) {
				if (!isTooLarge(answer) || some.length === 1) throw answer;
				size = Math.min(size, Math.ceil(some.length / 2));
				continue;
			}
			for (const result of answer) results.push(result);
			from += some.length;
		}
		return results;
	};
}
