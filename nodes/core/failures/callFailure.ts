import { ExecutionCancelled } from '../http/cancellation';
import type { Effect } from '../http/request';
import { ApiFailure } from './ApiFailure';
import { InvalidInput } from './InvalidInput';

/** Why one of several calls has no result. */
export type CallFailure = ApiFailure | InvalidInput | ExecutionCancelled;

/** What an unexpected failure is told to be about. */
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
 * Whatever was thrown, as the failure of its own call: thrown on, it would replace the results of all calls of the run,
 * those of accepted writes among them. Only the kind of an unexpected error is told: its text may hold anything.
 */
export function callFailureOf(reason: unknown, { service, call, effect }: CallName): CallFailure {
	if (isCallFailure(reason)) return reason;
	const isRead = effect === 'read';
	const doubt = isRead
		? 'Reading again is safe.'
		: `${service} may have carried it out: look there before you send it again.`;
	return new ApiFailure(
		`The node broke off at "${call}" for a reason that it does not know (${kindOf(reason)})`,
		`${doubt} The other calls of this run go on by themselves. If it comes again, report it to the author of the node.`,
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

function kindOf(reason: unknown): string {
	const name = reason instanceof Error ? reason.name : typeof reason;
	return /^\w{1,40}$/.test(name) ? name : 'Error';
}
