import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { checkExample, observe } from '../../../demo/examples/checks.mts';
import {
	readExamples,
	withCredentials,
	type Credentials,
} from '../../../demo/examples/exampleFile.mts';
import { execute } from '../../../demo/examples/execution.mts';
import { Shutdown } from '../../../demo/process/shutdown.mts';
import { within, type TimeLimit } from '../../../demo/process/timeLimit.mts';
import { startSandbox, TEST_KEY, type Sandbox } from '../../../demo/sandbox.mts';
import { report } from '../figures.mts';
import { account, inWords } from './account.mts';
import { reportAll, takesCalls } from './callers.mts';
import { handedOver } from './handedOver.mts';
import { pollsAt } from './polls.mts';
import { startQueueMode, type QueueMode } from './queueMode.mts';
import { incidentsByKey } from './setyLedger.mts';
import { storedExecutions } from './storedExecutions.mts';
import { EMERGENCY_PATH, reporting, watching, type Emergency } from './workflows.mts';

/** Examples with a button, among them nodes of all three services and n8n's own Code node. */
const EXAMPLES = [
	'safetykit-outbox.json',
	'samsara-coaching-queue.json',
	'samsara-dismiss-minor-events.json',
	'sety-incident-life.json',
];

const RECORDS_AT_ONCE = 5;
/** Moments at which records are made while n8n polls; then once more while its main program is away. */
const MOMENTS = 3;
const BETWEEN_MOMENTS_MS = 25_000;
/** A poll comes every minute. Longer than that, so that there would have been one. */
const WITHOUT_MAIN_MS = 75_000;

const EMERGENCIES = 2_000;
const CALLERS = 20;
/** How long Sety takes to answer, so that a worker that dies has something under way. */
const SETY_TAKES_MS = 150;
/** An even spread over two workers would be a half each; on a busy machine it is not quite. */
const FAIR_SHARE = 0.2;

const REGISTERED: TimeLimit = { name: 'waiting for the webhook to be registered', ms: 60_000 };
const FIRST_POLL: TimeLimit = { name: 'waiting for the first polls', ms: 90_000 };
const HAND_OVER: TimeLimit = { name: 'waiting for all records to be handed over', ms: 180_000 };
const ONE_MORE_POLL: TimeLimit = { name: 'waiting for one more poll', ms: 90_000 };
/** 60 s until the lock of a dead worker runs out, 30 s until that is seen, 30 s in which n8n looks again. */
const ALL_ENDED: TimeLimit = {
	name: 'waiting for n8n to account for every execution',
	ms: 300_000,
};
const LOOK_AGAIN_MS = 2_000;
const UNDER_WAY = ['new', 'running', 'waiting'];

const shutdown = new Shutdown();
const { signal } = shutdown;
let n8n: QueueMode;
let sandbox: Sandbox;
let credentials: Credentials;

before(async () => {
	sandbox = await startSandbox({});
	shutdown.onEnd(() => sandbox.close());
	n8n = await startQueueMode(shutdown);
	credentials = await saveServiceCredentials(n8n.rest, sandbox);
});
after(() => shutdown.end());

/** Looks again and again until `look` finds something. */
const until = async <T,>(limit: TimeLimit, look: () => Promise<T | undefined>): Promise<T> =>
	await within(limit, signal, async (abort) => {
		for (;;) {
			const found = await look();
			if (found !== undefined) return found;
			await sleep(LOOK_AGAIN_MS, undefined, { signal: abort });
		}
	});

const untilPolled = async (limit: TimeLimit) =>
	await until(limit, async () => {
		const found = await pollsAt(sandbox);
		return found.sety > 0 && found.samsara > 0 ? found : undefined;
	});

/** Puts a figure into the table, and shows it to whoever looks on, also when the suite fails. */
function figure(t: TestContext, what: string, value: string | number): void {
	report('queue', what, value);
	t.diagnostic(`${what}: ${value}`);
}

const sorted = (values: readonly string[]): string[] => [...values].sort();

