import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { allEnded, type EndedExecution } from './executions.mts';
import { deliver, openSafetyKit, SAFETYKIT_TRIGGER } from './deliveries.mts';
import { figure, type HeavyWorld } from './world.mts';

const MANY = 100;

const eventIds = (executions: readonly EndedExecution[]): unknown[] =>
	executions
		.flatMap((one) => one.outputsOf(SAFETYKIT_TRIGGER).flat())
		.map(({ eventId }) => eventId);

/** Webhooks that come one after the other: each webhook-id starts the workflow once. */
export async function startOncePerId(t: TestContext, world: HeavyWorld): Promise<void> {
	const endpoint = await openSafetyKit(world, 'Each webhook-id once');
	for (const id of ['a', 'a', 'b', 'b', 'a', 'c', 'c', 'b']) {
		assert.equal((await deliver(endpoint, id)).status, 200);
	}
	const few = await allEnded(world, endpoint.workflowId, 3);
	assert.deepEqual(eventIds(few), ['a', 'b', 'c']);
	figure(t, 'webhooks a a b b a c c b: executions', few.length);

	const ids = Array.from({ length: MANY }, (_none, index) => `msg_${index}`);
	for (const id of [...ids, ...ids]) await deliver(endpoint, id);
	const all = await allEnded(world, endpoint.workflowId, 3 + MANY);
	assert.deepEqual(eventIds(all).slice(3), ids);
	figure(t, `${MANY} webhooks, one after the other, then all again: executions`, all.length - 3);
}
