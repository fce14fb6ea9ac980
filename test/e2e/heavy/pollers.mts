import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { pollsAt, untilFirstPollsAreSaved } from '../queue/polls.mts';
import { allEnded } from './executions.mts';
import { NOTHING, workflowOf, type NodeDraft } from './workflow.mts';
import { figure, type HeavyWorld } from './world.mts';

/** n8n allows one poll a minute for each of the times, and as many times as one likes. All triggers have the same. */
const SECONDS = [0, 10, 20, 30, 40, 50];
const POLL_TIMES = {
	item: SECONDS.map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })),
};
const RECORDS = 3;
/** Longer than the time between two polls. */
const SLOW_MS = 12_000;
const SLOW_POLLS = 2;

const FOLLOW: TimeLimit = { name: 'waiting for the first polls', ms: 150_000 };
const HAND_OVER: TimeLimit = { name: 'waiting until every trigger has handed over', ms: 150_000 };

const SETY = ['Sety Trigger', 'Sety Trigger 2'];
const SAMSARA = 'Samsara Trigger';

/** Triggers of one workflow that poll at the same second, some of them for longer than until the next poll. */
export async function pollBesideOneAnother(t: TestContext, world: HeavyWorld): Promise<void> {
	const { rest, sandbox, n8n, signal, credentials } = world;
	const { setyApi, samsaraApi } = credentials;
	const sety = SETY.map(
		(name): NodeDraft => ({
			name,
			type: 'setyTrigger',
			parameters: {
				pollTimes: POLL_TIMES,
				triggerOn: ['incidentCreated'],
				filters: {},
				options: {},
			},
			credentials: { setyApi },
		}),
	);
	const samsara: NodeDraft = {
		name: SAMSARA,
		type: 'samsaraTrigger',
		parameters: {
			authentication: 'accessToken',
			pollTimes: POLL_TIMES,
			triggerOn: ['safetyEventCreated'],
			options: {},
		},
		credentials: { samsaraApi },
	};
	const workflowId = await rest.createWorkflow(
		workflowOf(
			'Three triggers at the same second',
			[...sety, samsara].map((trigger, index) => [
				trigger,
				{ ...NOTHING, name: `Nothing ${index}` },
			]),
		),
	);
	await sandbox.control.clearReceived();
	await rest.activateWorkflow(workflowId);
	const triggers = [...SETY, SAMSARA];
	await untilFirstPollsAreSaved(rest, workflowId, triggers, { limit: FOLLOW, signal });
	const savedAt = Date.now();
	await until(FOLLOW, signal, async () => {
		const polls = await pollsAt(sandbox, savedAt);
		return polls.sety >= SETY.length && polls.samsara > 0 ? true : undefined;
	});
	await sandbox.control.addFaults({
		kind: 'latency',
		ms: SLOW_MS,
		times: SLOW_POLLS,
		method: 'GET',
		service: 'sety',
	});
	const incidents = await sandbox.control.sety.createIncidents({ count: RECORDS });
	const events = await sandbox.control.samsara.createEvents({ count: RECORDS });
	await until(HAND_OVER, signal, async () => {
		const states = await rest.executionStates(workflowId);
		return states.length >= SETY.length + 1 ? true : undefined;
	});
	await sleep(2 * SLOW_MS, undefined, { signal }); // for polls that fail, and for what comes twice
	await rest.deactivateWorkflow(workflowId);
	const polls = await pollsAt(sandbox);
	const executions = await allEnded(world, workflowId, SETY.length + 1);

	const failed = executions.filter(({ status }) => status !== 'success');
	assert.deepEqual(
		failed.map(({ error }) => error),
		[],
		'no poll fails',
	);
	const handedOver = (trigger: string) =>
		executions.flatMap((one) => one.outputsOf(trigger).flat());
	for (const trigger of SETY) {
		const ids = handedOver(trigger).map(({ incident }) =>
			Reflect.get(Object(incident), 'incident_id'),
		);
		assert.deepEqual(ids.sort(), incidents.toSorted(), trigger);
	}
	const ids = handedOver(SAMSARA).map(({ safetyEvent }) => Reflect.get(Object(safetyEvent), 'id'));
	assert.deepEqual(ids.sort(), events.toSorted(), SAMSARA);
	const log = await readFile(n8n.logFile, 'utf8');
	assert.ok(!log.includes('No bridge acquired'), 'no poll has taken the isolate from another one');
	figure(
		t,
		'three triggers that poll at the same second: requests of polls / failed polls',
		[polls.sety + polls.samsara, failed.length].join(' / '),
	);
}
