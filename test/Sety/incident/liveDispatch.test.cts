import '../../../harness/engine/environment.cts';

import { SupplyDataContext } from 'n8n-core';
import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import { NodeConnectionTypes, Workflow } from 'n8n-workflow';

import { Sety } from '../../../nodes/Sety/Sety.node.ts';
import { additionalDataOf, nodeOf, nodeTypesOf } from '../../../harness/engine/runNode.cts';
import { setyBench } from '../../../harness/engine/sety.cts';
import { LIVE_KEY, TEST_KEY } from '../../../sandbox/sety/keys.cts';

const sety = setyBench();

const emergency = { subjectName: 'Amaka Obi', latitude: '6.5244', longitude: '3.3792' };

interface Run {
	key: string;
	mode: WorkflowExecuteMode;
	agent: boolean;
	options: INodeParameters;
}

async function create({ key, mode, agent, options }: Run) {
	return await sety.run(
		'incident.create',
		{ ...emergency, options },
		{ credential: { apiKey: key }, mode, ...(agent ? { typeName: 'setyTool' } : {}) },
	);
}

const fromTests = { allowLiveDispatchFromTestRuns: true };
const fromAgents = { allowLiveDispatchFromAgents: true };
const unknownKey = 'another_kind_of_key';

/** Key, mode, called by an agent, options; and what is to happen. */
const combinations: Array<
	[string, WorkflowExecuteMode, boolean, INodeParameters, RegExp | 'sent']
> = [
	[TEST_KEY, 'manual', false, {}, 'sent'],
	[TEST_KEY, 'trigger', false, {}, 'sent'],
	[TEST_KEY, 'manual', true, {}, 'sent'],
	[TEST_KEY, 'trigger', true, {}, 'sent'],
	[LIVE_KEY, 'trigger', false, {}, 'sent'],
	[LIVE_KEY, 'webhook', false, {}, 'sent'],
	[LIVE_KEY, 'chat', false, {}, 'sent'],
	[LIVE_KEY, 'cli', false, {}, 'sent'],
	[LIVE_KEY, 'error', false, {}, 'sent'],
	[LIVE_KEY, 'agent', false, {}, /AI agent made this call.*live key sends real responders/],
	[LIVE_KEY, 'agent', false, fromAgents, 'sent'],
	[LIVE_KEY, 'manual', false, {}, /test run, and creating .* live key sends real responders/],
	[LIVE_KEY, 'evaluation', false, {}, /test run, and creating .* live key sends real responders/],
	[LIVE_KEY, 'manual', false, fromTests, 'sent'],
	[
		LIVE_KEY,
		'manual',
		false,
		fromAgents,
		/test run, and creating .* live key sends real responders/,
	],
	[LIVE_KEY, 'trigger', true, {}, /AI agent made this call.*live key sends real responders/],
	[LIVE_KEY, 'trigger', true, fromAgents, 'sent'],
	[LIVE_KEY, 'trigger', true, fromTests, /AI agent made this call.*live key sends real responders/],
	[
		LIVE_KEY,
		'manual',
		true,
		fromAgents,
		/test run, and creating .* live key sends real responders/,
	],
	[LIVE_KEY, 'manual', true, { ...fromAgents, ...fromTests }, 'sent'],
	[unknownKey, 'manual', false, {}, /test run, and creating .* live key sends real responders/],
	[unknownKey, 'trigger', true, {}, /AI agent/],
];

it.each(combinations)('key %s, mode %s, agent %s, options %j → %s', async (...combination) => {
	const [key, mode, agent, options, outcome] = combination;
	const result = await create({ key, mode, agent, options });

	if (outcome === 'sent') {
		expect(result.error).toBeUndefined();
		const dispatched = await sety.sandbox.control.sety.dispatches();
		expect(dispatched).toHaveLength(key === LIVE_KEY ? 1 : 0);
		return;
	}
	expect(result.error?.message).toMatch(outcome);
	expect(result.error?.description).toMatch(/Nothing was sent.*sety_test_.*switch on/);
	expect(await sety.sandbox.control.received()).toEqual([]);
});

