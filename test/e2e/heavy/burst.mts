import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilRegistered } from '../../../demo/examples/fromOutside.mts';
import { deliver, openSafetyKit, type Answer, type Endpoint } from './deliveries.mts';
import { allEnded, allStates } from './executions.mts';
import { eachOnce, NOTHING, workflowOf } from './workflow.mts';
import { figure, type HeavyWorld } from './world.mts';

const ONCE = 'Each Webhook Once';
const AT_ONCE = 200;
const REPEATED = 50;
/** So that neither of the two is the first to do something. */
const WARM_UP = 10;
const MOST_ATTEMPTS = 60;
const BEFORE_NEXT_ATTEMPT_MS = 1_000;
/** n8n's own Webhook node, which answers at once as well. */
async function openWebhookNode({ rest, signal }: HeavyWorld): Promise<Endpoint> {
	const webhookId = randomUUID();
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId,
		parameters: { httpMethod: 'POST', path: webhookId, options: {} },
	};
	const workflowId = await rest.createWorkflow(
		workflowOf(`${AT_ONCE} at once, Webhook node`, [[webhook, NOTHING]]),
	);
	await rest.activateWorkflow(workflowId);
	const url = `${rest.origin}/webhook/${webhookId}`;
	await untilRegistered(signal, async () => await fetch(url, { method: 'POST', signal }));
	return { url, workflowId };
}

const newIds = (count: number) => Array.from({ length: count }, () => `msg_${randomUUID()}`);

async function deliverAtOnce(endpoint: Endpoint, ids: readonly string[]): Promise<Answer[]> {
	return await Promise.all(ids.map(async (id) => await deliverUntilTaken(endpoint, id)));
}

/** A busy n8n says at times that its database is not ready; whoever sends then comes again. */
async function deliverUntilTaken(endpoint: Endpoint, id: string): Promise<Answer> {
	const started = performance.now();
	for (let attempt = 1; ; attempt++) {
		const { status } = await deliver(endpoint, id);
		if (status === 200) return { status, ms: performance.now() - started };
		assert.ok(status === 503 && attempt < MOST_ATTEMPTS, `answered ${status}`);
		await sleep(BEFORE_NEXT_ATTEMPT_MS);
	}
}

const median = (values: readonly number[]): number =>
	values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/**
 * Many webhooks at the same moment, beside n8n's own Webhook node: all are answered, and none is lost. How long it takes
 * is counted, not promised: for each webhook, n8n makes an isolate to read the credential in, which its own node does
 * without.
 */
export async function answerABurst(t: TestContext, world: HeavyWorld): Promise<void> {
	const ours = await openSafetyKit(world, `${AT_ONCE} at once, SafetyKit Trigger`);
	const n8ns = await openWebhookNode(world);
	const times = new Map<Endpoint, number[]>([
		[ours, []],
		[n8ns, []],
	]);
	for (const endpoint of times.keys()) await deliverAtOnce(endpoint, newIds(WARM_UP));
	for (const [endpoint, all] of times) {
		const before = (await allStates(world, endpoint.workflowId, WARM_UP)).length;
		all.push(...(await deliverAtOnce(endpoint, newIds(AT_ONCE))).map(({ ms }) => ms));
		const states = await allStates(world, endpoint.workflowId, before + AT_ONCE);
		assert.equal(states.length, before + AT_ONCE, 'each webhook starts one execution');
	}
	const [mine = [], theirs = []] = [...times.values()];
	const inSeconds = (values: readonly number[]) =>
		`${seconds(median(values))} / ${seconds(Math.max(...values))}`;
	const what = `${AT_ONCE} webhooks at once: seconds until the answer, median / longest`;
	figure(t, `${what}: SafetyKit Trigger`, inSeconds(mine));
	figure(t, `${what}: n8n's own Webhook node`, inSeconds(theirs));
	const ratio = median(mine) / median(theirs);
	figure(t, 'the median of the SafetyKit Trigger ÷ that of the Webhook node', ratio.toFixed(2));
}

/**
 * Webhooks that come at once, and all again, with Remove Duplicates behind the trigger. How many start or pass twice is counted, not promised: both read what they know, and write it back as a whole.
 */
export async function repeatABurst(t: TestContext, world: HeavyWorld): Promise<void> {
	const endpoint = await openSafetyKit(world, `${REPEATED} at once, twice`, [eachOnce(ONCE)]);
	const ids = newIds(REPEATED);
	await deliverAtOnce(endpoint, ids);
	await allStates(world, endpoint.workflowId, REPEATED);
	await deliverAtOnce(endpoint, ids);
	const executions = await allEnded(world, endpoint.workflowId, REPEATED);
	const passed = executions.flatMap((one) => one.outputsOf(ONCE)[0] ?? []);
	figure(
		t,
		`${REPEATED} webhooks at once, then the same again: started twice / passed Remove Duplicates twice`,
		[executions.length - REPEATED, passed.length - REPEATED].join(' / '),
	);
	assert.deepEqual([...new Set(executions.map(({ status }) => status))], ['success']);
	assert.equal(new Set(passed.map(({ eventId }) => eventId)).size, REPEATED, 'none is lost');
}
