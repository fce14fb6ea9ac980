import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { OTHER_ORGANIZATION_KEY, TEST_KEY } from '../../../harness/sandbox.mts';
import { ended } from './executions.mts';
import { BUTTON, itemsNode, workflowOf, type NodeDraft } from './workflow.mts';
import { figure, type HeavyWorld } from './world.mts';

const ITEMS = [1, 2, 3, 4].map((n) => ({ n }));
const personOf = (n: number) => `Person ${n}`;

/** A credential whose key is an expression over the item: each item goes out with its own key. */
export async function useTheKeyOfEachItem(t: TestContext, world: HeavyWorld): Promise<void> {
	const { rest, sandbox } = world;
	const name = 'Sety, a key for each item';
	const id = await rest.saveCredential({
		name,
		type: 'setyApi',
		data: {
			apiKey: `={{ $json.n % 2 === 1 ? '${TEST_KEY}' : '${OTHER_ORGANIZATION_KEY}' }}`,
			baseUrl: sandbox.credentials.setyApi.baseUrl,
			endpointOverrides: '{}',
		},
	});
	const create: NodeDraft = {
		name: 'Sety',
		type: 'sety',
		credentials: { setyApi: { id, name } },
		parameters: {
			resource: 'incident',
			operation: 'create',
			category: 'sos',
			subjectName: "={{ 'Person ' + $json.n }}",
			latitude: 6.5,
			longitude: 3.4,
			idempotencyKey: "={{ 'item-' + $json.n }}",
			additionalFields: { severity: 'critical' },
			options: {},
		},
	};
	const workflowId = await rest.createWorkflow(
		workflowOf('A key for each item', [[BUTTON, itemsNode(ITEMS), create]]),
	);
	const run = await ended(world, await rest.runWorkflow(workflowId, BUTTON.name));
	assert.equal(run.status, 'success', run.error);
	const expected = (rest: number) =>
		ITEMS.filter(({ n }) => n % 2 === rest).map(({ n }) => personOf(n));
	assert.deepEqual(
		await peopleSeenWith(TEST_KEY, sandbox.credentials.setyApi.baseUrl),
		expected(1),
	);
	assert.deepEqual(
		await peopleSeenWith(OTHER_ORGANIZATION_KEY, sandbox.credentials.setyApi.baseUrl),
		expected(0),
	);
	figure(t, 'items with a key of their own / sent with it', `${ITEMS.length} / ${ITEMS.length}`);
}

/** The people of this test among the incidents of the organization that the key is of. */
async function peopleSeenWith(key: string, setyUrl: string): Promise<string[]> {
	const answer = await fetch(`${setyUrl}/incidents?limit=100`, {
		headers: { authorization: `Bearer ${key}` },
	});
	const text = await answer.text();
	return ITEMS.map(({ n }) => personOf(n)).filter((person) => text.includes(`"${person}"`));
}
