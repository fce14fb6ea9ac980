import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import type { TimeLimit } from '../../../demo/process/timeLimit.mts';
import { until } from '../../../demo/process/until.mts';
import { deliver, openSafetyKit, SAFETYKIT_TRIGGER, type Endpoint } from './deliveries.mts';
import { allEnded, type EndedExecution } from './executions.mts';
import { figure, type HeavyWorld } from './world.mts';

const MANY = 10;
const SAVE: TimeLimit = { name: 'waiting for n8n to save what the trigger remembers', ms: 30_000 };

const deliveries = z.object({ seen: z.record(z.number()) });

const eventIds = (executions: readonly EndedExecution[]): unknown[] =>
	executions
		.flatMap((one) => one.outputsOf(SAFETYKIT_TRIGGER).flat())
		.map(({ eventId }) => eventId);

/** Delivers and waits until n8n has saved that the trigger knows `known` ids: the sender is answered before. */
async function deliverAndSave(
	{ rest, signal }: HeavyWorld,
	endpoint: Endpoint,
	id: string,
	known: number,
): Promise<void> {
	assert.equal((await deliver(endpoint, id)).status, 200);
	await until(SAVE, signal, async () => {
		const state = (await rest.staticDataOf(endpoint.workflowId))[`node:${SAFETYKIT_TRIGGER}`];
		const parsed = deliveries.safeParse(state);
		return parsed.success && Object.keys(parsed.data.seen).length === known ? true : undefined;
	});
}

/** Webhooks that come one after the other: each webhook-id starts the workflow once. */
export async function startOncePerId(t: TestContext, world: HeavyWorld): Promise<void> {
	const endpoint = await openSafetyKit(world, 'Each webhook-id once');
	const few = ['a', 'a', 'b', 'b', 'a', 'c', 'c', 'b'];
	const many = Array.from({ length: MANY }, (_none, index) => `msg_${index}`);
	const known = new Set<string>();
	for (const id of [...few, ...many, ...many]) {
		known.add(id);
		await deliverAndSave(world, endpoint, id, known.size);
	}
	const executions = await allEnded(world, endpoint.workflowId, known.size);
	assert.deepEqual(eventIds(executions), [...known]);
	figure(
		t,
		'webhooks, one after the other / different ids / executions',
		[few.length + 2 * many.length, known.size, executions.length].join(' / '),
	);
}
