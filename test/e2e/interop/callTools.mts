import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { callTool, connectClient, publishTools } from './mcpServer.mts';
import { DESCRIPTIONS, toolsOfAllServices } from './safetyTools.mts';
import { figure, type InteropWorld } from './world.mts';

/** What the client has to fill in, by tool: nothing that the author has fixed. */
const FIELDS: Record<string, string[]> = {
	Find_Incidents: ['category'],
	Report_Emergency: ['latitude', 'longitude', 'name', 'what_happened'],
	Read_Safety_Event: ['event_id'],
	Send_Decision: ['decision', 'reference_id'],
};

/** A client reads the whole list before its first call. */
const LARGEST_LIST_BYTES = 4_096;

/** An MCP client lists tools of all three services, and each call of one is one call of its service. */
export async function callTools(t: TestContext, world: InteropWorld): Promise<void> {
	const { rest, sandbox, credentials, signal } = world;
	const tools = toolsOfAllServices(credentials);
	const client = await connectClient(
		await publishTools(rest, 'MCP: tools of all services', tools),
		signal,
	);
	const list = await client.listTools();
	const fields = list.tools.map(({ name, inputSchema: { properties = {} } }) => [
		name,
		Object.keys(properties).sort(),
	]);
	assert.deepEqual(Object.fromEntries(fields), FIELDS);
	for (const { name, description } of list.tools) {
		assert.equal(description, DESCRIPTIONS[name.replaceAll('_', ' ')], name);
	}
	const bytes = Buffer.byteLength(JSON.stringify(list));
	const schemas = list.tools.map(({ inputSchema }) =>
		Buffer.byteLength(JSON.stringify(inputSchema)),
	);
	assert.ok(bytes <= LARGEST_LIST_BYTES, `the list of tools has ${bytes} bytes`);

	await sandbox.control.clearReceived();
	const [event = ''] = await sandbox.control.samsara.createEvents();
	const calls: Array<[string, Record<string, unknown>, RegExp]> = [
		['Find_Incidents', { category: 'sos' }, /"incident_id":"inc_/],
		[
			'Report_Emergency',
			{ what_happened: 'She calls for help', name: 'Ada', latitude: 6.5244, longitude: 3.3792 },
			/"incident_id":"inc_/,
		],
		['Read_Safety_Event', { event_id: event }, new RegExp(`"id":"${event}"`)],
		['Send_Decision', { reference_id: 'listing_1', decision: 'match' }, /"safetykitCorrect":true/],
	];
	for (const [name, input, expected] of calls) {
		assert.match(await callTool(client, name, input), expected, name);
	}
	await client.close();
	const received = (await sandbox.control.received()).map(({ method, path, status }) =>
		[method, path, status].join(' '),
	);
	assert.deepEqual(received, [
		'GET /incidents 200',
		'POST /incidents 201',
		'GET /safety-events 200',
		'POST /v1/agent_decisions 200',
	]);
	figure(t, 'tools listed over MCP / bytes of the list', `${list.tools.length} / ${bytes}`);
	figure(t, 'bytes of the fields of a tool', schemas.toSorted((a, b) => a - b).join(', '));
}
