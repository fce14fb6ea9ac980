import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { checkExample, observe } from '../../../demo/examples/checks.mts';
import { readExamples, withCredentials } from '../../../demo/examples/exampleFile.mts';
import { execute } from '../../../demo/examples/execution.mts';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import { figure, startedOnWorkers, type QueueWorld } from './world.mts';

/** Examples with a button, among them nodes of all three services and n8n's own Code node. */
const EXAMPLES = [
	'safetykit-outbox.json',
	'samsara-coaching-queue.json',
	'samsara-dismiss-minor-events.json',
	'sety-incident-life.json',
];

/** What is started in the editor is executed on the workers, and meets its expectations there. */
export async function executeExamplesOnWorkers(t: TestContext, world: QueueWorld): Promise<void> {
	const { n8n, sandbox, signal } = world;
	const credentials = { ...world.credentials, telegramApi: await unusedChat(n8n.rest) };
	const examples = (await readExamples()).filter(({ file }) => EXAMPLES.includes(file));
	assert.deepEqual(
		examples.map(({ file }) => file),
		EXAMPLES,
	);
	for (const example of examples) {
		await sandbox.control.clearReceived();
		const workflowId = await n8n.rest.createWorkflow(withCredentials(example, credentials));
		const result = await execute(n8n.rest, { example, workflowId, isNew: true }, signal);
		const expectations = checkExample(example.file, result, await observe(sandbox.control));
		assert.deepEqual(
			expectations.filter(({ met }) => !met),
			[],
			example.file,
		);
		const ids = await n8n.rest.executionsOf(workflowId);
		const onWorkers = startedOnWorkers(world);
		assert.deepEqual(
			ids.filter((id) => !onWorkers.includes(id)),
			[],
			`${example.file} ran on a worker`,
		);
	}
	figure(t, 'Examples executed from the editor on a worker', examples.length);
}

/** Examples write to a team only when something is wrong. */
async function unusedChat(rest: N8nRest) {
	const name = 'Unused chat';
	const data = { accessToken: 'not-needed', baseUrl: 'http://127.0.0.1:9' };
	return { name, id: await rest.saveCredential({ name, type: 'telegramApi', data }) };
}
