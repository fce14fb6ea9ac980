import { InvalidInput } from '../../../shared/errors/InvalidInput';
import type { Caller } from '../../../shared/operation/caller';

export interface DispatchRequest {
	/** False for live keys and for keys of unknown kind. */
	isTestKey: boolean;
	caller: Caller;
	/** The user asked for a drill. */
	isDrill: boolean;
	/** The user gave an idempotency key. */
	hasOwnKey: boolean;
}

/**
 * Stops what would send real responders although nobody meant it, or send them twice. Throws InvalidInput; does nothing
 * for test keys, which never dispatch anybody (documented).
 */
export function refuseDoubtfulDispatch(request: DispatchRequest): void {
	const { isTestKey, caller, isDrill, hasOwnKey } = request;
	if (isTestKey) return;
	if (isDrill) {
		throw new InvalidInput(
			'Mark As Drill is on with a key that is not a test key (sety_test_…)',
			'That a drill dispatches nobody is not documented by Sety. Use a test key for drills, or switch Mark As Drill off. If Sety confirmed it to you, send {"is_drill": true} in Extra Fields.',
		);
	}
	if (caller.retryOfExecution && !hasOwnKey) {
		throw new InvalidInput(
			'This retries an earlier execution, which may have created the incident already',
			'Nothing was sent. Look at Sety whether the incident is there. If it is not, run the workflow anew. With an Idempotency Key of your own, such as the ID of the alarm, a retry never creates a second one.',
		);
	}
}
