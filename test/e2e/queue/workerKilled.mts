import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { takesCalls } from '../../../harness/n8n/takesCalls.mts';
import { until } from '../../../harness/process/until.mts';
import { TEST_KEY } from '../../../harness/sandbox.mts';
import { account, inWords } from './account.mts';
import { reportAll } from './callers.mts';
import { WORKER_CONCURRENCY } from './queueMode.mts';
import { createCalls, incidentIds, incidentsMadeSince } from './setyIncidents.mts';
import { storedExecutions } from './storedExecutions.mts';
import { EMERGENCY_PATH, reporting, type Emergency } from './workflows.mts';
import { figure, LOOK_EVERY_MS, type QueueWorld } from './world.mts';

const EMERGENCIES = 2_000;
const CALLERS = 20;
/** An even spread over two workers would be a half each; on a busy machine it is not quite. */
const FAIR_SHARE = 0.2;

/** Around the kill Sety creates an incident at once and answers so much later. */
const SLOW_ANSWER_MS = 5_000;
/**
 * So many calls have to be without an answer when the worker dies. The other worker holds no more than its concurrency, so
 * the rest are calls of the one that dies, and their incidents exist.
 */
const UNANSWERED = (CALLERS * 3) / 4;

const REGISTERED: TimeLimit = { name: 'waiting for the webhook to be registered', ms: 60_000 };
const IN_THE_MIDDLE: TimeLimit = { name: 'waiting until Sety owes enough answers', ms: 60_000 };
/** 60 s until the lock of a dead worker runs out, 30 s until that is seen, 30 s in which n8n looks again. */
const ALL_ENDED: TimeLimit = {
	name: 'waiting for n8n to account for every execution',
	ms: 300_000,
};
const UNDER_WAY = ['new', 'running', 'waiting'];

const emergencies = Array.from({ length: EMERGENCIES }, (_, index): Emergency => {
	return {
		trip: `trip-${index}`,
		passenger: `Passenger ${index}`,
		latitude: 6.5 + index / 100_000,
		longitude: 3.3 + index / 100_000,
	};
});

/** Every emergency becomes one incident, although a worker dies with calls that Sety has carried out. */
export async function reportWhileWorkerDies(t: TestContext, world: QueueWorld): Promise<void> {
	const { n8n, sandbox, credentials, signal } = world;
	const { rest, database, webhook, workers } = n8n;
	const [, victim] = workers;
	await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
	await sandbox.control.clearReceived();
	const there = await incidentIds(sandbox);
	const workflowId = await rest.createWorkflow(reporting(credentials));
	await rest.activateWorkflow(workflowId);
	const before = workers.map(({ log }) => log.started().length);
	const shares = () => workers.map(({ log }, index) => log.started().length - (before[index] ?? 0));

	const url = `${webhook.origin}/webhook/${EMERGENCY_PATH}`;
	const registered = async () => ((await takesCalls(url)) ? true : undefined);
	await until(REGISTERED, signal, registered, LOOK_EVERY_MS);
	const began = Date.now();
	let killing: ReturnType<typeof killVictim> | undefined;
	const reported = await reportAll(url, emergencies, CALLERS, signal, (count) => {
		if (count >= EMERGENCIES / 2) killing ??= killVictim();
	});
	const answeredAfterMs = Date.now() - began;
	assert.ok(killing);
	const kill = await killing;

	const executions = await until(
		ALL_ENDED,
		signal,
		async () => {
			const all = await storedExecutions(database, workflowId);
			const underWay = [...all.values()].some(({ status }) => UNDER_WAY.includes(status));
			return underWay ? undefined : all;
		},
		LOOK_EVERY_MS,
	);
	const incidents = await incidentsMadeSince(sandbox, there);
	const calls = await createCalls(sandbox);
	const known = calls.filter(({ status }) => status === 200);
	const result = account({
		emergencies,
		reported,
		incidents,
		executions,
		logs: workers.map(({ log }) => log),
		killed: victim.log,
		concurrency: WORKER_CONCURRENCY,
	});
	const { lost, doubled, uncalledFor, withoutAnswer, misinformed } = result;
	const { cutOff, startedTwice, unexplained } = result;

	figure(t, `Emergencies reported by ${CALLERS} callers at once`, EMERGENCIES);
	figure(t, 'Incidents that Sety made of them', incidents.length);
	figure(t, 'Lost / doubled at Sety', `${lost.length} / ${doubled.length + uncalledFor.length}`);
	figure(
		t,
		'Executions of the first worker / of the second, killed half-way',
		shares().join(' / '),
	);
	figure(t, 'Calls that Sety had carried out and not answered at the kill', kill.unanswered);
	figure(t, 'Executions cut off by the kill', cutOff.length);
	figure(t, 'What n8n made of those', inWords(cutOff.map(({ status }) => status)));
	figure(
		t,
		'How all executions ended',
		inWords([...executions.values()].map(({ status }) => status)),
	);
	figure(t, 'Executions that n8n started a second time', startedTwice.length);
	figure(t, 'Callers who asked again', result.callersWhoAskedAgain);
	figure(t, 'What they had got before', inWords(result.unanswered));
	figure(t, 'Requests at Sety for a key that it had', known.length);
	figure(t, 'Seconds until every caller had an answer', seconds(answeredAfterMs));
	figure(
		t,
		'Seconds from the kill until n8n marked the last execution that it had cut off',
		seconds(Math.max(...cutOff.map(({ stoppedAt }) => stoppedAt)) - kill.at),
	);

	assert.deepEqual(
		{ lost, doubled, uncalledFor, withoutAnswer, misinformed, startedTwice, unexplained },
		{
			lost: [],
			doubled: [],
			uncalledFor: [],
			withoutAnswer: [],
			misinformed: [],
			startedTwice: [],
			unexplained: [],
		},
	);
	assert.equal(incidents.length, EMERGENCIES);
	assert.equal(executions.size, result.taken, 'n8n has stored an execution for every call it took');
	assert.ok(
		cutOff.length > 0 && cutOff.length <= WORKER_CONCURRENCY,
		`${cutOff.length} cut off, of at most ${WORKER_CONCURRENCY} that a worker has under way`,
	);
	assert.ok(kill.unanswered > WORKER_CONCURRENCY, `${kill.unanswered} calls under way at the kill`);
	assert.ok(
		known.length >= kill.unanswered - WORKER_CONCURRENCY,
		`${known.length} calls came for a key that Sety had`,
	);
	const sum = kill.shares.reduce((all, one) => all + one, 0);
	assert.ok(
		kill.shares.every((one) => one > sum * FAIR_SHARE),
		`spread over both workers: ${kill.shares.join(' and ')}`,
	);

	/** Kills the second worker when it has calls under way that Sety has carried out already. */
	async function killVictim() {
		await sandbox.control.addFaults({
			kind: 'slowAnswer',
			ms: SLOW_ANSWER_MS,
			method: 'POST',
			path: '/incidents',
			times: 'always',
		});
		const owed = async () =>
			(await createCalls(sandbox)).filter(({ status }) => status === null).length;
		await until(IN_THE_MIDDLE, signal, async () => (await owed()) >= UNANSWERED || undefined);
		const killed = victim.program.kill();
		const at = Date.now();
		const unanswered = await owed(); // some may have been answered since
		await killed;
		await sandbox.control.clearFaults();
		return { at, unanswered, shares: shares() };
	}
}

const seconds = (ms: number): number => Math.round(ms / 1_000);
