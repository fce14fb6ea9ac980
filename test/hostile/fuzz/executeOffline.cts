import '../../../harness/engine/environment.cts';

import { ExecuteContext } from 'n8n-core';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	OnError,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import type { Credential } from '../../../harness/engine/credentials.cts';
import { additionalDataOf, nodeOf, nodeTypesOf } from '../../../harness/engine/runNode.cts';
import type { Answering } from './offline.cts';
import { offline } from './offline.cts';

export interface OfflineRun {
	node: INodeType;
	parameters: INodeParameters;
	credentials: Record<string, Credential>;
	input: IDataObject[];
	onError: OnError;
	answer: Answering;
	mode?: WorkflowExecuteMode;
	origin?: Origin;
	/** Internal name of the node type; the tool variant of a node ends with "Tool". */
	typeName?: string;
}

/** What n8n keeps of the start of an execution besides its mode. */
export interface Origin {
	/** Of the execution that called this one as a sub-workflow. */
	rootMode?: WorkflowExecuteMode;
	/** Of the execution whose data this one goes on with. */
	source?: WorkflowExecuteMode;
	hasPinnedData?: boolean;
}

export interface OfflineResult {
	/** What the node threw, which n8n makes the error of the run. */
	thrown?: Error & { description?: string | null };
	items: INodeExecutionData[];
	hints: string[];
}

const NODE = 'Node Under Test';

/** Executes one node in n8n's own context, in milliseconds: without the rest of the engine, and without a network. */
export async function executeOffline(run: OfflineRun): Promise<OfflineResult> {
	const { node, credentials, input, mode = 'trigger', typeName = node.description.name } = run;
	const workflow = workflowOf({
		id: 'workflow',
		nodes: [
			{
				...nodeOf(NODE, typeName, run.parameters),
				onError: run.onError,
				credentials: Object.fromEntries(
					Object.keys(credentials).map((name) => [name, { id: '1', name }]),
				),
			},
		],
		connections: {},
		active: false,
		nodeTypes: nodeTypesOf({ [typeName]: node }),
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
	if (workflow === undefined) return { items: [], hints: [] };
	const own = workflow.getNode(NODE);
	if (own === null) throw new Error('The workflow lost its node');
	const { rootMode, source, hasPinnedData = false } = run.origin ?? {};
	const additionalData = additionalDataOf(credentials, '1', mode);
	if (rootMode !== undefined) additionalData.rootExecutionMode = rootMode;
	const data = createRunExecutionData({
		resultData: { pinData: hasPinnedData ? { Source: [{ json: {} }] } : {} },
		executionData:
			source === undefined ? null : { runtimeData: { version: 1, establishedAt: 0, source } },
	});
	const items = input.map((json): INodeExecutionData => ({ json }));
	const context = new ExecuteContext(
		workflow,
		own,
		additionalData,
		mode,
		data,
		0,
		items,
		{ main: [items] },
		{ node: own, data: { main: [items] }, source: null },
		[],
	);
	const { execute } = offline(node, run.answer);
	const hints = () => context.hints.map(({ message }) => message);
	try {
		// n8n-core's own class says that a workflow may have no name.
		const output = await execute?.call(context as unknown as IExecuteFunctions);
		return { items: ((output ?? []) as INodeExecutionData[][]).flat(), hints: hints() };
	} catch (thrown) {
		return { thrown: thrown as Error, items: [], hints: hints() };
	}
}

/** Undefined where n8n cannot load it. */
function workflowOf(settings: ConstructorParameters<typeof Workflow>[0]): Workflow | undefined {
	try {
		return new Workflow(settings);
	} catch (error) {
		if (cannotLoad(error)) return undefined;
		throw error;
	}
}

/** Whether n8n itself cannot load a workflow, for a row of fields in place of a list of them: no node gets to run. */
export const cannotLoad = (error: unknown): boolean =>
	error instanceof TypeError && error.message.includes('propertyValues');