/** What n8n started on either worker; an execution that was started on both, or twice, is there twice. */
const startedOnWorkers = (): string[] => n8n.workers.flatMap(({ log }) => log.started());

it('executes on the workers what is started in the editor', async (t) => {
	const examples = (await readExamples()).filter(({ file }) => EXAMPLES.includes(file));
	assert.deepEqual(
		examples.map(({ file }) => file),
		EXAMPLES,
	);
	for (const example of examples) {
		await sandbox.control.clearReceived();
		const workflowId = await n8n.rest.createWorkflow(withCredentials(example, credentials));
		const result = await execute(n8n.rest, { example, workflowId, isNew: true }, signal);
		const promises = checkExample(example.file, result, await observe(sandbox.control));
		assert.deepEqual(
			promises.filter(({ kept }) => !kept),
			[],
			example.file,
		);
		const ids = await n8n.rest.executionsOf(workflowId);
		const onWorkers = startedOnWorkers();
		assert.deepEqual(
			ids.filter((id) => !onWorkers.includes(id)),
			[],
			`${example.file} ran on a worker`,
		);
	}
	figure(t, 'Examples executed from the editor on a worker', examples.length);
});

it('hands over every record once, whatever number of programs runs', async (t) => {
	const { rest } = n8n;
	const workflow = watching(credentials);
	const workflowId = await rest.createWorkflow(workflow);
	await sandbox.control.clearReceived();
	await rest.activateWorkflow(workflowId);
	await untilPolled(FIRST_POLL);

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
	const minutes = Math.ceil((performance.now() - watchedFrom) / 60_000);
	const { sety } = await pollsAt(sandbox);
	assert.ok(sety >= 1 && sety <= minutes + 1, `${sety} polls of Sety in ${minutes} minutes`);

	await n8n.main.stop();
	await sandbox.control.clearReceived();
	await create();
	await sleep(WITHOUT_MAIN_MS, undefined, { signal });
	const withoutMain = await pollsAt(sandbox);
	assert.deepEqual(withoutMain, { sety: 0, samsara: 0 }, 'nobody polls without the main program');

	await n8n.restartMain();
	await until(HAND_OVER, async () => {
		const so = await handedOver(rest, workflowId, workflow);
		const complete =
			incidents.every((id) => so.readIncidents.includes(id)) &&
			events.every((id) => so.readEvents.includes(id));
		return complete ? true : undefined;
	});
	await sandbox.control.clearReceived();
	await untilPolled(ONE_MORE_POLL); // which would hand over again what the others forgot
	await rest.deactivateWorkflow(workflowId);

	const all = await handedOver(rest, workflowId, workflow);
	assert.deepEqual(sorted(all.incidents), sorted(incidents));
	assert.deepEqual(sorted(all.events), sorted(events));
	assert.deepEqual(sorted(all.readIncidents), sorted(incidents));
	assert.deepEqual(sorted(all.readEvents), sorted(events));
	assert.deepEqual([...new Set(all.statuses)], ['success']);
	const onWorkers = startedOnWorkers();
	const ids = await rest.executionsOf(workflowId);
	assert.deepEqual(
		ids.filter((id) => onWorkers.filter((other) => other === id).length !== 1),
		[],
		'each execution of the triggers ran once, and on a worker',
	);
	figure(
		t,
		'Records made / handed over / handed over twice by the triggers',
		[
			incidents.length + events.length,
			all.incidents.length + all.events.length,
			all.incidents.length + all.events.length - new Set([...all.incidents, ...all.events]).size,
		].join(' / '),
	);
	figure(
		t,
		`Polls in ${WITHOUT_MAIN_MS / 1_000} s without the main program`,
		withoutMain.sety + withoutMain.samsara,
	);
});

