import '../../../harness/engine/environment.cts';

import { ExecuteContext, SupplyDataContext } from 'n8n-core';
import type { IDataObject, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import { NodeConnectionTypes, Workflow } from 'n8n-workflow';

import { additionalDataOf, nodeOf, nodeTypesOf } from '../../../harness/engine/runNode.cts';
import { callerOf, switchesOn } from '../../../nodes/core/run/caller.ts';
import { Sety } from '../../../nodes/Sety/Sety.node.ts';

type Context = Parameters<typeof callerOf>[0] & Parameters<typeof switchesOn>[0];

interface Start {
	type?: string;
	parameters?: INodeParameters;
	/** Run with the context of a tool. */
	isTool?: boolean;
	/** What n8n keeps of the execution beside its mode. */
	rootExecutionMode?: unknown;
	runExecutionData?: unknown;
}

/** n8n's own context of an execution. */
function contextOf(mode: WorkflowExecuteMode, start: Start = {}): Context {
	const { type = 'sety', parameters = {}, isTool = false } = start;
	const node = nodeOf('Sety', type, parameters);
	const nodeTypes = nodeTypesOf({ [type]: new Sety() });
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { rootExecutionMode } = start;
	const additionalData = Object.assign(
		additionalDataOf({}, '1', mode),
		rootExecutionMode === undefined ? {} : { rootExecutionMode },
	);
	const runExecutionData = start.runExecutionData ?? { resultData: { runData: {} } };
	const given = [workflow, node, additionalData, mode, runExecutionData as never] as const;
	const executeData = { data: {}, node, source: null };
	const context = isTool
		? new SupplyDataContext(...given, 0, [], {}, NodeConnectionTypes.AiTool, executeData, [])
		: new ExecuteContext(...given, 0, [], {}, executeData, []);
	return context;
}

const withPinData = (pinData: IDataObject | undefined) => ({
	resultData: { runData: {}, pinData },
});
const continuing = (source: string) => ({
	resultData: { runData: {} },
	executionData: { runtimeData: { version: 1, establishedAt: 0, source } },
});

const production = { testRun: false, agent: false, retryOfExecution: false };

describe('callerOf', () => {
	it.each<[string, Context, Partial<typeof production>]>([
		['production', contextOf('trigger'), {}],
		['a test run', contextOf('manual'), { testRun: true }],
		['a retry', contextOf('retry'), { retryOfExecution: true }],
		['an agent', contextOf('agent'), { agent: true }],
		['a tool variant', contextOf('trigger', { type: 'setyTool' }), { agent: true }],
		['a node with "Tool" elsewhere in its type', contextOf('trigger', { type: 'Tools' }), {}],
		['a tool context', contextOf('trigger', { isTool: true }), { agent: true }],
		[
			'a sub-workflow of a test run',
			contextOf('integrated', { rootExecutionMode: 'manual' }),
			{ testRun: true },
		],
		[
			'a retry that goes on with a test run',
			contextOf('retry', { runExecutionData: continuing('manual') }),
			{ retryOfExecution: true, testRun: true },
		],
		[
			'pinned data',
			contextOf('webhook', { runExecutionData: withPinData({ Sety: [] }) }),
			{ testRun: true },
		],
		['pinned data of no node', contextOf('webhook', { runExecutionData: withPinData({}) }), {}],
		[
			'run data without pinned data',
			contextOf('webhook', { runExecutionData: withPinData(undefined) }),
			{},
		],
		[
			'pinned data beside internals of another n8n',
			contextOf('webhook', { rootExecutionMode: 7, runExecutionData: withPinData({ a: [] }) }),
			{ testRun: true },
		],
		[
			'a root execution beside internals of another n8n',
			contextOf('integrated', {
				rootExecutionMode: 'manual',
				runExecutionData: 'elsewhere',
			}),
			{ testRun: true },
		],
	])('%s', (_name, context, signs) => {
		expect(callerOf(context)).toEqual({ ...production, ...signs });
	});

	it.each(['isToolExecution', 'getExecutionContext'])(
		'an n8n that is too old to have %s',
		(method) => {
			const context = contextOf('trigger');
			Object.defineProperty(context, method, { value: undefined });

			expect(callerOf(context)).toEqual(production);
		},
	);
});

describe('switchesOn', () => {
	const CREATE = { resource: 'incident', operation: 'create' };

	const switchesOf = (options: unknown) => [
		...switchesOn(contextOf('trigger', { parameters: { ...CREATE, options } as INodeParameters })),
	];

	it.each<[string, unknown, string[]]>([
		['no options', undefined, []],
		[
			'a switch that is on',
			{ allowLiveDispatchFromTestRuns: true, allowLiveDispatchFromAgents: false },
			['allowLiveDispatchFromTestRuns'],
		],
		['an expression', { allowLiveDispatchFromTestRuns: '={{ true }}' }, []],
		[
			'another value',
			{ allowLiveDispatchFromTestRuns: 1, allowLiveDispatchFromAgents: 'true' },
			[],
		],
	])('%s', (_name, options, on) => {
		expect(switchesOf(options)).toEqual(on);
	});
});
