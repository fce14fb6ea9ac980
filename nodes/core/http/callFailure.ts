import { ExecutionCancelled } from '../failures/cancellation';
import { ApiFailure, InvalidInput } from '../failures/failures';
import { errorName } from '../failures/text';
import type { Effect } from './request';

/** Why one of several calls has no result. */
export type CallFailure = ApiFailure | InvalidInput | ExecutionCancelled;

/** A call, for the message about an unexpected failure. */
export interface CallName {
	service: string;
	/** As the service calls it: "Create events". */
	call: string;
	effect: Effect;
}

export function isCallFailure(result: unknown): result is CallFailure {
	return (
		result instanceof ApiFailure ||
		result instanceof InvalidInput ||
		result instanceof ExecutionCancelled
	);
}

/**
 * Turns anything thrown into the failure of its own call. Thrown on, it would replace the results of all calls of the run,
 * accepted writes included. The message names only the class of an unexpected error: its text may hold anything.
 */
export function callFailureOf(reason: unknown, { service, call, effect }: CallName): CallFailure {
	if (isCallFailure(reason)) return reason;
	const isRead = effect === 'read';
	const doubt = isRead
		? 'Reading again is safe.'
		: `${service} may have carried it out: check there before you send it again.`;
	return new ApiFailure(
		`"${call}" stopped with an unexpected fault in the node (${errorName(reason)})`,
		`${doubt} The other calls of this run continue. If this happens again, report it to the maintainers of the node.`,
		{ attempts: 1, certainlyWithoutEffect: isRead },
	);
}

/** The result, or why there is none. Never throws. */
export async function orCallFailure<Result>(
	work: () => Promise<Result>,
	about: CallName,
): Promise<Result | CallFailure> {
	try {
		return await work();
	} catch (reason) {
		return callFailureOf(reason, about);
	}
}

/** The result, or the failure of the call, for callers that can go on without it. Throws anything else. */
export async function orApiFailure<Result>(work: Promise<Result>): Promise<Result | ApiFailure> {
	return await work.catch((reason: unknown) => {
		if (reason instanceof ApiFailure) return reason;
		return Promise.reject(reason as Error);
	});
}
