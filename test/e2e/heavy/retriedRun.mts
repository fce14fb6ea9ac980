import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { LIVE_KEY } from '../../../harness/sandbox.mts';
import { ended } from './executions.mts';
import { BUTTON, workflowOf, type NodeDraft } from './workflow.mts';
import { figure, type HeavyWorld } from './world.mts';

const SETY = 'Sety';

/** What a test run with a live key may not do is not done by *Retry* of that run either. */
export async function refuseRetriesOfTestRuns(t: TestContext, world: HeavyWorld): Promise<void> {
	const { rest, sandbox } = world;
	const name = 'Sety, live key';
	const id = await rest.saveCredential({
		name,
		type: 'setyApi',
		data: {
			apiKey: LIVE_KEY,
			baseUrl: sandbox.credentials.setyApi.baseUrl,
			endpointOverrides: '{}',
		},
	});
	const credentials = { setyApi: { id, name } };
	const [incidentId = ''] = await sandbox.control.sety.createIncidents();
	const create: NodeDraft = {
		name: SETY,
		type: 'sety',
		credentials,
		parameters: {
			resource: 'incident',
			operation: 'create',
			category: 'sos',
			subjectName: 'Ada',
			latitude: 6.5,
			longitude: 3.4,
			idempotencyKey: 'an-own-key',
			additionalFields: { severity: 'critical' },
			options: {},
		},
	};
	const cancel: NodeDraft = {
		name: SETY,
		type: 'sety',
		credentials,
		parameters: {
			resource: 'incident',
			operation: 'cancel',
			incidentId: { __rl: true, mode: 'id', value: incidentId },
			options: {},
		},
	};
	const before = await sandbox.control.sety.dispatches();
	let refused = 0;
	for (const [what, node] of Object.entries({ create, cancel })) {
		const workflowId = await rest.createWorkflow(workflowOf(`Retry of ${what}`, [[BUTTON, node]]));
		await sandbox.control.clearReceived();
		const testRun = await ended(world, await rest.runWorkflow(workflowId, BUTTON.name));
		const retried = await ended(world, await rest.retryExecution(testRun.id));
		const retriedAgain = await ended(world, await rest.retryExecution(retried.id));
		for (const run of [testRun, retried, retriedAgain]) {
			assert.equal(run.status, 'error', `${what}, ${run.id}`);
			assert.match(run.error ?? '', /Nothing was sent/);
			refused++;
		}
		assert.match(retried.error ?? '', /Retried/i, 'the reason names the switch for retries');
		const writes = (await sandbox.control.received()).filter(({ method }) => method !== 'GET');
		assert.deepEqual(writes, [], what);
	}
	assert.deepEqual(await sandbox.control.sety.dispatches(), before, 'nobody is dispatched');
	const { incidents } = await sandbox.control.sety.records();
	const kept = incidents.find(({ incident_id }) => incident_id === incidentId);
	assert.notEqual(kept?.status, 'cancelled');
	figure(
		t,
		'test runs with a live key and their retries: refused / calls at Sety',
		`${refused} / 0`,
	);
}
