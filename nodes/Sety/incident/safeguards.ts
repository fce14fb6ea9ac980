import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../core/failures/failures';
import type { ItemContext } from '../../core/operation';
import type { SetyClient } from '../service';

/** The switches of an operation that real responders depend on. All are off, and only a person can switch them on. */
export interface LiveSwitches {
	fromTestRuns: INodeProperties;
	fromAgents: INodeProperties;
	fromRetries: INodeProperties;
	/** What a test run, an agent or a retry would do. */
	testRunWould: string;
	agentWould: string;
	retryWould: string;
}

const byHand = { type: 'boolean', noDataExpression: true, default: false } as const;

export const liveDispatch: LiveSwitches = {
	fromTestRuns: {
		displayName: 'Allow Live Dispatch From Test Runs',
		name: 'allowLiveDispatchFromTestRuns',
		...byHand,
		description:
			'Whether a run started in the editor may create an incident with a live key, which sends real responders',
	},
	fromAgents: {
		displayName: 'Allow Live Dispatch From AI Agents',
		name: 'allowLiveDispatchFromAgents',
		...byHand,
		description:
			'Whether an AI agent that uses this node as a tool may create an incident with a live key, which sends real responders',
	},
	fromRetries: {
		displayName: 'Allow Live Dispatch From Retried Executions',
		name: 'allowLiveDispatchFromRetriedExecutions',
		...byHand,
		description:
			'Whether a retry from the list of executions may create an incident with a live key, which sends real responders. The first execution may have been a test run, or may have sent them already.',
	},
	retryWould:
		'This retries an earlier execution, which may have been a test run or may have created the incident already, and creating one with a live key would send real responders',
	testRunWould:
		'This is a test run with a live key, and creating an incident would send real responders',
	agentWould: 'An AI agent asked for a live incident, which sends real responders',
};

export const liveCancel: LiveSwitches = {
	fromTestRuns: {
		displayName: 'Allow Live Cancel From Test Runs',
		name: 'allowLiveCancelFromTestRuns',
		...byHand,
		description:
			'Whether a run started in the editor may cancel an incident with a live key, which calls real help off',
	},
	fromAgents: {
		displayName: 'Allow Live Cancel From AI Agents',
		name: 'allowLiveCancelFromAgents',
		...byHand,
		description:
			'Whether an AI agent that uses this node as a tool may cancel an incident with a live key, which calls real help off',
	},
	fromRetries: {
		displayName: 'Allow Live Cancel From Retried Executions',
		name: 'allowLiveCancelFromRetriedExecutions',
		...byHand,
		description:
			'Whether a retry from the list of executions may cancel an incident with a live key, which calls real help off. The first execution may have been a test run.',
	},
	retryWould:
		'This retries an earlier execution, which may have been a test run, and cancelling with a live key would call real help off',
	testRunWould: 'This is a test run with a live key, and cancelling would call real help off',
	agentWould: 'An AI agent asked to cancel a live incident, which calls real help off',
};

/**
 * Stops what would send real responders, or call them off, by accident. Throws InvalidInput; does nothing for test keys,
 * which never dispatch anybody (documented).
 */
export function refuseAccident(
	{ fromTestRuns, fromAgents, fromRetries, testRunWould, agentWould, retryWould }: LiveSwitches,
	{
		client,
		caller,
		isSwitchedOn,
	}: Pick<ItemContext<SetyClient>, 'client' | 'caller' | 'isSwitchedOn'>,
): void {
	const { isTestKey } = client.account;
	if (isTestKey) return;
	if (caller.agent && !isSwitchedOn(fromAgents.name)) {
		throw new InvalidInput(agentWould, howToAllow(fromAgents));
	}
	if (caller.retryOfExecution && !isSwitchedOn(fromRetries.name)) {
		throw new InvalidInput(
			retryWould,
			`${howToAllow(fromRetries)} Look at Sety first; to do it now, start the workflow by its trigger.`,
		);
	}
	if (caller.testRun && !isSwitchedOn(fromTestRuns.name)) {
		throw new InvalidInput(
			testRunWould,
			`${howToAllow(fromTestRuns)} Runs of the active workflow are not affected.`,
		);
	}
}

function howToAllow({ displayName }: INodeProperties): string {
	return `Nothing was sent. Use a test key (sety_test_…), or switch on ${displayName} in the options of this node.`;
}

/** Refuses a drill with a live key, or a key of unknown kind: responders could be sent. Throws InvalidInput. */
export function refuseLiveDrill(isDrill: boolean, { account }: SetyClient): void {
	if (account.isTestKey || !isDrill) return;
	throw new InvalidInput(
		'Mark As Drill is on with a key that is not a test key (sety_test_…)',
		'That a drill dispatches nobody is not documented by Sety. Use a test key for drills, or switch Mark As Drill off. If Sety confirmed it to you, send {"is_drill": true} in Extra Fields.',
	);
}
