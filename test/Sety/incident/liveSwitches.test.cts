import type { LiveSwitches } from '../../../nodes/Sety/incident/safeguards.ts';
import {
	liveCancel,
	liveDispatch,
	refuseAccident,
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

it('every switch is off and takes no expression', () => {
	for (const { fromTestRuns, fromAgents, fromRetries } of [liveDispatch, liveCancel]) {
		for (const field of [fromTestRuns, fromAgents, fromRetries]) {
			expect(field).toMatchObject({ type: 'boolean', default: false, noDataExpression: true });
		}
	}
});
