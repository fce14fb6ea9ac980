import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { answersOf, callEach, mcpTools } from '../../../demo/examples/agent/mcpTools.mts';
import { observe } from '../../../demo/examples/checks.mts';
import { APP_KEY } from '../../../demo/examples/credentials.mts';
import { readExamples, withCredentials } from '../../../demo/examples/exampleFile.mts';
import { figure, type InteropWorld } from './world.mts';

const EXAMPLE = 'mcp-safety-tools.json';

/** What the client's model reads of each tool. The author has written the first; the others are those of the nodes. */
const DESCRIPTIONS = {
	Find_Incidents: 'List the five newest incidents of one category. Not to report one.',
	Report_Emergency:
		'Report an emergency. With a live key, responders are dispatched at once. Only when a person needs help now. Not for tests, drills, questions or past events.',
	Read_Safety_Event:
		'Read one or many safety events by ID. Not without IDs: get many safety events instead.',
	Send_Decision:
		'Report what a reviewer decided about an object under a policy. Only what a person has decided. Not to decide by yourself.',
};

/** A client reads the whole list before its first call. */
const LARGEST_LIST_BYTES = 4_096;

/** An MCP client lists the tools of an example, of all three services, and each call of one is one call of its service. */
export async function callTools(t: TestContext, world: InteropWorld): Promise<void> {
	const { rest, sandbox, credentials, signal } = world;
	const example = (await readExamples()).find(({ file }) => file === EXAMPLE);
	assert.ok(example);
	const key = { name: 'Key of a client', type: 'httpHeaderAuth', data: APP_KEY };
	const httpHeaderAuth = { id: await rest.saveCredential(key), name: key.name };
	const workflowId = await rest.createWorkflow(
		withCredentials(example, { ...credentials, httpHeaderAuth }),
	);
	await rest.activateWorkflow(workflowId);
	const { origin } = rest;
	const { answers } = await callEach({ origin, rest, example, workflowId, sandbox, signal });
	const result = { status: 'success', error: undefined, nodes: [] };
	const observed = { ...(await observe(sandbox.control)), answers };
	for (const { text, met, found } of mcpTools.check(result, observed)) {
		assert.ok(met, `not met: ${text}; found ${JSON.stringify(found)}`);
	}

	const { list } = answersOf.parse(answers[0]);
	const texts = list.tools.map(({ name, description }) => [name, description]);
	assert.deepEqual(Object.fromEntries(texts), DESCRIPTIONS);
	const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
	const bytes = bytesOf(list);
	assert.ok(bytes <= LARGEST_LIST_BYTES, `the list of tools has ${bytes} bytes`);
	const fields = list.tools.map(({ inputSchema }) => bytesOf(inputSchema));
	figure(t, 'tools listed over MCP / bytes of the list', `${list.tools.length} / ${bytes}`);
	figure(t, 'bytes of the fields of a tool', fields.toSorted((a, b) => a - b).join(', '));
}
