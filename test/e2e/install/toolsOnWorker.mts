import assert from 'node:assert/strict';
import { callTool, connectClient } from '../../../harness/mcpClient.mts';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import { LIVE_KEY, TEST_KEY, type Sandbox } from '../../../harness/sandbox.mts';
import { publishTools } from '../interop/mcpServer.mts';
import { reportEmergency } from '../interop/safetyTools.mts';

const EMERGENCY = { what_happened: 'Try it', name: 'Ada', latitude: 6.5244, longitude: 3.3792 };

/** In queue mode too an MCP client gets the answers of the nodes, and sends no responders with a live key. */
export async function callToolsOnWorker(
	rest: N8nRest,
	sandbox: Sandbox,
	signal: AbortSignal,
): Promise<void> {
	const save = async (name: string, apiKey: string) => {
		const data = { ...sandbox.credentials.setyApi, apiKey };
		return { id: await rest.saveCredential({ name, type: 'setyApi', data }), name };
	};
	const tools = [
		reportEmergency('Report', await save('Sety, test key of a client', TEST_KEY)),
		reportEmergency('Report Live', await save('Sety, live key of a client', LIVE_KEY)),
	];
	const address = await publishTools(rest, 'MCP in queue mode', tools);
	const client = await connectClient(address, signal);
	await sandbox.control.clearReceived();
	assert.match(await callTool(client, 'Report', EMERGENCY), /"incident_id":"inc_/);
	assert.match(await callTool(client, 'Report_Live', EMERGENCY), /Nothing was sent/);
	await client.close();
	const received = await sandbox.control.received();
	assert.deepEqual(
		received.map(({ method, path }) => `${method} ${path}`),
		['POST /incidents'],
	);
	assert.deepEqual(await sandbox.control.sety.dispatches(), []);
}
