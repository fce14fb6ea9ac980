import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { callTool, connectClient } from '../../../harness/mcpClient.mts';
import { LIVE_KEY } from '../../../harness/sandbox.mts';
import { fromClient, publishTools } from './mcpServer.mts';
import { cancelIncident, reportEmergency } from './safetyTools.mts';
import { figure, type InteropWorld } from './world.mts';

const EMERGENCY = { what_happened: 'Try it', name: 'Ada', latitude: 6.5244, longitude: 3.3792 };

/** With a live key a client sends nobody and calls nobody off, unless a person has switched it on in the tool. */
export async function refuseClients(t: TestContext, world: InteropWorld): Promise<void> {
	const { rest, sandbox, signal } = world;
	const name = 'Sety, live key';
	const data = {
		...{ apiKey: LIVE_KEY, endpointOverrides: '{}' },
		baseUrl: sandbox.credentials.setyApi.baseUrl,
	};
	const live = { id: await rest.saveCredential({ name, type: 'setyApi', data }), name };
	const [underWay = ''] = await sandbox.control.sety.createIncidents();
	const switchFor = (switchName: string) => ({
		[switchName]: fromClient('allow', 'Whether real help may be sent', 'boolean'),
	});
	const client = await connectClient(
		await publishTools(rest, 'MCP: live key', [
			reportEmergency('Report', live),
			reportEmergency('Report as Client Allows', live, switchFor('allowLiveDispatchFromAgents')),
			reportEmergency('Report as Person Allows', live, { allowLiveDispatchFromAgents: true }),
			cancelIncident('Cancel', live),
			cancelIncident('Cancel as Client Allows', live, switchFor('allowLiveCancelFromAgents')),
		]),
		signal,
	);
	const before = await sandbox.control.sety.dispatches();
	await sandbox.control.clearReceived();
	const refused: Array<[string, Record<string, unknown>]> = [
		['Report', EMERGENCY],
		['Report', { ...EMERGENCY, allowLiveDispatchFromAgents: true, options: {} }],
		['Report_as_Client_Allows', { ...EMERGENCY, allow: true }],
		['Cancel', { incident_id: underWay }],
		['Cancel_as_Client_Allows', { incident_id: underWay, allow: true }],
	];
	for (const [tool, input] of refused) {
		const answer = await callTool(client, tool, input);
		assert.match(answer, /Nothing was sent/, tool);
		assert.match(answer, /Allow Live (?:Dispatch|Cancel) From AI Agents/, tool);
		assert.ok(!answer.includes(LIVE_KEY), tool);
	}
	assert.deepEqual(await sandbox.control.received(), []);
	assert.deepEqual(await sandbox.control.sety.dispatches(), before);

	const answer = await callTool(client, 'Report_as_Person_Allows', EMERGENCY);
	assert.match(answer, /"incident_id":"inc_/);
	await client.close();
	const after = await sandbox.control.sety.dispatches();
	assert.equal(after.length, before.length + 1);
	figure(t, 'calls with a live key: refused / allowed by a person', `${refused.length} / 1`);
}
