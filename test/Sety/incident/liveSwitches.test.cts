import type { InvalidInput } from '../../../nodes/core/failures/failures.ts';
import type { LiveSwitches } from '../../../nodes/Sety/incident/safeguards.ts';
import {
	liveCancel,
	liveDispatch,
	refuseAccident,
	refuseLiveDrill,
} from '../../../nodes/Sety/incident/safeguards.ts';
import type { SetyClient } from '../../../nodes/Sety/service.ts';
import { callerFrom } from '../../../nodes/core/run/caller.ts';

const PRODUCTION = [
	'trigger',
	'webhook',
	'chat',
	'cli',
	'error',
	'internal',
	'integrated',
	'new in n8n',
];

type Sign = 'testRun' | 'agent' | 'retry';

/** How an execution began, and the signs of it that need a switch. */
const beginnings: Array<[string, Partial<Parameters<typeof callerFrom>[0]>, Sign[]]> = [
	...PRODUCTION.map((mode): (typeof beginnings)[number] => [mode, { modes: [mode] }, []]),
	['manual', { modes: ['manual'] }, ['testRun']],
	['evaluation', { modes: ['evaluation'] }, ['testRun']],
	['retry', { modes: ['retry'] }, ['retry']],
	['agent', { modes: ['agent'] }, ['agent']],
	['a tool', { modes: ['trigger'], isTool: true }, ['agent']],
	['a tool in a test run', { modes: ['manual'], isTool: true }, ['agent', 'testRun']],
	['a sub-workflow of a test run', { modes: ['integrated', 'manual'] }, ['testRun']],
	['a sub-workflow of a retry', { modes: ['integrated', 'retry'] }, ['retry']],
	['a sub-workflow of an agent', { modes: ['integrated', 'agent'] }, ['agent']],
	['a sub-workflow of production', { modes: ['integrated', 'webhook', undefined] }, []],
	[
		'a retry that goes on with a test run',
		{ modes: ['retry', undefined, 'manual'] },
		['retry', 'testRun'],
	],
	['a retry with pinned data', { modes: ['retry'], hasPinnedData: true }, ['retry', 'testRun']],
	['a draft run with pinned data', { modes: ['webhook'], hasPinnedData: true }, ['testRun']],
];

const nameOf = ({ fromTestRuns, fromAgents, fromRetries }: LiveSwitches, sign: Sign): string =>
	({ testRun: fromTestRuns, agent: fromAgents, retry: fromRetries })[sign].name;

const ALL: Sign[] = ['testRun', 'agent', 'retry'];

/** Every set of switches. */
const settings = ALL.reduce<Sign[][]>(
	(sets, sign) => [...sets, ...sets.map((set) => [...set, sign])],
	[[]],
);

describe.each([
	['create', liveDispatch],
	['cancel', liveCancel],
])('%s', (_operation, switches) => {
	describe.each(beginnings)('%s', (_name, beginning, signs) => {
		const caller = callerFrom({ modes: [], isTool: false, hasPinnedData: false, ...beginning });

		it.each(settings.map((on) => [on]))('with %j on', (on) => {
			const names = on.map((sign) => nameOf(switches, sign));
			const attempt = (isTestKey: boolean) => () =>
				refuseAccident(switches, {
					client: { account: { isTestKey } } as SetyClient,
					caller,
					isSwitchedOn: (option) => names.includes(option),
				});
			const isAllowed = signs.every((sign) => on.includes(sign));

			expect(attempt(true)).not.toThrow();
			if (isAllowed) expect(attempt(false)).not.toThrow();
			else expect(attempt(false)).toThrow(/live/);
		});
	});
});

const clientOf = (isTestKey: boolean) => ({ account: { isTestKey } }) as SetyClient;

/** What a user reads after a refusal. */
function refusalOf(refuse: () => void): [string, string] {
	try {
		refuse();
	} catch (reason) {
		const { message, howToGoOn } = reason as InvalidInput;
		return [message, howToGoOn];
	}
	return ['', ''];
}

const TO_TEST_KEY = 'Nothing was sent. Use a test key (sety_test_…), or switch on ';

