import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import { Shutdown } from '../../../demo/process/shutdown.mts';
import { within } from '../../../demo/process/timeLimit.mts';
import type { N8nRest } from '../../../demo/n8n/rest.mts';
import type { Sandbox } from '../../../demo/sandbox.mts';
import { report } from '../figures.mts';
import { N8N_3, openStage, startIn, type Stage } from '../stage.mts';
import { handedOver, type HandedOver } from './handedOver.mts';
import { nextFault, nextFaultAfter, nextLife, nextRecords, seeded } from './plan.mts';
import { TRIGGERS, watchingWorkflow } from './workflow.mts';

const SEED = Number(process.env['E2E_SEED'] ?? 20_261_121);
const KILLS = 10;
/** Half of them of each service. */
const RECORDS = 3_000;
/** A record is listed that much later than it was made, as an index that lags behind would. */
const LATE_INDEXING_MS = 1_500;
const LOOK_EVERY_MS = 2_000;
/** n8n polls once a minute; a failed poll of the durable engine waits longer each time. */
const CATCH_UP = { name: 'waiting for what the last polls hand over', ms: 10 * 60_000 };
const FIRST_POLLS = { name: 'waiting until both triggers hand something over', ms: 5 * 60_000 };

const shutdown = new Shutdown();
const { signal } = shutdown;
after(() => shutdown.end());

// Most of it is waiting, so both engines go through it at once.
it('loses nothing when n8n is killed again and again', { concurrency: true }, async (t) => {
	await Promise.all([
		t.test('in the default engine', async ({ name }) => await proveIn(name, {})),
		t.test('with durable cursors', async ({ name }) => {
			await proveIn(name, {
				N8N_SCHEDULER_ENABLED: 'true',
				N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
				N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
			});
		}),
	]);
});

/** Records keep coming, the services have bad phases, and n8n dies; in the end n8n has every record. */
async function proveIn(engine: string, environment: Record<string, string>): Promise<void> {
	const stage = await openStage(shutdown, { environment });
	const { workflowId, made } = await watch(stage);
	const created: string[] = [];
	const stop = new AbortController();
	const started = Date.now();
	try {
		const disturbing = disturb(stage, stop.signal);
		const creating = create(stage, created, stop.signal);
		const last = await killAgainAndAgain(stage, environment);
		await creating;
		stop.abort();
		await disturbing;
		await stage.sandbox.control.clearFaults();

		const expected = new Set(created);
		const found = await untilAllAreThere(stage, workflowId, expected);
		await last.stop();
		const seconds = (Date.now() - started) / 1_000;
		tell(engine, { created: expected, made, found, seconds });
	} finally {
		stop.abort();
	}
}

/** Switches the workflow on and waits until both triggers hand over what is new; `made` are the records for that. */
async function watch({ rest, sandbox }: Stage): Promise<{ workflowId: string; made: string[] }> {
	const credentials = await saveServiceCredentials(rest, sandbox);
	const workflowId = await rest.createWorkflow(watchingWorkflow(credentials));
	await rest.activateWorkflow(workflowId);
	const made = await untilBothFollow(rest, sandbox, workflowId);
	await sandbox.control.sety.changeSettings({ lateIndexingMs: LATE_INDEXING_MS });
	await sandbox.control.samsara.changeSettings({ lateIndexingMs: LATE_INDEXING_MS });
	return { workflowId, made };
}

/** What comes before a trigger knows what was there is not handed over, so records are made until one of each is. */
async function untilBothFollow(
	rest: N8nRest,
	{ control }: Sandbox,
	workflowId: string,
): Promise<string[]> {
	const incidents: string[] = [];
	const events: string[] = [];
	return await within(FIRST_POLLS, signal, async (abort) => {
		for (;;) {
			incidents.push(...(await control.sety.createIncidents()));
			events.push(...(await control.samsara.createEvents()));
			await sleep(LOOK_EVERY_MS, undefined, { signal: abort });
			const { ids } = await handedOver(rest, workflowId, Object.values(TRIGGERS));
			const there = new Set(ids);
			if ([incidents, events].every((made) => made.some((id) => there.has(id)))) {
				return [...incidents, ...events];
			}
		}
	});
}

