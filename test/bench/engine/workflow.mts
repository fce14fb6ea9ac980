import type {
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
	IWorkflowExecuteAdditionalData,
	OnError,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Credentials } from './credentials.mts';
import { credentialsHelper } from './credentials.mts';
import type { Modules } from './modules.mts';

/** A node as it stands in a workflow. */
export interface PlacedNode {
	type: INodeType | IVersionedNodeType;
	/** Full name of its type, such as `n8n-nodes-base.httpRequest`. */
	typeName: string;
	typeVersion?: number;
	parameters: INodeParameters;
	credentials: Credentials;
	onError?: OnError;
}

/** The node with other methods; its description, and so its parameters and credentials, stay. */
export function withType(placed: PlacedNode, methods: Partial<INodeType>): PlacedNode {
	return { ...placed, type: Object.assign(Object.create(placed.type) as INodeType, methods) };
}

const SOURCE = 'Source';
export const MEASURED = 'Measured Node';

/** Runs the node in n8n's engine, after a source that hands it `input`. Throws what the execution ended with. */
export async function execute(
	{ core, workflow }: Modules,
	node: PlacedNode,
	input: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const mode = 'trigger';
	const built = workflowOf(workflow, node, { input });
	const { status, data } = await new core.WorkflowExecute(
		additionalDataOf(core, node.credentials, mode),
		mode,
	).run({ workflow: built, startNode: built.getNode(SOURCE) as INode });
	const { error, runData } = data.resultData;
	if (error !== undefined) throw new Error(error.message, { cause: error });
	if (status !== 'success') throw new Error(`The execution ended with status ${status}`);
	return runData[MEASURED]?.[0]?.data?.main?.[0] ?? [];
}

/** A workflow with the node, and with a source before it unless the node is a trigger. */
export function workflowOf(
	{ NodeConnectionTypes, NodeHelpers, Workflow }: Modules['workflow'],
	{ type, typeName, typeVersion = 1, parameters, credentials, onError }: PlacedNode,
	{ input, staticData = {} }: { input?: INodeExecutionData[]; staticData?: object },
): Workflow {
	const types: Record<string, INodeType | IVersionedNodeType> = {
		source: sourceOf(input ?? []),
		[typeName]: type,
	};
	const typeOf = (name: string): INodeType | IVersionedNodeType => {
		const found = types[name];
		if (found === undefined) throw new Error(`No node type ${name}`);
		return found;
	};
	const nodeTypes: INodeTypes = {
		getByName: typeOf,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(typeOf(name), version),
		getKnownTypes: () => ({}),
	};
	const measured: INode = {
		...placed(MEASURED, typeName, typeVersion),
		parameters,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((name) => [name, { id: '1', name }]),
		),
		...(onError === undefined ? {} : { onError }),
	};
	const to = { node: MEASURED, type: NodeConnectionTypes.Main, index: 0 };
	return new Workflow({
		id: 'workflow',
		nodes: input === undefined ? [measured] : [placed(SOURCE, 'source', 1), measured],
		connections: input === undefined ? {} : { [SOURCE]: { main: [[to]] } },
		active: false,
		nodeTypes,
		staticData: { ...staticData },
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
}

const placed = (name: string, type: string, typeVersion: number): INode => ({
	id: `id of ${name}`,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: {},
});

function sourceOf(items: INodeExecutionData[]): INodeType {
	return {
		description: {
			displayName: 'Source',
			name: 'source',
			group: ['transform'],
			version: 1,
			description: 'Hands over the input',
			defaults: { name: 'Source' },
			inputs: [],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => [items],
	};
}

export function additionalDataOf(
	{ ExecutionLifecycleHooks }: Modules['core'],
	credentials: Credentials,
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	const data = {
		credentialsHelper: credentialsHelper(credentials),
		executionId: '1',
		restApiUrl: '',
		instanceBaseUrl: 'http://localhost/',
		webhookWaitingBaseUrl: 'http://localhost/waiting',
		formWaitingBaseUrl: 'http://localhost/form',
		variables: {},
		hooks: new ExecutionLifecycleHooks(mode, '1', {} as never),
		setExecutionStatus() {},
		logAiEvent() {},
	};
	// n8n hands over some thirty more fields; these are the ones that running a node touches.
	return data as unknown as IWorkflowExecuteAdditionalData;
}
