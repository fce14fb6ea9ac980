import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { liveCancel, liveDispatch } from '../../nodes/Sety/incident/safeguards.ts';
import { LIVE_KEY, TEST_KEY } from '../../sandbox/sety/keys.cts';
import type { OperationCase } from '../cases/everyService.cts';
import { everyService, titleOf } from '../cases/everyService.cts';
import { exampleIds } from './exampleIds.cts';
import { isFullForm } from './form.cts';
import type { Origin } from './fuzz/executeOffline.cts';
import { executeOffline } from './fuzz/executeOffline.cts';
import { readPage, sectionOf, writeSection } from './readme.cts';

type Sign = 'testRun' | 'agent' | 'retry';

interface Start {
	title: string;
	mode: WorkflowExecuteMode;
	origin?: Origin;
	isTool?: boolean;
	/** What n8n tells of it; each needs a switch. */
	signs: Sign[];
	/** What nothing in the execution tells. */
	untold?: string;
}

const OPEN: ReadonlyArray<[WorkflowExecuteMode, string, string?]> = [
	['trigger', 'a trigger of the active workflow'],
	['webhook', 'a webhook of the active workflow', 'whether an agent or a test sent the request'],
	['chat', 'the chat of the active workflow', 'whether a person or a program writes'],
	['error', 'an error workflow', 'whether the execution with the error was a test'],
	['cli', 'the command line', 'who typed the command'],
	['internal', 'n8n itself'],
	['integrated', 'another workflow, of which n8n says nothing', 'what started that workflow'],
];

/** The ways in which n8n starts a node. */
const STARTS: Start[] = [
	...OPEN.map(
		([mode, title, untold]): Start => ({
			title,
			mode,
			signs: [],
			...(untold === undefined ? {} : { untold }),
		}),
	),
	{ title: 'the editor', mode: 'manual', signs: ['testRun'] },
	{ title: 'an evaluation', mode: 'evaluation', signs: ['testRun'] },
	{ title: 'a retry', mode: 'retry', signs: ['retry'], untold: 'what the first execution did' },
	{ title: 'an execution of an agent', mode: 'agent', signs: ['agent'] },
	{ title: 'a tool call of an agent or over MCP', mode: 'trigger', isTool: true, signs: ['agent'] },
	{ title: 'a tool call in the editor', mode: 'manual', isTool: true, signs: ['agent', 'testRun'] },
	{ title: 'a tool call in a retry', mode: 'retry', isTool: true, signs: ['agent', 'retry'] },
	...(
		[
			['manual', 'the editor', ['testRun']],
			['evaluation', 'an evaluation', ['testRun']],
			['retry', 'a retry', ['retry']],
			['agent', 'an agent', ['agent']],
			['webhook', 'a webhook', []],
			['trigger', 'a trigger', []],
		] as const
	).map(
		([rootMode, title, signs]): Start => ({
			title: `a sub-workflow of ${title}`,
			mode: 'integrated',
			origin: { rootMode },
			signs: [...signs],
		}),
	),
	{
		title: 'a retry that goes on with data of the editor',
		mode: 'retry',
		origin: { source: 'manual' },
		signs: ['retry', 'testRun'],
	},
	{
		title: 'a retry with pinned data',
		mode: 'retry',
		origin: { hasPinnedData: true },
		signs: ['retry', 'testRun'],
	},
	{
		title: 'a webhook with pinned data',
		mode: 'webhook',
		origin: { hasPinnedData: true },
		signs: ['testRun'],
	},
];

const SIGNS: Sign[] = ['testRun', 'agent', 'retry'];

/** Every set of switches. */
const SETTINGS = SIGNS.reduce<Sign[][]>(
	(sets, sign) => [...sets, ...sets.map((set) => [...set, sign])],
	[[]],
);

const KEYS = { test: TEST_KEY, live: LIVE_KEY, 'of unknown kind': 'another_kind_of_key' };

const switchesOf = {
	'incident.create': liveDispatch,
	'incident.cancel': liveCancel,
} as Readonly<Record<string, typeof liveDispatch>>;

function optionsOf(operation: string, on: readonly Sign[]): INodeParameters {
	const own = switchesOf[operation];
	if (own === undefined) return {};
	const { fromTestRuns, fromAgents, fromRetries } = own;
	const names = { testRun: fromTestRuns, agent: fromAgents, retry: fromRetries };
	return Object.fromEntries(on.map((sign) => [names[sign].name, true]));
}

describe.each(everyService().map((service) => [service.name, service] as const))(
	'writes of %s',
	(name, service) => {
		const writes = service
			.cases(exampleIds(name))
			.filter(({ name: operation }) => service.effectOf(operation) !== 'read')
			// A drill is refused with every key but a test key.
			.filter((one) => !JSON.stringify(one.parameters).includes('"isDrill":true'));

		async function isSent(
			{ name: operation, parameters, input = [{}] }: OperationCase,
			{ mode, origin, isTool = false }: Start,
			{ key, on }: { key: string | undefined; on: readonly Sign[] },
		): Promise<boolean> {
			let sent = false;
			const [resource = '', action = ''] = operation.split('.');
			const node = service.newNode();
			const { options, ...fields } = parameters;
			await executeOffline({
				node,
				parameters: {
					...{ resource, operation: action, ...fields },
					options: { ...(options as INodeParameters), ...optionsOf(operation, on) },
				},
				credentials: service.credential(key === undefined ? {} : { apiKey: key }),
				input,
				onError: 'stopWorkflow',
				mode,
				...(origin === undefined ? {} : { origin }),
				...(isTool ? { typeName: `${node.description.name}Tool` } : {}),
				answer() {
					sent = true;
					return { statusCode: 404, headers: {}, body: { message: 'Not found' } };
				},
			});
			return sent;
		}

		const isGuarded = (operation: string) => operation in switchesOf;
		const keys: Array<[string, string | undefined]> =
			name === 'Sety' ? Object.entries(KEYS) : [['any', undefined]];

		it.each(STARTS)('started by $title', async (start) => {
			const wrong: string[] = [];
			for (const one of writes) {
				const settings = isGuarded(one.name) ? SETTINGS : [[]];
				for (const [kind, key] of keys) {
					for (const on of isFullForm ? settings : settings.slice(0, kind === 'live' ? 2 : 1)) {
						const needed = isGuarded(one.name) && kind !== 'test' ? start.signs : [];
						const expected = needed.every((sign) => on.includes(sign));
						const sent = await isSent(one, start, { key, on });
						if (sent !== expected) {
							wrong.push(
								`${titleOf(one)}, key ${kind}, ${on.join()}: ${sent ? 'sent' : 'not sent'}`,
							);
						}
					}
				}
			}
			expect(wrong).toEqual([]);
		});
	},
);

const LABELS: Readonly<Record<Sign, string>> = {
	testRun: 'From Test Runs',
	agent: 'From AI Agents',
	retry: 'From Retried Executions',
};

const table = [
	'| Started by | Mode | *Create* and *Cancel* with a live key need | What cannot be told |',
	'| --- | --- | --- | --- |',
	...STARTS.map(({ title, mode, signs, untold = '' }) => {
		const needed = signs.map((sign) => `*${LABELS[sign]}*`).join(' and ');
		return `| ${title} | ${mode} | ${needed === '' ? 'nothing' : needed} | ${untold} |`;
	}),
].join('\n');

afterAll(() => writeSection('safeguards', table));

it('the table in README.md is the one that the tests check (else: npm run test:hostile)', () => {
	if (!isFullForm) expect(sectionOf(readPage(), 'safeguards')).toBe(table);
});
