import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';

import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import { N8nRest } from '../../../harness/n8n/rest.mts';
import { limits } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import type { Execution } from './execution.mts';
import { MEASURED } from './execution.mts';
import type { ServerAccess } from './startServer.mts';

/** A workflow with the node that is measured, published in the real n8n. */
export interface Published {
	/** Runs it with an item for each row, by its webhook. Throws what the execution ended with. */
	run(rows: readonly object[]): Promise<Execution>;
}

export interface Server {
	publish(node: PlacedNode): Promise<Published>;
}

const LOOK_EVERY_MS = 20;

/** The measured n8n, for one case; `name` keeps its workflows apart from those of others. */
export async function connectServer(access: ServerAccess, name: string): Promise<Server> {
	const { signal } = new AbortController();
	const rest = new N8nRest(access.origin, signal);
	await rest.signIn(access.login);
	let published = 0;
	return {
		async publish(node) {
			const path = `${name}-${++published}`;
			const id = await rest.createWorkflow(workflowWith(node, path, await saved(rest, node, path)));
			await rest.activateWorkflow(id);
			const url = `${access.origin}/webhook/${path}`;
			return {
				async run(rows) {
					const before = (await executionsIn(access)).length;
					await until(limits.publishWorkflow, signal, async () => await started(url, rows));
					const look = async () => (await executionsIn(access))[before];
					const execution = await until(limits.execution, signal, look, LOOK_EVERY_MS);
					if (execution.failure !== undefined) throw new Error(execution.failure);
					return execution;
				},
			};
		},
	};
}

/** Answers when the execution has ended; undefined when n8n does not know the address yet. */
async function started(url: string, rows: readonly object[]): Promise<true | undefined> {
	const { status } = await axios.post<unknown>(
		url,
		{ rows },
		{
			proxy: false,
			validateStatus: () => true,
			// n8n may just be closing one that was kept.
			httpAgent: new Agent({ keepAlive: false }),
		},
	);
	return status === 404 ? undefined : true;
}

async function executionsIn({ executions }: ServerAccess): Promise<Execution[]> {
	const text = await readFile(executions, 'utf8').catch(() => '');
	const whole = text.slice(0, text.lastIndexOf('\n') + 1);
	return whole
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Execution);
}

/** The credentials of the node as n8n stores them: encrypted, in its database. */
async function saved(rest: N8nRest, { credentials }: PlacedNode, name: string) {
	const stored: Record<string, { id: string; name: string }> = {};
	for (const [type, { data }] of Object.entries(credentials)) {
		stored[type] = { id: await rest.saveCredential({ name, type, data }), name };
	}
	return stored;
}

function workflowWith(
	{ typeName, typeVersion = 1, parameters, onError }: PlacedNode,
	path: string,
	credentials: object,
) {
	const hook = { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData' };
	const nodes = [
		{
			...node('Webhook', 'n8n-nodes-base.webhook', 2, { ...hook, options: {} }),
			webhookId: path,
		},
		node('Split Out', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.rows', options: {} }),
		{
			...node(MEASURED, typeName, typeVersion, parameters),
			credentials,
			...(onError === undefined ? {} : { onError }),
		},
	];
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: path,
		nodes,
		connections: { Webhook: to('Split Out'), 'Split Out': to(MEASURED) },
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}

const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters) => ({
	id: `id of ${name}`,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
});