describe('in a sub-workflow, what started its parent counts', () => {
	it.each<[WorkflowExecuteMode, RegExp]>([
		['manual', /test run, and creating .* live key sends real responders/],
		['evaluation', /test run, and creating .* live key sends real responders/],
		['retry', /is a retry/],
	])('%s', async (rootMode, message) => {
		const result = await sety.run('incident.create', emergency, {
			credential: { apiKey: LIVE_KEY },
			mode: 'integrated',
			rootMode,
		});

		expect(result.error?.message).toMatch(message);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it('a parent that runs for real dispatches', async () => {
		const result = await sety.run('incident.create', emergency, {
			credential: { apiKey: LIVE_KEY },
			mode: 'integrated',
			rootMode: 'webhook',
		});

		expect(result.error).toBeUndefined();
		expect(await sety.sandbox.control.sety.dispatches()).toHaveLength(1);
	});
});

describe('calling help off', () => {
	const incidentId = { __rl: true, mode: 'id', value: 'inc_a1b2c3d4e5f6g7h8' };
	const cancel = async (run: Parameters<typeof sety.run>[2], options: INodeParameters = {}) =>
		await sety.run(
			'incident.cancel',
			{ incidentId, options },
			{ credential: { apiKey: LIVE_KEY }, ...run },
		);

	it.each([
		['a test run', { mode: 'manual' }, /test run, and cancelling .* live key calls off real help/],
		[
			'an AI agent',
			{ typeName: 'setyTool' },
			/AI agent made this call.*live key calls off real help/,
		],
	] as const)('is refused to %s with a live key', async (_who, run, message) => {
		const result = await cancel(run);

		expect(result.error?.message).toMatch(message);
		expect(result.error?.description).toMatch(
			/Nothing was sent.*switch on "Allow Live Cancel From/,
		);
		expect(await sety.sandbox.control.received()).toEqual([]);
	});

	it.each([
		['the active workflow', {}, {}],
		['a test run that may', { mode: 'manual' }, { allowLiveCancelFromTestRuns: true }],
		['an AI agent that may', { typeName: 'setyTool' }, { allowLiveCancelFromAgents: true }],
		['a test key', { mode: 'manual', credential: { apiKey: TEST_KEY } }, {}],
	] as const)('is left to %s', async (_who, run, options) => {
		await cancel(run, options);

		expect(await sety.sandbox.control.received()).toHaveLength(1);
	});
});

describe('an agent, to whom n8n 2.41.1 hands nothing of an error but its message', () => {
	it('is told there how to go on after a refusal', async () => {
		const result = await create({ key: LIVE_KEY, mode: 'trigger', agent: true, options: {} });

		expect(result.error?.message).toMatch(
			/^An AI agent made this call.* Nothing was sent\..*Allow Live Dispatch From AI Agents/,
		);
	});

	it('is told there how to go on after an answer of Sety', async () => {
		const incidentId = { __rl: true, mode: 'id', value: 'inc_a1b2c3d4e5f6g7h8' };
		const person = await sety.run('incident.get', { incidentId });
		const agent = await sety.run('incident.get', { incidentId }, { typeName: 'setyTool' });

		expect(agent.error?.message).toContain(String(person.error?.description));
	});
});

it('refuses a drill with a live key, because it is not documented that it dispatches no responders', async () => {
	const result = await sety.run(
		'incident.create',
		{ ...emergency, additionalFields: { isDrill: true } },
		{ credential: { apiKey: LIVE_KEY } },
	);

	expect(result.error?.message).toContain('Mark As Drill is on');
	expect(await sety.sandbox.control.received()).toEqual([]);
});

it('lets other operations through with a live key in a test run', async () => {
	const result = await sety.run(
		'incident.getAll',
		{ limit: 1 },
		{ credential: { apiKey: LIVE_KEY }, mode: 'manual' },
	);

	expect(result.json).toHaveLength(1);
});

it("refuses a call in n8n's tool context as well", async () => {
	const node = {
		...nodeOf('Sety', 'sety', { resource: 'incident', operation: 'create', ...emergency }),
		credentials: { setyApi: { id: '1', name: 'setyApi' } },
	};
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypesOf({ sety: new Sety() }),
	});
	const input = { [NodeConnectionTypes.AiTool]: [[{ json: {} }]] };
	const context = new SupplyDataContext(
		workflow,
		workflow.getNode('Sety') ?? node,
		additionalDataOf(sety.credential({ apiKey: LIVE_KEY }), '1', 'trigger'),
		'trigger',
		{ resultData: { runData: {} } } as never,
		0,
		[{ json: {} }],
		input,
		NodeConnectionTypes.AiTool,
		{ data: input, node, source: null },
		[],
	);

	// n8n calls a tool's execute with this context (get-input-connection-data).
	const call = new Sety().execute.call(context as never);
	await expect(call).rejects.toThrow(/AI agent made this call.*live key sends real responders/);
	expect(await sety.sandbox.control.received()).toEqual([]);
});
