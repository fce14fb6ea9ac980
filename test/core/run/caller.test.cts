import { callerOf, switchesOn } from '../../../nodes/core/run/caller.ts';

type Context = Parameters<typeof callerOf>[0];

/** The context of an execution, with what n8n keeps besides. */
function contextOf(
	mode: string,
	{ type = 'sety', ...kept }: Record<string, unknown> & { type?: string } = {},
): Context {
	return { getMode: () => mode, getNode: () => ({ type }), ...kept } as unknown as Context;
}

const production = { testRun: false, agent: false, retryOfExecution: false };
const withPinData = (pinData: unknown) => ({ runExecutionData: { resultData: { pinData } } });

describe('callerOf', () => {
	it.each<[string, Context, Partial<typeof production>]>([
		['production', contextOf('trigger'), {}],
		['a test run', contextOf('manual'), { testRun: true }],
		['a retry', contextOf('retry'), { retryOfExecution: true }],
		['an agent', contextOf('agent'), { agent: true }],
		['a tool variant', contextOf('trigger', { type: 'setyTool' }), { agent: true }],
		['a node with "Tool" elsewhere in its type', contextOf('trigger', { type: 'Tools' }), {}],
		['a tool context', contextOf('trigger', { isToolExecution: () => true }), { agent: true }],
		['no tool context', contextOf('trigger', { isToolExecution: () => false }), {}],
		[
			'a sub-workflow of a test run',
			contextOf('integrated', { additionalData: { rootExecutionMode: 'manual' } }),
			{ testRun: true },
		],
		[
			'a retry that goes on with a test run',
			contextOf('retry', { getExecutionContext: () => ({ source: 'manual' }) }),
			{ retryOfExecution: true, testRun: true },
		],
		['no execution context', contextOf('trigger', { getExecutionContext: () => undefined }), {}],
		['pinned data', contextOf('webhook', withPinData({ Sety: [] })), { testRun: true }],
		['pinned data of no node', contextOf('webhook', withPinData({})), {}],
		['run data without pinned data', contextOf('webhook', withPinData(undefined)), {}],
		[
			'pinned data beside internals of another n8n',
			contextOf('webhook', { additionalData: { rootExecutionMode: 7 }, ...withPinData({ a: [] }) }),
			{ testRun: true },
		],
		[
			'a root execution beside internals of another n8n',
			contextOf('integrated', {
				additionalData: { rootExecutionMode: 'manual' },
				runExecutionData: 'elsewhere',
			}),
			{ testRun: true },
		],
	])('%s', (_name, context, signs) => {
		expect(callerOf(context)).toEqual({ ...production, ...signs });
	});
});

describe('switchesOn', () => {
	const switchesOf = (options: unknown) => [
		...switchesOn({ getNode: () => ({ parameters: { options } }) } as unknown as Parameters<
			typeof switchesOn
		>[0]),
	];

	it.each<[string, unknown, string[]]>([
		['no options', undefined, []],
		['a switch that is on', { allow: true, other: false }, ['allow']],
		['an expression', { allow: '={{ true }}' }, []],
		['another value', { allow: 1, text: 'true' }, []],
	])('%s', (_name, options, on) => {
		expect(switchesOf(options)).toEqual(on);
	});
});
