import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import type { RunningN8n } from '../../../harness/n8n/process.mts';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import { within, type TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { report } from '../figures.mts';
import { allEnded, allStates, ended, type EndedExecution } from '../heavy/executions.mts';
import { BUTTON, itemsNode, workflowOf } from '../heavy/workflow.mts';
import { seeded } from '../killed/plan.mts';
import { isPollOf } from '../killed/polls.mts';
import { N8N_3, NO_EDITOR, openStage, startIn, type Stage } from '../stage.mts';
import { EACH_ONCE, pollingTrigger, tell, webhookTrigger } from './nodes.mts';
import { startRecorder, type Recorder } from './recorder.mts';

/**
 * Remove Duplicates reads what it knows and writes it back as a whole. Of two executions at once, one may forget what the
 * other has noted, and then a change passes twice. So n8n executes one after the other here.
 */
const ONE_AT_A_TIME = { ...NO_EDITOR, N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' };
const BEGIN = 'Begin';
const KILLS = 3;
/** In which webhooks come while n8n activates the workflow. */
const LANES = 8;
const PACE_MS = 1_000;
/** n8n is killed so long after it has caught up with what came while it was dead, at most. */
const LATEST_KILL_MS = 8_000;
const CATCH_UP: TimeLimit = { name: 'waiting for what came while n8n was dead', ms: 240_000 };
const BASELINE: TimeLimit = { name: 'waiting until n8n has saved the baseline', ms: 120_000 };
const NEXT_POLL: TimeLimit = { name: 'waiting for a poll', ms: 240_000 };
const HELD: TimeLimit = {
	name: 'waiting until the change has passed Remove Duplicates',
	ms: 60_000,
};

const shutdown = new Shutdown();
const { signal } = shutdown;
const dice = seeded(Number(process.env['E2E_SEED'] ?? 20_261_128));
let stage: Stage;
let recorder: Recorder;
let n8n: RunningN8n;
let workflowId: string;
let lives = 1;

const sety = () => stage.sandbox.control.sety;
const world = () => ({ rest: stage.rest, signal });

before(async () => {
	stage = await openStage(shutdown, { environment: ONE_AT_A_TIME });
	recorder = await startRecorder(shutdown);
	({ n8n } = stage);
	const { rest, sandbox } = stage;
	const credentials = await saveServiceCredentials(rest, sandbox);
	const webhook = webhookTrigger(credentials);
	const poll = pollingTrigger(credentials);
	const begin = tell(BEGIN, `${recorder.url}/begin`);
	const arrive = tell('Arrive', `${recorder.url}/arrive`);
	const chains = [[webhook, EACH_ONCE, begin, arrive], [poll]];
	const content = workflowOf('Seconds and certainty', chains, { saveExecutionProgress: true });
	content.connections[poll.name] = { main: [[{ node: EACH_ONCE.name, type: 'main', index: 0 }]] };
	workflowId = await rest.createWorkflow(content);
	const url = `${rest.origin}/webhook/${webhook.webhookId}/webhook`;
	const baseline = async () => (await rest.staticDataOf(workflowId))[`node:${poll.name}`];
	const knocks = new AbortController();
	const knocking = knockAll(url, AbortSignal.any([signal, knocks.signal]));
	await rest.activateWorkflow(workflowId);
	// Before n8n has saved its baseline, a trigger that polls knows nothing that it could miss.
	await until(BASELINE, signal, baseline);
	knocks.abort();
	await knocking;
	assert.notEqual(await baseline(), undefined, 'no webhook has overwritten the baseline');
	await sety().registerWebhook({ url, retries: 0 });
});
after(() => shutdown.end());

/** Webhooks of no incident, one after the other in each lane: n8n may save any of them after the baseline. */
async function knockAll(url: string, until: AbortSignal): Promise<void> {
	const knock = async () => {
		while (!until.aborted) {
			// n8n may refuse it, or not have the address yet.
			await fetch(url, { method: 'POST', signal: until })
				.then(async (answer) => await answer.arrayBuffer())
				.catch(() => undefined);
		}
	};
	await Promise.all(Array.from({ length: LANES }, knock));
}

const nextPoll = async () =>
	await within(NEXT_POLL, signal, (abort) =>
		stage.sandbox.nextRequest(isPollOf('Sety Trigger'), abort),
	);

/** Ends n8n by SIGKILL and starts it again; the first poll of its new life has come. */
async function dieAndLive(): Promise<void> {
	await n8n.kill();
	const port = Number(new URL(n8n.origin).port);
	const program = { environment: { ...N8N_3, ...ONE_AT_A_TIME }, logName: `n8n-${++lives}.log` };
	const polled = nextPoll();
	[n8n] = await Promise.all([
		startIn(stage.host, stage.userFolder, shutdown, program, port),
		polled,
	]);
}

/** Two polls later everything that n8n can find by itself has been found, and has ended. */
async function settle(): Promise<void> {
	await nextPoll();
	await nextPoll();
	await allStates(world(), workflowId, 0);
}

const timesOf = (incidentId: string) =>
	recorder.arrived.filter((eventId) => eventId === `incidentCreated:${incidentId}`).length;

interface Retried {
	before: EndedExecution;
	after: EndedExecution;
}

/** *Retry* of every execution that the end of n8n has cut off on the way of one of these incidents. */
async function retryThoseOf(ids: readonly string[]): Promise<Retried[]> {
	const executions = await allEnded(world(), workflowId, 0);
	const cutOff = executions.filter(
		({ status, text }) => status === 'crashed' && ids.some((id) => text.includes(id)),
	);
	const retried: Retried[] = [];
	for (const before of cutOff) {
		const after = await ended(world(), await stage.rest.retryExecution(before.id));
		retried.push({ before, after });
	}
	return retried;
}

/**
 * Whether n8n died after Remove Duplicates had noted the change, and before n8n had saved what the node gave out. *Retry*
 * then begins with that node, which discards the change. n8n may have put an item of its own in the place of the output.
 */
function diedInGap({ before, after }: Retried, id: string): boolean {
	const has = (execution: EndedExecution) =>
		execution
			.outputsOf(EACH_ONCE.name)
			.flat()
			.some(({ eventId }) => eventId === `incidentCreated:${id}`);
	return !has(before) && has(after) && after.outputsOf(BEGIN).length === 0;
}

it('brings each change once, whenever n8n is killed', async (t) => {
	const made: string[] = [];
	const stop = new AbortController();
	const making = (async () => {
		while (!stop.signal.aborted) {
			made.push(...(await sety().createIncidents({ count: 1 })));
			await sleep(PACE_MS);
		}
	})();
	try {
		for (let kill = 0; kill < KILLS; kill++) {
			await sleep(dice.integer(0, LATEST_KILL_MS), undefined, { signal });
			const before = made.length;
			await dieAndLive();
			// What the first poll of a life finds, no webhook has brought. It is lost if n8n has saved the state of that poll and
			// dies before it has stored the execution, so it does not die again yet.
			const missed = made[before + 1] ?? '';
			await until(CATCH_UP, signal, async () => Promise.resolve(timesOf(missed) > 0 || undefined));
		}
	} finally {
		stop.abort();
		await making;
	}
	await settle();
	const missing = made.filter((id) => timesOf(id) === 0);
	const retried = await retryThoseOf(missing);
	const twice = made.filter((id) => timesOf(id) > 1);
	const lost = made.filter((id) => timesOf(id) === 0);
	const inGap = lost.filter((id) => retried.some((one) => diedInGap(one, id)));
	report(
		'doorbell',
		'kills / changes / of them on their way when n8n was killed / discarded at Retry',
		[KILLS, made.length, missing.length, inGap.length].join(' / '),
	);
	const ids = retried.map(({ before, after }) => `${before.id} -> ${after.id}`);
	t.diagnostic(JSON.stringify({ made: made.length, missing, retried: ids, twice, lost, inGap }));
	assert.deepEqual(twice, [], 'no change comes twice');
	assert.deepEqual(lost, inGap, 'Retry brings what was on its way');
});

it('brings a change that had passed Remove Duplicates when n8n died by Retry alone', async () => {
	const held = recorder.holdNext();
	const [id = ''] = await sety().createIncidents({ count: 1 });
	const eventId = await within(HELD, signal, async () => await held);
	assert.equal(eventId, `incidentCreated:${id}`);
	await dieAndLive();
	recorder.release();
	await settle();
	assert.equal(timesOf(id), 0, 'neither the webhook nor a poll brings it');
	assert.equal((await retryThoseOf([id])).length, 1);
	assert.equal(timesOf(id), 1);
});

it('stops when the history of Remove Duplicates is full, until it is cleared', async () => {
	const size = 5;
	const full = {
		...EACH_ONCE,
		retryOnFail: false,
		parameters: { ...EACH_ONCE.parameters, options: { scope: 'workflow', historySize: size } },
	};
	const ids = ['a', 'b', 'c', 'd', 'e'].map((eventId) => ({ eventId }));
	assert.equal(ids.length, size);
	const clear = {
		...EACH_ONCE,
		name: 'Clear',
		parameters: {
			operation: 'clearDeduplicationHistory',
			mode: 'cleanDatabase',
			options: { scope: 'workflow' },
		},
	};
	const content = workflowOf('Full history', [
		[BUTTON, itemsNode(ids), full],
		[{ ...BUTTON, name: 'At Night' }, clear],
	]);
	const id = await stage.rest.createWorkflow(content);
	const run = async (trigger: string) =>
		await ended(world(), await stage.rest.runWorkflow(id, trigger));
	assert.equal((await run(BUTTON.name)).outputsOf(full.name)[0]?.length, size);
	const second = await run(BUTTON.name);
	assert.equal(second.status, 'error');
	assert.match(second.error ?? '', /exceeds the maximum history size/);
	assert.equal((await run('At Night')).status, 'success');
	assert.equal((await run(BUTTON.name)).status, 'success');
});
