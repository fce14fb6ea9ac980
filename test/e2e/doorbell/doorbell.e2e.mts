import assert from 'node:assert/strict';
import { after, before, beforeEach, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { untilRegistered } from '../../../demo/examples/fromOutside.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { TEST_KEY } from '../../../harness/sandbox.mts';
import { report } from '../figures.mts';
import { NO_EDITOR, openStage } from '../stage.mts';
import { allEnded, allStates, type EndedExecution } from '../heavy/executions.mts';
import { NOTHING, workflowOf, type NodeDraft } from '../heavy/workflow.mts';
import type { HeavyWorld } from '../heavy/world.mts';
import { EACH_ONCE, TRIGGER, webhookTrigger } from './nodes.mts';

/** The statuses that an incident goes through in a burst. */
const STEPS = ['dispatching', 'assigned', 'responding', 'on_scene', 'resolved'];
const PACED = 100;
const PACE_MS = 1_000;
const BURST_INCIDENTS = 200;
const FORGED = 300;
const REPEATED_INCIDENTS = 20;
/** After which nothing that was sent can still start anything. */
const QUIET_MS = 5_000;

const shutdown = new Shutdown();
let world: HeavyWorld;

before(async () => {
	const stage = await openStage(shutdown, { environment: NO_EDITOR });
	const credentials = await saveServiceCredentials(stage.rest, stage.sandbox);
	world = { ...stage, credentials, signal: shutdown.signal };
});
after(() => shutdown.end());

const sety = () => world.sandbox.control.sety;

beforeEach(async () => {
	await world.sandbox.control.reset({});
	await sety().changeKey(TEST_KEY, { plan: 'unlimited' });
});

function figure(t: TestContext, what: string, value: string | number): void {
	report('doorbell', what, value);
	t.diagnostic(`${what}: ${value}`);
}

/** Activates a workflow with the trigger, without a delivery so far. */
async function open(name: string, following: readonly NodeDraft[] = [NOTHING]) {
	const { rest, credentials, signal } = world;
	const trigger = webhookTrigger(credentials);
	const workflowId = await rest.createWorkflow(workflowOf(name, [[trigger, ...following]]));
	await rest.activateWorkflow(workflowId);
	const url = `${rest.origin}/webhook/${trigger.webhookId}/webhook`;
	await untilRegistered(signal, async () => await fetch(url, { method: 'POST', signal }));
	return { workflowId, url };
}

/** Waits until all is delivered, and n8n is quiet. */
async function executionsOf(workflowId: string): Promise<EndedExecution[]> {
	const deliveries = await sety().deliveries();
	const refused = deliveries.filter(({ answers }) => answers.at(-1) !== 200);
	assert.deepEqual(refused, [], 'n8n has taken every delivery');
	for (let before = -1; ; ) {
		await sleep(QUIET_MS);
		const { length } = await allStates(world, workflowId, 0);
		if (length === before) break;
		before = length;
	}
	return await allEnded(world, workflowId, 0);
}

/** Remove Duplicates gives out at its second output what it drops. */
const emittedBy = (executions: readonly EndedExecution[], node = TRIGGER) =>
	executions.flatMap((one) => one.outputsOf(node)[0] ?? []);

/** The value that so many of all are at most. */
function quantile(values: readonly number[], part: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.ceil(sorted.length * part) - 1] ?? NaN;
}

async function changeAll(ids: readonly string[]): Promise<void> {
	for (const status of STEPS) {
		await Promise.all(ids.map(async (id) => await sety().setStatus(id, { status })));
	}
}

/** The ids of what was emitted of the last status, sorted. */
const finals = (items: ReadonlyArray<Record<string, unknown>>) =>
	items
		.map(({ eventId }) => /^incidentStatusChanged:(.*?):resolved:/.exec(eventId as string)?.[1])
		.filter((id) => id !== undefined);

it('starts one execution for each change, and measures how soon', async (t) => {
	const { workflowId, url } = await open('Doorbell, one after the other');
	const ids = await sety().createIncidents({ count: PACED });
	await sety().registerWebhook({ url });
	for (const id of ids) {
		await sety().setStatus(id, { status: 'assigned' });
		await sleep(PACE_MS);
	}
	const executions = await executionsOf(workflowId);
	const delays = executions.map(({ startedAt, outputsOf }) => {
		const [item] = outputsOf(TRIGGER).flat();
		return startedAt - Date.parse(item?.['eventTime'] as string);
	});
	assert.equal(new Set(emittedBy(executions).map(({ eventId }) => eventId)).size, PACED);
	assert.equal(executions.length, PACED);
	const shown = [0.5, 0.99, 1].map((part) => (quantile(delays, part) / 1_000).toFixed(2));
	figure(
		t,
		`${PACED} changes, one a second: seconds from the change to the start, median / 99 % / longest`,
		shown.join(' / '),
	);
});

it('starts nothing for incidents that do not exist', async (t) => {
	const { workflowId, url } = await open('Doorbell, forged');
	await sety().registerWebhook({ url, retries: 60, retryAfterMs: 500 });
	await sety().forgeDeliveries(FORGED);
	const executions = await executionsOf(workflowId);
	figure(t, `deliveries about ${FORGED} invented incidents: workflows started`, executions.length);
	assert.equal(executions.length, 0);
});

it('starts once for the last status of each incident of a burst', async (t) => {
	const { workflowId, url } = await open('Doorbell, burst');
	const ids = await sety().createIncidents({ count: BURST_INCIDENTS });
	await sety().registerWebhook({ url, retries: 60, retryAfterMs: 500 });
	const began = Date.now();
	await changeAll(ids);
	await sety().deliveries();
	const seconds = (Date.now() - began) / 1_000;
	const executions = await executionsOf(workflowId);
	const items = emittedBy(executions);
	const twice = items.length - new Set(items.map(({ eventId }) => eventId)).size;
	const missing = ids.filter((id) => !finals(items).includes(id));
	const changes = BURST_INCIDENTS * STEPS.length;
	figure(
		t,
		`a burst of ${changes} changes: seconds until all were delivered / workflows started`,
		`${seconds.toFixed(0)} / ${executions.length}`,
	);
	figure(
		t,
		`of its ${BURST_INCIDENTS} last statuses: missing / events that came twice`,
		`${missing.length} / ${twice}`,
	);
	assert.deepEqual({ missing, twice }, { missing: [], twice: 0 });
});

it('misses no last status when deliveries come three times and in any order', async (t) => {
	const { workflowId, url } = await open('Doorbell, repeated', [EACH_ONCE]);
	const ids = await sety().createIncidents({ count: REPEATED_INCIDENTS });
	const order = { duplicates: 2, shuffleMs: 2_000, retries: 60, retryAfterMs: 500 };
	await sety().registerWebhook({ url, ...order });
	await changeAll(ids);
	const executions = await executionsOf(workflowId);
	const twiceOf = (items: ReadonlyArray<Record<string, unknown>>) =>
		items.length - new Set(items.map(({ eventId }) => eventId)).size;
	const [items, passed] = [emittedBy(executions), emittedBy(executions, EACH_ONCE.name)];
	figure(
		t,
		`${REPEATED_INCIDENTS * STEPS.length} changes, each delivered three times in any order: last statuses missing / events that started twice / that passed Remove Duplicates twice`,
		[REPEATED_INCIDENTS - new Set(finals(passed)).size, twiceOf(items), twiceOf(passed)].join(
			' / ',
		),
	);
	assert.deepEqual(new Set(finals(passed)), new Set(ids));
});