it('makes one incident of every emergency while a worker is killed', async (t) => {
	const { rest, database, webhook, workers } = n8n;
	const [, victim] = workers;
	await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
	await sandbox.control.addFaults({
		kind: 'latency',
		ms: SETY_TAKES_MS,
		method: 'POST',
		path: '/incidents',
		times: 'always',
	});
	await sandbox.control.clearReceived();
	const workflowId = await rest.createWorkflow(reporting(credentials));
	await rest.activateWorkflow(workflowId);
	const before = workers.map(({ log }) => log.started().length);
	const shares = () => workers.map(({ log }, index) => log.started().length - (before[index] ?? 0));

	const emergencies = Array.from({ length: EMERGENCIES }, (_, index): Emergency => {
		return {
			trip: `trip-${index}`,
			passenger: `Passenger ${index}`,
			latitude: 6.5 + index / 100_000,
			longitude: 3.3 + index / 100_000,
		};
	});
	const url = `${webhook.origin}/webhook/${EMERGENCY_PATH}`;
	await until(REGISTERED, async () => ((await takesCalls(url)) ? true : undefined));
	const began = Date.now();
	let killedAt = 0;
	let killed: Promise<void> | undefined;
	let sharesAtKill: number[] = [];
	const reported = await reportAll(url, emergencies, CALLERS, signal, (count) => {
		if (count < EMERGENCIES / 2 || killed !== undefined) return;
		killed = victim.program.kill();
		killedAt = Date.now();
		sharesAtKill = shares();
	});
	await killed;
	const answeredAfterMs = Date.now() - began;

	const executions = await until(ALL_ENDED, async () => {
		const all = await storedExecutions(database, workflowId);
		return [...all.values()].some(({ status }) => UNDER_WAY.includes(status)) ? undefined : all;
	});

	const result = account({
		emergencies,
		reported,
		incidents: await incidentsByKey(sandbox),
		executions,
		logs: workers.map(({ log }) => log),
		killed: victim.log,
	});
	const requests = (await sandbox.control.received()).filter(
		({ method, path }) => method === 'POST' && path === '/incidents',
	);
	const { lost, doubled, withoutAnswer, misinformed, cutOff, startedTwice, unexplained } = result;

	figure(t, `Emergencies reported by ${CALLERS} callers at once`, EMERGENCIES);
	figure(t, 'Lost / doubled at Sety', `${lost.length} / ${doubled.length}`);
	figure(
		t,
		'Executions of the first worker / of the second, killed half-way',
		shares().join(' / '),
	);
	figure(t, 'Of these cut off by the kill', cutOff.length);
	figure(t, 'What n8n made of those', inWords(cutOff.map(({ status }) => status)));
	figure(
		t,
		'How all executions ended',
		inWords([...executions.values()].map(({ status }) => status)),
	);
	figure(t, 'Executions that n8n started a second time', startedTwice.length);
	figure(t, 'Callers who asked again', result.callersWhoAskedAgain);
	figure(t, 'What they had got before', inWords(result.unanswered));
	figure(t, 'Requests at Sety for a key that it had', requests.length + lost.length - EMERGENCIES);
	figure(t, 'Seconds until every caller had an answer', seconds(answeredAfterMs));
	figure(
		t,
		'Seconds from the kill until n8n marked the last execution that it had cut off',
		seconds(Math.max(...cutOff.map(({ stoppedAt }) => stoppedAt)) - killedAt),
	);

	assert.deepEqual(
		{ lost, doubled, withoutAnswer, misinformed, startedTwice, unexplained },
		{
			lost: [],
			doubled: [],
			withoutAnswer: [],
			misinformed: [],
			startedTwice: [],
			unexplained: [],
		},
	);
	assert.equal(executions.size, result.attempts, 'n8n has stored an execution for every call');
	assert.ok(cutOff.length > 0, 'the kill met executions under way');
	const sum = sharesAtKill.reduce((all, one) => all + one, 0);
	assert.ok(
		sharesAtKill.every((one) => one > sum * FAIR_SHARE),
		`spread over both workers: ${sharesAtKill.join(' and ')}`,
	);
});

const seconds = (ms: number): number => Math.round(ms / 1_000);
