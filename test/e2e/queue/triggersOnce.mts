import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { handedOver } from './handedOver.mts';
import { pollsAt, untilFirstPollsAreSaved } from './polls.mts';
import { SAMSARA_TRIGGER, SETY_TRIGGER, watching } from './workflows.mts';
import { figure, LOOK_EVERY_MS, startedOnWorkers, type QueueWorld } from './world.mts';

const RECORDS_AT_ONCE = 5;
/** Moments at which records are made while n8n polls; then once more while its main program is away. */
const MOMENTS = 3;
const BETWEEN_MOMENTS_MS = 25_000;
/** A poll comes every minute. Longer than that, so that there would have been one. */
const WITHOUT_MAIN_MS = 75_000;

/** All requests of a poll come within this time; what comes later is of the next poll. */
const ONE_POLL_MS = 30_000;

const FIRST_POLLS: TimeLimit = { name: 'waiting for the first polls to be saved', ms: 150_000 };
const HAND_OVER: TimeLimit = { name: 'waiting for all records to be handed over', ms: 180_000 };
const ONE_MORE_POLL: TimeLimit = { name: 'waiting for one more poll', ms: 150_000 };

const sorted = (values: readonly string[]): string[] => [...values].sort();

/** Every record is handed over once, whatever number of programs runs; without the main program nobody polls. */
export async function handOverOnce(t: TestContext, world: QueueWorld): Promise<void> {
	const { n8n, sandbox, credentials, signal } = world;
	const { rest } = n8n;
	const untilPolled = async (from: number) => {
		const bothPolled = async () => {
			const { sety, samsara } = await pollsAt(sandbox, from);
			return sety > 0 && samsara > 0 ? true : undefined;
		};
		await until(ONE_MORE_POLL, signal, bothPolled, LOOK_EVERY_MS);
	};
	const workflow = watching(credentials);
	const workflowId = await rest.createWorkflow(workflow);
	await rest.activateWorkflow(workflowId);
	const triggers = [SETY_TRIGGER, SAMSARA_TRIGGER];
	await untilFirstPollsAreSaved(rest, workflowId, triggers, { limit: FIRST_POLLS, signal });

	const incidents: string[] = [];
	const events: string[] = [];
	const create = async () => {
		const count = RECORDS_AT_ONCE;
		incidents.push(...(await sandbox.control.sety.createIncidents({ count })));
		events.push(...(await sandbox.control.samsara.createEvents({ count })));
	};
	await sandbox.control.clearReceived();
	const watchedFrom = performance.now();
	for (let moment = 0; moment < MOMENTS; moment++) {
		await create();
		await sleep(BETWEEN_MOMENTS_MS, undefined, { signal });
	}
	// All programs are there, and one of them polls. The stream of Samsara is read to its end, which may take two calls.
	await untilPolled(0);
	const minutes = Math.ceil((performance.now() - watchedFrom) / 60_000);
	const { sety } = await pollsAt(sandbox);
	assert.ok(sety <= minutes + 1, `${sety} polls of Sety in ${minutes} minutes`);

	await n8n.main.stop();
	await sandbox.control.clearReceived();
	await create();
	await sleep(WITHOUT_MAIN_MS, undefined, { signal });
	const withoutMain = await pollsAt(sandbox);
	assert.deepEqual(withoutMain, { sety: 0, samsara: 0 }, 'nobody polls without the main program');

	await n8n.restartMain();
	const complete = async () => {
		const { readIncidents, readEvents } = await handedOver(rest, workflowId, workflow);
		const all =
			incidents.every((id) => readIncidents.includes(id)) &&
			events.every((id) => readEvents.includes(id));
		return all ? true : undefined;
	};
	await until(HAND_OVER, signal, complete, LOOK_EVERY_MS);
	// One more poll would hand over again what the others forgot; when the one after it comes, n8n has stored that.
	await untilPolled(Date.now());
	await untilPolled(Date.now() + ONE_POLL_MS);
	await rest.deactivateWorkflow(workflowId);

	const all = await handedOver(rest, workflowId, workflow);
	assert.deepEqual(sorted(all.incidents), sorted(incidents));
	assert.deepEqual(sorted(all.events), sorted(events));
	assert.deepEqual(sorted(all.readIncidents), sorted(incidents));
	assert.deepEqual(sorted(all.readEvents), sorted(events));
	assert.deepEqual([...new Set(all.statuses)], ['success']);
	const onWorkers = startedOnWorkers(world);
	const ids = await rest.executionsOf(workflowId);
	assert.deepEqual(
		ids.filter((id) => onWorkers.filter((other) => other === id).length !== 1),
		[],
		'each execution of the triggers ran once, and on a worker',
	);
	const handed = [...all.incidents, ...all.events];
	figure(
		t,
		'Records made / handed over / handed over twice by the triggers',
		[incidents.length + events.length, handed.length, handed.length - new Set(handed).size].join(
			' / ',
		),
	);
	figure(
		t,
		`Polls in ${WITHOUT_MAIN_MS / 1_000} s without the main program`,
		withoutMain.sety + withoutMain.samsara,
	);
}
