import assert from 'node:assert/strict';
import { after, before, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Shutdown } from '../../../harness/process/shutdown.mts';
import type { TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import { report } from '../figures.mts';
import { inWords } from '../queue/account.mts';
import { storedExecutions } from '../queue/storedExecutions.mts';
import { LOOK_EVERY_MS } from '../queue/world.mts';
import { arrivals, readExecutions } from './arrived.mts';
import { exceeds, fewest, growth, isLeft, type Growth } from './judge.mts';
import { Made, underLoad } from './load.mts';
import { DEFAULT_MINUTES, LEAST_MINUTES, SOAK_MINUTES } from './minutes.mts';
import { during, SAMPLE_MS, samplesOf, type Sample, type Span } from './samples.mts';
import { openSoakWorld, programsOf, type SoakWorld } from './world.mts';

const MINUTE_MS = 60_000;
const minutes = Number(process.env[SOAK_MINUTES] ?? DEFAULT_MINUTES);
const isLong = minutes >= LEAST_MINUTES;
/** Of the time under load: until then n8n loads what it needs, and V8 compiles it. */
const WARM_UP = 0.25;

/** Until all that came is executed, and connections that are kept for a next request are closed. */
const CALM_MS = 60_000;
/** Then the handles are counted, in so many samples. */
const REST_MS = 4 * SAMPLE_MS;

/**
 * MB an hour. A worker that keeps 4 kB of each execution goes beyond the bound for `live`. It is 1.5 times what was seen: n8n
 * still loads and compiles something after the warm-up. The process may grow faster: V8 and malloc take memory in steps, and
 * one step of 40 MB makes a slope of 240 MB an hour in a quarter of an hour.
 */
const MOST_IN_WORKER: Growth = { live: 15, rss: 250 };

/**
 * n8n 2.41.1 keeps about 1 kB of each job whose webhook came to another program, in `jobResults` of its `ScalingService`
 * (seen in a snapshot of the heap: 10 MB an hour here), and bull keeps each job whose end it has missed.
 */
const MOST_IN_OTHERS: Growth = { live: 20, rss: 250 };

const TOLERATED_HANDLES = 2;

const ALL_ENDED: TimeLimit = { name: 'waiting for all executions to end', ms: 120_000 };
const UNDER_WAY = ['new', 'running', 'waiting'];

const shutdown = new Shutdown();
const made = new Made();
let world: SoakWorld;
/** The load after the warm-up, and the times of rest before and after it. */
const spans: Record<'load' | 'before' | 'after', Span> = {
	before: { from: NaN, to: NaN },
	load: { from: NaN, to: NaN },
	after: { from: NaN, to: NaN },
};

before(async () => {
	world = await openSoakWorld(shutdown);
});
after(() => shutdown.end());

function figure(t: TestContext, what: string, value: string | number): void {
	if (isLong) report('soak', what, value);
	t.diagnostic(`${what}: ${value}`);
}

/** Lets n8n come to rest. Returns the time in which it is. */
async function rest(): Promise<Span> {
	await sleep(CALM_MS, undefined, { signal: world.signal });
	const from = Date.now();
	await sleep(REST_MS, undefined, { signal: world.signal });
	return { from, to: Date.now() };
}

async function loaded(ms: number): Promise<Span> {
	const from = Date.now();
	await underLoad(world.sandbox, world.targets, made, ms, world.signal);
	return { from, to: Date.now() };
}

it(`works under load for ${minutes} minutes`, async (t) => {
	await loaded(WARM_UP * minutes * MINUTE_MS);
	spans.before = await rest();
	spans.load = await loaded((1 - WARM_UP) * minutes * MINUTE_MS);
	spans.after = await rest();
	figure(t, 'minutes under load, of these warm-up', `${minutes}, ${WARM_UP * minutes}`);
});

it('loses no record', async (t) => {
	const { n8n, sandbox, workflowIds, known, signal } = world;
	const executions = await until(
		ALL_ENDED,
		signal,
		async () => {
			const all = new Map<string, string>();
			for (const workflowId of workflowIds) {
				const stored = await storedExecutions(n8n.database, workflowId);
				for (const [id, { status }] of stored) all.set(id, status);
			}
			const underWay = [...all.values()].some((status) => UNDER_WAY.includes(status));
			return underWay ? undefined : all;
		},
		LOOK_EVERY_MS,
	);
	figure(t, 'executions', inWords([...executions.values()]));
	const read = await readExecutions(n8n.rest, [...executions.keys()], signal);
	const all = await arrivals(sandbox, made, known, read);
	for (const { what, made: count, lost, twice } of all) {
		figure(t, `${what}: made / lost / twice`, [count, lost.length, twice.length].join(' / '));
	}
	for (const { what, once, lost, twice, unknown } of all) {
		assert.deepEqual(
			{ lost, unknown, twice: once ? twice : [] },
			{ lost: [], unknown: [], twice: [] },
			what,
		);
	}
	const failed = read.filter(({ status }) => status !== 'success');
	assert.deepEqual(
		failed.map(({ id, status, error }) => ({ id, status, error })),
		[],
	);
});

it('grows no further after the warm-up', (t) => {
	const tooFast: string[] = [];
	for (const { name, program, isWorker } of programsOf(world)) {
		const samples = during(samplesOf(program), spans.load);
		const grown = growth(samples);
		const last = samples.at(-1);
		const inMegabytes = (bytes = NaN) => Math.round(bytes / 1_000_000);
		figure(
			t,
			`${name}: MB in use at the end, growth in MB an hour / MB of the process, growth`,
			[
				`${inMegabytes(last?.live)}, ${grown.live.toFixed(1)}`,
				`${inMegabytes(last?.rss)}, ${grown.rss.toFixed(1)}`,
			].join(' / '),
		);
		if (exceeds(grown, isWorker ? MOST_IN_WORKER : MOST_IN_OTHERS)) tooFast.push(name);
	}
	if (isLong) assert.deepEqual(tooFast, []);
	else t.diagnostic(`not judged: less than ${LEAST_MINUTES} minutes`);
});

/** What Node waits for. */
const resourcesOf = ({ resources }: Sample) => resources;

/**
 * Without timers: a program that is no worker waits for the end of each job with a timer of bull, which stays for good when
 * the job ends before bull listens (read in bull 4.16.4: `Job.finished`, and seen).
 */
const withoutTimers = ({ resources: { Timeout: _, ...others } }: Sample) => others;

it('leaves no handle behind', (t) => {
	const left: string[] = [];
	for (const { name, program, isWorker } of programsOf(world)) {
		const samples = samplesOf(program);
		const [before, after] = [during(samples, spans.before), during(samples, spans.after)];
		const look = (what: string, of: typeof resourcesOf) => {
			const [first, last] = [fewest(before, of), fewest(after, of)];
			t.diagnostic(`${name}, ${what}: first ${first.kinds}; then ${last.kinds}`);
			figure(
				t,
				`${name}: ${what} at rest, after the warm-up / at the end`,
				`${first.count} / ${last.count}`,
			);
			return isLeft(first.count, last.count, TOLERATED_HANDLES);
		};
		if (look('open descriptors', ({ descriptors }) => descriptors))
			left.push(`${name}: descriptors`);
		if (isWorker && look('timers, sockets and the like of Node.js', resourcesOf)) {
			left.push(`${name}: resources`);
		}
		if (!isWorker && look('sockets and the like of Node.js', withoutTimers)) {
			left.push(`${name}: resources without timers`);
		}
	}
	assert.deepEqual(left, []);
});
