import './environment.cts';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowExecuteAdditionalData,
	NodeExecutionHint,
	OnError,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { NodeConnectionTypes, Workflow } from 'n8n-workflow';

import type { Credential } from './credentials.cts';
import { TestCredentials } from './credentials.cts';
import { runWorkflow } from './n8nCore.cts';

export interface NodeRun {
	node: INodeType;
	parameters: INodeParameters;
	credentials: Record<string, Credential>;
	/** One list for each run of the node: the second makes it run a second time in the same execution. */
	input?: IDataObject[][];
	/** Binary fields of the last item of each list: file name and content by field. */
	files?: Record<string, readonly [name: string, content: Buffer]>;
	onError?: OnError;
	mode?: WorkflowExecuteMode;
	/** Of the execution that called this one as a sub-workflow. */
	rootMode?: WorkflowExecuteMode;
	executionId?: string;
	timezone?: string;
	/** n8n's own Retry On Fail: how often the node is tried in all. */
	maxTries?: number;
	/** Name of the node in the workflow. */
	nodeName?: string;
	/** Internal name of the node type; the tool variant of a node ends with "Tool". */
	typeName?: string;
	/** Called with the way to cancel the execution, as the Stop button does. */
	onStart?: (cancel: () => void) => void;
}

export interface NodeResult {
	status: IRun['status'];
	error:
		| { name: string; message: string; description?: string | null; context?: IDataObject }
		| undefined;
	/** The items of the node's first run, by output: [0] is the ordinary one, [1] the error output. */
	outputs: INodeExecutionData[][];
	/** The json of output 0 of every run, in order. */
	json: IDataObject[];
	hints: NodeExecutionHint[];
	/** All that n8n would store of the execution, as text. */
	stored: string;
}

const NODE = 'Node Under Test';

/** Puts the input of the run into the workflow: one output for each run that the next node is to have. */
function sourceOf(input: IDataObject[][], files: NonNullable<NodeRun['files']> = {}): INodeType {
	return {
		description: {
			displayName: 'Source',
			name: 'source',
			group: ['transform'],
			version: 1,
			description: 'Input of a test',
			defaults: { name: 'Source' },
			inputs: [],
			outputs: input.map(() => NodeConnectionTypes.Main),
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const binary: IBinaryKeyData = {};
			for (const [field, [name, content]] of Object.entries(files)) {
				binary[field] = await this.helpers.prepareBinaryData(content, name);
			}
			return input.map((items) =>
				items.map((json, index) => (index < items.length - 1 ? { json } : { json, binary })),
			);
		},
	};
}

/** Runs one node in n8n's own engine, in a workflow with a source before it. */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	const { input = [[{}]], typeName = run.node.description.name, mode = 'trigger' } = run;
	const { nodeName = NODE } = run;
	const types: Record<string, INodeType> = {
		source: sourceOf(input, run.files),
		[typeName]: run.node,
	};
	const nodeTypes = nodeTypesOf(types);
	const workflow = new Workflow({
		id: 'workflow',
		nodes: [
			nodeOf('Source', 'source', {}),
			{
				...nodeOf(nodeName, typeName, run.parameters),
				id: 'the id of every node under test',
				credentials: Object.fromEntries(
					Object.keys(run.credentials).map((name) => [name, { id: '1', name }]),
				),
				...(run.onError === undefined ? {} : { onError: run.onError }),
				...(run.maxTries === undefined
					? {}
					: { retryOnFail: true, maxTries: run.maxTries, waitBetweenTries: 1 }),
			},
		],
		connections: {
			Source: {
				main: input.map(() => [{ node: nodeName, type: NodeConnectionTypes.Main, index: 0 }]),
			},
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: run.timezone ?? 'UTC' },
	});
	const additionalData = additionalDataOf(run.credentials, run.executionId ?? '1', mode);
	if (run.rootMode !== undefined) additionalData.rootExecutionMode = run.rootMode;
	const engine = new WorkflowExecute(additionalData, mode);
	const execution = runWorkflow(engine, workflow, workflow.getNode('Source') as INode);
	run.onStart?.(() => execution.cancel());
	return resultOf(await execution, nodeName);
}

function resultOf({ status, data }: IRun, nodeName: string): NodeResult {
	const runs = data.resultData.runData[nodeName] ?? [];
	const outputs = (runs[0]?.data?.main ?? []).map((items) => items ?? []);
	return {
		status,
		error: data.resultData.error as NodeResult['error'],
		outputs,
		json: runs.flatMap(({ data: taskData }) => (taskData?.main?.[0] ?? []).map(({ json }) => json)),
		hints: runs.flatMap(({ hints }) => hints ?? []),
		stored: JSON.stringify(data, withoutCycles()),
	};
}

/** Error objects keep what is not enumerable to themselves in JSON.stringify; here everything has to show. */
function withoutCycles() {
	const seen = new Set<unknown>();
	return (key: string, value: unknown): unknown => {
		// n8n's own, and random: once in a while it holds a few letters of a secret.
		if (key === 'resumeToken') return undefined;
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return '[seen]';
		seen.add(value);
		if (!(value instanceof Error)) return value;
		const own = Object.getOwnPropertyNames(value).map((name) => [
			name,
			Reflect.get(value, name) as unknown,
		]);
		return Object.fromEntries(own);
	};
}

export function nodeTypesOf(types: Record<string, INodeType>): INodeTypes {
	const known = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`No node type ${name}`);
		return type;
	};
	return { getByName: known, getByNameAndVersion: known, getKnownTypes: () => ({}) };
}

export function nodeOf(name: string, type: string, parameters: INodeParameters): INode {
	return { id: `id of ${name}`, name, type, typeVersion: 1, position: [0, 0], parameters };
}

export function additionalDataOf(
	credentials: Record<string, Credential>,
	executionId: string,
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	const data = {
		credentialsHelper: new TestCredentials(credentials),
		executionId,
		restApiUrl: '',
		instanceBaseUrl: 'http://localhost/',
		webhookWaitingBaseUrl: 'http://localhost/waiting',
		formWaitingBaseUrl: 'http://localhost/form',
		variables: {},
		hooks: new ExecutionLifecycleHooks(mode, executionId, {} as never),
		setExecutionStatus() {},
		logAiEvent() {},
	};
	// n8n hands over some thirty more fields; these are the ones that running a node touches.
	return data as unknown as IWorkflowExecuteAdditionalData;
}
