import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../../shared/errors/InvalidInput';
import type { Caller } from '../../../shared/operation/caller';

export const allowFromTestRuns: INodeProperties = {
	displayName: 'Allow Live Dispatch From Test Runs',
	name: 'allowLiveDispatchFromTestRuns',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether a run started in the editor may create an incident with a live key, which sends real responders',
};

export const allowFromAgents: INodeProperties = {
	displayName: 'Allow Live Dispatch From AI Agents',
	name: 'allowLiveDispatchFromAgents',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether an AI agent that uses this node as a tool may create an incident with a live key, which sends real responders',
};

export interface DispatchRequest {
	/** False for live keys and for keys of unknown kind. */
	isTestKey: boolean;
	caller: Caller;
	allowedFromTestRuns: boolean;
	allowedFromAgents: boolean;
	/** The user asked for a drill. */
	isDrill: boolean;
	/** The user gave an idempotency key. */
	hasOwnKey: boolean;
}

/**
 * Stops what would send real responders by accident. Throws InvalidInput; does nothing for test keys, which never
 * dispatch anybody (documented).
 */
export function refuseAccidentalDispatch(request: DispatchRequest): void {
	const { isTestKey, caller, allowedFromTestRuns, allowedFromAgents, isDrill, hasOwnKey } = request;
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
	if (caller.agent && !allowedFromAgents) {
		throw new InvalidInput(
			'An AI agent asked for a live incident, which sends real responders',
			'Nothing was sent. Use a test key (sety_test_…), or switch on Allow Live Dispatch From AI Agents in the options of this node.',
		);
	}
	if (caller.testRun && !allowedFromTestRuns) {
		throw new InvalidInput(
			'This is a test run with a live key, and creating an incident would send real responders',
			'Nothing was sent. Use a test key (sety_test_…), or switch on Allow Live Dispatch From Test Runs in the options of this node. Runs of the active workflow are not affected.',
		);
	}
}