it.each<[string, LiveSwitches, Sign, string, string]>([
	[
		'a test run that creates',
		liveDispatch,
		'testRun',
		'This is a test run, and creating an incident with a live key sends real responders',
		`${TO_TEST_KEY}"Allow Live Dispatch From Test Runs" in the options of this node. Executions of the active workflow are not affected.`,
	],
	[
		'an agent that creates',
		liveDispatch,
		'agent',
		'An AI agent made this call, and creating an incident with a live key sends real responders',
		`${TO_TEST_KEY}"Allow Live Dispatch From AI Agents" in the options of this node.`,
	],
	[
		'a retry that creates',
		liveDispatch,
		'retry',
		'This execution is a retry, and creating an incident with a live key sends real responders',
		`The first execution may have been a test run, or may have created the incident already. Check in Sety first. ${TO_TEST_KEY}"Allow Live Dispatch From Retried Executions" in the options of this node. Or start the workflow by its trigger.`,
	],
	[
		'a test run that cancels',
		liveCancel,
		'testRun',
		'This is a test run, and cancelling an incident with a live key calls off real help',
		`${TO_TEST_KEY}"Allow Live Cancel From Test Runs" in the options of this node. Executions of the active workflow are not affected.`,
	],
	[
		'an agent that cancels',
		liveCancel,
		'agent',
		'An AI agent made this call, and cancelling an incident with a live key calls off real help',
		`${TO_TEST_KEY}"Allow Live Cancel From AI Agents" in the options of this node.`,
	],
	[
		'a retry that cancels',
		liveCancel,
		'retry',
		'This execution is a retry, and cancelling an incident with a live key calls off real help',
		`The first execution may have been a test run. Check in Sety first. ${TO_TEST_KEY}"Allow Live Cancel From Retried Executions" in the options of this node. Or start the workflow by its trigger.`,
	],
])('%s reads what was refused, and how to go on', (_who, switches, sign, message, howToGoOn) => {
	const caller = {
		testRun: sign === 'testRun',
		agent: sign === 'agent',
		retryOfExecution: sign === 'retry',
	};
	const refuse = () =>
		refuseAccident(switches, { client: clientOf(false), caller, isSwitchedOn: () => false });

	expect(refusalOf(refuse)).toEqual([message, howToGoOn]);
});

it.each([
	[true, true, false],
	[true, false, false],
	[false, true, true],
	[false, false, false],
])('test key %s, drill %s: refused %s', (isTestKey, isDrill, isRefused) => {
	const refusal = refusalOf(() => refuseLiveDrill(isDrill, clientOf(isTestKey)));

	expect(refusal).toEqual([
		isRefused ? expect.stringContaining('Mark As Drill is on, but the key is not a test key') : '',
		isRefused
			? expect.stringMatching(/Use a test key for drills, or switch Mark As Drill off/)
			: '',
	]);
});

it('every switch says what it lets through, and keeps the name under which workflows store it', () => {
	const switches = [liveDispatch, liveCancel].flatMap((one) => [
		one.fromTestRuns,
		one.fromAgents,
		one.fromRetries,
	]);

	expect(switches.map(({ name, description }) => [name, description])).toEqual([
		[
			'allowLiveDispatchFromTestRuns',
			expect.stringMatching(/started in the editor may create .*sends real responders/),
		],
		[
			'allowLiveDispatchFromAgents',
			expect.stringMatching(/AI agent .*may create .*sends real responders/),
		],
		[
			'allowLiveDispatchFromRetriedExecutions',
			expect.stringMatching(/retry .*may create .*may have sent responders already/),
		],
		[
			'allowLiveCancelFromTestRuns',
			expect.stringMatching(/started in the editor may cancel .*calls off real help/),
		],
		[
			'allowLiveCancelFromAgents',
			expect.stringMatching(/AI agent .*may cancel .*calls off real help/),
		],
		[
			'allowLiveCancelFromRetriedExecutions',
			expect.stringMatching(/retry .*may cancel .*may have been a test run/),
		],
	]);
});

it('every switch is off and takes no expression', () => {
	for (const { fromTestRuns, fromAgents, fromRetries } of [liveDispatch, liveCancel]) {
		for (const field of [fromTestRuns, fromAgents, fromRetries]) {
			expect(field).toMatchObject({ type: 'boolean', default: false, noDataExpression: true });
		}
	}
});
