import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../core/failures/failures';
import type { ItemContext } from '../../core/operation';
import type { SetyClient } from '../service';

/** The switches of an operation that real responders depend on. All are off, and only a person can switch them on. */
export interface LiveSwitches {
	fromTestRuns: INodeProperties;
	fromAgents: INodeProperties;
	fromRetries: INodeProperties;
	/** The messages for a test run, an agent and a retry. */
	testRunWould: string;
	agentWould: string;
	retryWould: string;
	/** What the first execution may have done; a retry does not say. */
	firstMayHave: string;
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
			'Whether a retry from the list of executions may create an incident with a live key, which sends real responders. The first execution may have been a test run, or may have sent responders already.',
	},
	retryWould:
		'This execution is a retry, and creating an incident with a live key sends real responders',
	firstMayHave:
		'The first execution may have been a test run, or may have created the incident already.',
	testRunWould:
		'This is a test run, and creating an incident with a live key sends real responders',
	agentWould:
		'An AI agent made this call, and creating an incident with a live key sends real responders',
};

export const liveCancel: LiveSwitches = {
	fromTestRuns: {
		displayName: 'Allow Live Cancel From Test Runs',
		name: 'allowLiveCancelFromTestRuns',
		...byHand,
		description:
			'Whether a run started in the editor may cancel an incident with a live key, which calls off real help',
	},
	fromAgents: {
		displayName: 'Allow Live Cancel From AI Agents',
		name: 'allowLiveCancelFromAgents',
		...byHand,
		description:
			'Whether an AI agent that uses this node as a tool may cancel an incident with a live key, which calls off real help',
	},
	fromRetries: {
		displayName: 'Allow Live Cancel From Retried Executions',
		name: 'allowLiveCancelFromRetriedExecutions',
		...byHand,
		description:
			'Whether a retry from the list of executions may cancel an incident with a live key, which calls off real help. The first execution may have been a test run.',
	},
	retryWould:
		'This execution is a retry, and cancelling an incident with a live key calls off real help',
	firstMayHave: 'The first execution may have been a test run.',
	testRunWould:
		'This is a test run, and cancelling an incident with a live key calls off real help',
	agentWould:
		'An AI agent made this call, and cancelling an incident with a live key calls off real help',
};

/**
 * Stops what would send real responders, or call them off, by accident. Throws InvalidInput; does nothing for test keys,
 * which never dispatch responders (documented).
 */
export function refuseAccident(
	switches: LiveSwitches,
	{
		client,
		caller,
		isSwitchedOn,
	}: Pick<ItemContext<SetyClient>, 'client' | 'caller' | 'isSwitchedOn'>,
): void {
	const { fromTestRuns, fromAgents, fromRetries, testRunWould, agentWould, retryWould } = switches;
	const { isTestKey } = client.account;
	if (isTestKey) return;
	if (caller.agent && !isSwitchedOn(fromAgents.name)) {
		throw new InvalidInput(agentWould, howToAllow(fromAgents));
	}
	if (caller.retryOfExecution && !isSwitchedOn(fromRetries.name)) {
		throw new InvalidInput(
			retryWould,
			`${switches.firstMayHave} Check in Sety first. ${howToAllow(fromRetries)} Or start the workflow by its trigger.`,
		);
	}
	if (caller.testRun && !isSwitchedOn(fromTestRuns.name)) {
		throw new InvalidInput(
			testRunWould,
			`${howToAllow(fromTestRuns)} Executions of the active workflow are not affected.`,
		);
	}
}

function howToAllow({ displayName }: INodeProperties): string {
	return `Nothing was sent. Use a test key (sety_test_…), or switch on "${displayName}" in the options of this node.`;
}

/** Refuses a drill with a live key, or a key of unknown kind: responders could be sent. Throws InvalidInput. */
export function refuseLiveDrill(isDrill: boolean, { account }: SetyClient): void {
	if (account.isTestKey || !isDrill) return;
	throw new InvalidInput(
		'Mark As Drill is on, but the key is not a test key (sety_test_…)',
		'Sety does not document that a drill dispatches no responders. Use a test key for drills, or switch Mark As Drill off. If Sety has confirmed it to you, send {"is_drill": true} in Extra Fields.',
	);
}
