import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { untilSaved } from '../../../demo/examples/safetyKitFromOutside.mts';
import { deliver, openSafetyKit, SAFETYKIT_TRIGGER } from './deliveries.mts';
import { allEnded, type EndedExecution } from './executions.mts';
import { figure, type HeavyWorld } from './world.mts';

const MANY = 10;

const eventIds = (executions: readonly EndedExecution[]): unknown[] =>
	executions
		.flatMap((one) => one.outputsOf(SAFETYKIT_TRIGGER).flat())
		.map(({ eventId }) => eventId);

/** Webhooks that come one after the other: each webhook-id starts the workflow once. */
export async function startOncePerId(t: TestContext, world: HeavyWorld): Promise<void> {
	const endpoint = await openSafetyKit(world, 'Each webhook-id once');
	const few = ['a', 'a', 'b', 'b', 'a', 'c', 'c', 'b'];
	const many = Array.from({ length: MANY }, (_none, index) => `msg_${index}`);
	const known = new Set<string>();
	for (const id of [...few, ...many, ...many]) {
		known.add(id);
		assert.equal((await deliver(endpoint, id)).status, 200);
		await untilSaved(world.rest, endpoint.workflowId, known.size, world.signal);
	}
	const executions = await allEnded(world, endpoint.workflowId, known.size);
	assert.deepEqual(eventIds(executions), [...known]);
	figure(
		t,
		'webhooks, one after the other / different ids / executions',
		[few.length + 2 * many.length, known.size, executions.length].join(' / '),
	);
}
