import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { ended } from './executions.mts';
import { BUTTON, workflowOf, type NodeDraft } from './workflow.mts';
import { figure, type HeavyWorld } from './world.mts';

const TRIES = 3;

/**
 * *Retry On Fail* of an Execute Workflow node starts the called workflow again from its beginning. What the node makes up
 * as a key then is another one; an own key is the same.
 */
export async function repeatByTheParent(t: TestContext, world: HeavyWorld): Promise<void> {
	const withoutKey = await incidentsOf(world, 'Without Key', '');
	const withKey = await incidentsOf(world, 'With Key', 'trip-17');
	figure(
		t,
		`a called workflow that its parent tries ${TRIES} times: incidents without / with an own key`,
		`${withoutKey} / ${withKey}`,
	);
	assert.equal(withKey, 1, 'an own key makes one incident');
	// What the README says; where it is fewer, the advice there can go.
	assert.equal(withoutKey, TRIES);
}

async function incidentsOf(world: HeavyWorld, person: string, key: string): Promise<number> {
	const { rest, sandbox, credentials } = world;
	const { setyApi } = credentials;
	const child: NodeDraft[] = [
		{
			name: 'Called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			parameters: { inputSource: 'passthrough' },
		},
		{
			name: 'Sety',
			type: 'sety',
			credentials: { setyApi },
			parameters: {
				resource: 'incident',
				operation: 'create',
				category: 'sos',
				subjectName: person,
				latitude: 6.5,
				longitude: 3.4,
				idempotencyKey: key,
				additionalFields: { severity: 'critical' },
				options: {},
			},
		},
		{
			name: 'Fails',
			type: 'n8n-nodes-base.stopAndError',
			parameters: { errorMessage: 'something behind the incident fails' },
		},
	];
	const called = await rest.createWorkflow(workflowOf(`Called, ${person}`, [child]));
	await rest.activateWorkflow(called);
	const call: NodeDraft = {
		name: 'Execute Workflow',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		parameters: {
			source: 'database',
			workflowId: { __rl: true, mode: 'id', value: called },
			workflowInputs: { mappingMode: 'defineBelow', value: {} },
			mode: 'once',
			options: {},
		},
		retryOnFail: true,
		maxTries: TRIES,
		waitBetweenTries: 100,
	};
	const parent = await rest.createWorkflow(workflowOf(`Parent, ${person}`, [[BUTTON, call]]));
	const run = await ended(world, await rest.runWorkflow(parent, BUTTON.name));
	assert.equal(run.status, 'error');
	assert.match(run.error ?? '', /something behind the incident fails/);
	const { incidents } = await sandbox.control.sety.records();
	return incidents.filter((one) => JSON.stringify(one).includes(`"${person}"`)).length;
}
