import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { FULL_TOKEN, LIVE_KEY } from '../../../harness/sandbox.mts';
import { ended, type EndedExecution } from '../heavy/executions.mts';
import { BUTTON, workflowOf } from '../heavy/workflow.mts';
import { figure, type InteropWorld } from './world.mts';

type CredentialType = keyof InteropWorld['credentials'];

/** Endpoints that no node has; the sandbox has only that of Samsara. */
const ENDPOINTS: ReadonlyArray<{ type: CredentialType; path: string; status: number }> = [
	{ type: 'setyApi', path: '/responders', status: 404 },
	{ type: 'samsaraApi', path: '/me', status: 200 },
	{ type: 'safetyKitApi', path: '/v1/policies', status: 404 },
];

/** An address of a machine that is none: a request that is sent there would fail otherwise than one that is refused. */
const ELSEWHERE = 'http://api.invalid/v1';

/** n8n's HTTP Request node reaches every endpoint with our credentials, and no key leaves the machine over http. */
export async function sendByHttpRequest(t: TestContext, world: InteropWorld): Promise<void> {
	const { rest, sandbox, credentials } = world;
	const accounts = sandbox.credentials;
	await sandbox.control.samsara.changeToken(FULL_TOKEN, {
		permissions: ['Read Safety Events & Scores', 'Read Org Information'],
	});
	for (const { type, path, status } of ENDPOINTS) {
		await sandbox.control.clearReceived();
		const ofService = { [type]: credentials[type] };
		await request(world, ofService, `${accounts[type].baseUrl}${path}`);
		const [received] = await sandbox.control.received();
		assert.deepEqual([received?.path, received?.status], [path, status], type);
		assert.match(String(received?.headers['authorization']), /^Bearer \S/, type);
	}
	const name = 'Sety, live key over http';
	const data = { ...accounts.setyApi, apiKey: LIVE_KEY };
	const live = { id: await rest.saveCredential({ name, type: 'setyApi', data }), name };
	const { samsaraApi, safetyKitApi } = credentials;
	for (const one of [{ setyApi: live }, { samsaraApi }, { safetyKitApi }]) {
		const { status, error } = await request(world, one, ELSEWHERE);
		assert.equal(status, 'error');
		assert.match(error ?? '', /would travel unencrypted[^]*Nothing was sent/);
	}
	figure(
		t,
		'HTTP Request with a credential: endpoints reached that no node has / keys kept from http',
		`${ENDPOINTS.length} / 3`,
	);
}

/** Executes a workflow whose one node sends a GET request, as a person sets it up with a predefined credential. */
async function request(
	world: InteropWorld,
	credentials: Record<string, { id: string; name: string }>,
	url: string,
): Promise<EndedExecution> {
	const [nodeCredentialType] = Object.keys(credentials);
	const node = {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			method: 'GET',
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType,
			options: {},
		},
		credentials,
	};
	const workflow = workflowOf(`HTTP Request ${randomUUID()}`, [[BUTTON, node]]);
	const id = await world.rest.createWorkflow(workflow);
	return await ended(world, await world.rest.runWorkflow(id, BUTTON.name));
}