async function create({ sandbox }: Stage, created: string[], stop: AbortSignal): Promise<void> {
	const dice = seeded(SEED + 1);
	const { sety, samsara } = sandbox.control;
	let left = RECORDS / 2;
	while (left > 0 && !stop.aborted) {
		const { count, pauseMs } = nextRecords(dice);
		const now = Math.min(count, left);
		left -= now;
		created.push(...(await sety.createIncidents({ count: now })));
		created.push(...(await samsara.createEvents({ count: now })));
		await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
	}
}

async function disturb({ sandbox }: Stage, stop: AbortSignal): Promise<void> {
	const dice = seeded(SEED + 2);
	while (!stop.aborted) {
		await sandbox.control.addFaults(nextFault(dice));
		await sleep(nextFaultAfter(dice), undefined, { signal: stop }).catch(() => undefined);
	}
}

/** Returns the n8n that is left alive. */
async function killAgainAndAgain(stage: Stage, environment: Record<string, string>) {
	const dice = seeded(SEED + 3);
	const { host, userFolder } = stage;
	const port = Number(new URL(stage.n8n.origin).port);
	let { n8n } = stage;
	for (let kill = 1; kill <= KILLS; kill++) {
		await sleep(nextLife(dice), undefined, { signal });
		await n8n.kill();
		const program = {
			environment: { ...N8N_3, ...environment },
			logName: `n8n-${kill}.log`,
		};
		n8n = await startIn(host, userFolder, shutdown, program, port);
	}
	return n8n;
}

async function untilAllAreThere(
	{ rest }: Stage,
	workflowId: string,
	expected: ReadonlySet<string>,
): Promise<HandedOver> {
	let found = await handedOver(rest, workflowId, Object.values(TRIGGERS));
	const lost = () => {
		const there = new Set(found.ids);
		return [...expected].filter((id) => !there.has(id));
	};
	await within(CATCH_UP, signal, async (abort) => {
		while (lost().length > 0) {
			await sleep(LOOK_EVERY_MS, undefined, { signal: abort });
			found = await handedOver(rest, workflowId, Object.values(TRIGGERS));
		}
	}).catch((error: unknown) => {
		signal.throwIfAborted();
		const some = lost().slice(0, 5).join(', ');
		assert.fail(`${String(error)}: ${lost().length} are lost, ${some} …`);
	});
	return found;
}

interface Outcome {
	created: ReadonlySet<string>;
	made: readonly string[];
	found: HandedOver;
	seconds: number;
}

function tell(engine: string, { created, made, found, seconds }: Outcome): void {
	const distinct = new Set(found.ids);
	const lost = [...created].filter((id) => !distinct.has(id)).length;
	const strange = [...distinct].filter((id) => !created.has(id) && !made.includes(id));
	const duplicates = found.ids.length - distinct.size;
	const ended = [...found.byStatus].map(([status, count]) => `${count} ${status}`).join(', ');
	report(
		'killed',
		`${engine}: records / kills / seconds`,
		[created.size, KILLS, Math.round(seconds)].join(' / '),
	);
	report('killed', `${engine}: lost / handed over twice`, `${lost} / ${duplicates}`);
	report('killed', `${engine}: largest hand-over of one poll`, found.largest);
	report('killed', `${engine}: executions`, `${found.executions} (${ended})`);

	assert.equal(created.size, RECORDS);
	assert.equal(lost, 0);
	assert.deepEqual(strange, [], 'nothing is handed over that was there before');
	assert.ok(duplicates <= KILLS * found.largest, `${duplicates} were handed over twice`);
}
