import './environment.cts';

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	IHookFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWebhookFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { Credential } from './credentials.cts';
import { additionalDataOf, nodeOf, nodeTypesOf } from './runNode.cts';

export interface WebhookHost {
	url: string;
	/** Items of the executions that webhooks have started, one list for each. */
	started: INodeExecutionData[][];
	/** What the node wrote into n8n's log. */
	warnings: string[];
	/** What n8n stores of the workflow between webhooks. */
	staticData(): IDataObject;
	/** Waits until the node is done with all webhooks that have come. */
	settled(): Promise<void>;
	/** Calls the node's hook as n8n does when it activates a workflow (or starts), and stores what the hook changes. */
	activate(mode: WorkflowActivateMode): Promise<boolean>;
	/** The same for a workflow that is deactivated. */
	deactivate(): Promise<boolean>;
	close(): Promise<void>;
}

export interface WebhookNode {
	node: INodeType;
	parameters: INodeParameters;
	credentials: Record<string, Credential>;
	/** False stands for a host that does not keep the bytes of a body. */
	keepsRawBody?: boolean;
	/** What n8n has stored of the workflow before the first webhook. */
	stored?: IDataObject;
}

const TRIGGER = 'Trigger Under Test';

/**
 * The part of n8n that hands webhooks to a node: n8n-core has the context, n8n itself the server around it, which is
 * done here as live-webhooks.js and webhook-helpers.js of 2.41.1 do it.
 */
export async function hostWebhook(trigger: WebhookNode): Promise<WebhookHost> {
	const started: INodeExecutionData[][] = [];
	const warnings: string[] = [];
	let stored = trigger.stored === undefined ? undefined : JSON.stringify(trigger.stored);

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const rawBody = await bytesOf(request);
		const loaded = stored === undefined ? undefined : (JSON.parse(stored) as IDataObject);
		const workflow = workflowOf(trigger, loaded);
		// n8n saves as soon as the webhook counts as answered, and only what is marked as changed then.
		const saveIfMarked = () => {
			if (workflow.staticData['__dataChanged'] === true)
				stored = JSON.stringify(workflow.staticData);
		};
		const result = await runWebhook(workflow, trigger, {
			request: {
				headers: request.headers,
				rawBody,
				body: jsonOrText(rawBody),
				query: queryOf(request),
			},
			response: expressLike(response),
			warnings,
		});
		const isAnswered = result.noWebhookResponse === true;
		if (isAnswered || result.workflowData === undefined) saveIfMarked();
		if (result.workflowData !== undefined) {
			// The execution has a workflow of its own over the same object, which takes the mark away.
			workflowOf(trigger, loaded);
			for (const items of result.workflowData) started.push(items);
		}
		if (isAnswered) return;
		if (result.workflowData !== undefined) saveIfMarked();
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(result.webhookResponse ?? { message: 'Workflow was started' }));
	}

	async function callAndStore(hook: Hook, mode: WorkflowActivateMode): Promise<boolean> {
		const workflow = workflowOf(trigger, JSON.parse(stored ?? '{}') as IDataObject);
		const answer = await runHookIn(workflow, trigger, hook, mode);
		if (workflow.staticData['__dataChanged'] === true) stored = JSON.stringify(workflow.staticData);
		return answer;
	}

	const handled: Array<Promise<void>> = [];
	const server = createServer((request, response) => {
		const handling = handle(request, response).catch((failure: unknown) => {
			response.writeHead(500).end(String(failure));
		});
		handled.push(handling);
	});
	const url = await listen(server);
	return {
		url,
		started,
		warnings,
		staticData: () => JSON.parse(stored ?? '{}') as IDataObject,
		settled: async () => {
			await Promise.all(handled);
		},
		activate: async (mode) => await callAndStore('checkExists', mode),
		deactivate: async () => await callAndStore('delete', 'update'),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Calls one of the node's webhookMethods, as n8n does when a workflow is activated. */
export async function runHook(trigger: WebhookNode, method: Hook): Promise<boolean> {
	return await runHookIn(workflowOf(trigger, undefined), trigger, method, 'activate');
}

type Hook = 'checkExists' | 'create' | 'delete';

async function runHookIn(
	workflow: Workflow,
	trigger: WebhookNode,
	method: Hook,
	mode: WorkflowActivateMode,
): Promise<boolean> {
	const additionalData = additionalDataOf(trigger.credentials, '1', 'trigger');
	const context = new HookContext(
		workflow,
		workflow.getNode(TRIGGER) as INode,
		additionalData,
		'trigger',
		mode,
		webhookDataOf(additionalData),
	);
	const hook = trigger.node.webhookMethods?.default?.[method];
	if (hook === undefined) throw new Error(`The node has no ${method}`);
	// n8n-core's context names a workflow that may have no name; the node's interface does not know that.
	return await hook.call(context as unknown as IHookFunctions);
}

async function runWebhook(
	workflow: Workflow,
	{ node, credentials, keepsRawBody = true }: WebhookNode,
	{
		request,
		response,
		warnings,
	}: {
		request: { headers: object; rawBody: Buffer; body: unknown; query: object };
		response: object;
		warnings: string[];
	},
) {
	const additionalData = additionalDataOf(credentials, '1', 'trigger');
	Object.assign(additionalData, {
		httpRequest: keepsRawBody ? request : { ...request, rawBody: undefined },
		httpResponse: response,
	});
	const context = new WebhookContext(
		workflow,
		workflow.getNode(TRIGGER) as INode,
		additionalData,
		'trigger',
		webhookDataOf(additionalData),
		[],
		null,
	);
	if (node.webhook === undefined) throw new Error('The node takes no webhooks');
	const log = jest.spyOn(context.logger, 'warn').mockImplementation((text) => warnings.push(text));
	try {
		return await node.webhook.call(context as unknown as IWebhookFunctions);
	} finally {
		log.mockRestore();
	}
}

function workflowOf(
	{ node, parameters, credentials }: WebhookNode,
	staticData: IDataObject | undefined,
) {
	const type = node.description.name;
	return new Workflow({
		id: 'workflow',
		nodes: [
			{
				...nodeOf(TRIGGER, type, parameters),
				credentials: Object.fromEntries(
					Object.keys(credentials).map((name) => [name, { id: '1', name }]),
				),
			},
		],
		connections: {},
		active: true,
		nodeTypes: nodeTypesOf({ [type]: node }),
		...(staticData === undefined ? {} : { staticData }),
		settings: {},
	});
}

function webhookDataOf(
	workflowExecuteAdditionalData: IWebhookData['workflowExecuteAdditionalData'],
) {
	const data: IWebhookData = {
		httpMethod: 'POST',
		node: TRIGGER,
		path: 'webhook',
		webhookDescription: { name: 'default', httpMethod: 'POST', path: 'webhook' },
		workflowId: 'workflow',
		workflowExecuteAdditionalData,
	};
	return data;
}

/** The three methods of express that a node may need to refuse a webhook. */
function expressLike(response: ServerResponse) {
	return {
		status(code: number) {
			response.statusCode = code;
			return this;
		},
		send(body: unknown) {
			response.setHeader('content-type', 'application/json');
			response.write(JSON.stringify(body));
			return this;
		},
		end: () => response.end(),
	};
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

function queryOf({ url = '/' }: IncomingMessage): object {
	return Object.fromEntries(new URL(url, 'http://localhost').searchParams);
}

function jsonOrText(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return body.toString('utf8');
	}
}

async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return `http://127.0.0.1:${port}/webhook`;
}
