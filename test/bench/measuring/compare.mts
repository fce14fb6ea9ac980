import type { Contender } from '../results.cts';
import type { Clock } from './clock.mts';
import { now } from './clock.mts';
import { watchMemory } from './peakMemory.mts';
import { spreadOf } from './spread.mts';
import type { Traffic } from './traffic.mts';
import { withTraffic } from './traffic.mts';

export interface Entrant<Result = unknown> {
	name: string;
	/** Not timed: brings the sandbox back to where every repetition begins. */
	before?: () => Promise<unknown>;
	run: () => Promise<Result>;
	/** What the process that did the work has measured itself; it counts in place of what was measured here. */
	told?: (result: Result) => Partial<Sample>;
	/** Not timed. Throws when the answer is wrong, so that a fast wrong answer never counts. */
	verify: (result: Result, traffic: Traffic) => Promise<void> | void;
	/** Done once before the first repetition in place of a whole run; `null` needs no warming up. */
	warmUp?: (() => Promise<unknown>) | null;
	/**
	 * `cpu` for what only computes: the time that this thread had the processor, which other work on the machine does not
	 * lengthen. Default: `wall`.
	 */
	clock?: Clock;
	/** Whether it may turn out unable to do the work; then that is its result, and it is not tried again. */
	mayFail?: boolean;
	/** Fewer for what takes long and varies little, more for what is to be told from much the same; default: as the others. */
	repetitions?: number;
	/** Done once, beside all the others: for what hardly does more than wait, and meets other limits than they. */
	beside?: boolean;
}

export interface Compared extends Contender {
	/** The median, for short; Infinity when it could not do it. */
	time: number;
}

/** An entrant of any result; its own `run` and `verify` agree. */
export function entrant<Result>(given: Entrant<Result>): Entrant {
	const { verify, told, ...rest } = given;
	return {
		...rest,
		...(told && { told: (result: unknown) => told(result as Result) }),
		verify: async (result, traffic) => await verify(result as Result, traffic),
	};
}

/**
 * Measures the entrants in turns (A B C, C B A, …), so that whatever slows the machine down for a while slows all of
 * them. Each is warmed up once before.
 */
export async function compare<Name extends string>(
	entrants: Readonly<Record<Name, Entrant>>,
	repetitions: number,
): Promise<Record<Name, Compared>> {
	const all = (Object.entries(entrants) as Array<[Name, Entrant]>).map(
		([key, one]): Turn & { key: Name } => ({
			key,
			one,
			samples: [],
			failure: undefined,
		}),
	);
	const turns = all.filter(({ one }) => one.beside !== true);
	for (const { one } of turns) {
		if (one.warmUp === null) continue;
		await one.before?.();
		await (one.warmUp ?? one.run)();
	}
	const beside = all
		.filter(({ one }) => one.beside === true)
		.map(async ({ one, samples }) => samples.push(await measured(one)));
	await Promise.all([inTurns(turns, repetitions), ...beside]);
	const compared = all.map(({ key, one: { name }, samples, failure }) => {
		const sum = failure === undefined ? summed(name, samples) : { ...summed(name, []), failure };
		// What the process uses it uses for all of them.
		return [
			key,
			beside.length === 0 ? sum : { ...sum, peakMegabytes: undefined, cpuMs: undefined },
		];
	});
	return Object.fromEntries(compared) as Record<Name, Compared>;
}

interface Turn {
	one: Entrant;
	samples: Sample[];
	failure: string | undefined;
}

async function inTurns(turns: readonly Turn[], repetitions: number): Promise<void> {
	const rounds = Math.max(...turns.map(({ one }) => one.repetitions ?? repetitions));
	for (let round = 0; round < rounds; round++) {
		for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
			const { one, samples } = turn;
			if (round >= (one.repetitions ?? repetitions) || turn.failure !== undefined) continue;
			try {
				samples.push(await measured(one));
			} catch (error) {
				if (one.mayFail !== true) throw error;
				turn.failure = error instanceof Error ? error.message : String(error);
			}
		}
	}
}

interface Sample extends Traffic {
	ms: number;
	/** Time of the processor, with all threads. */
	cpuMs: number;
	megabytes: number;
}

async function measured(one: Entrant): Promise<Sample> {
	const { name, before, run, told, verify, clock = 'wall' } = one;
	await before?.();
	const memory = watchMemory();
	const cpu = process.cpuUsage();
	let [ms, megabytes] = [0, 0];
	const { result, traffic } = await withTraffic(async () => {
		const begun = now(clock);
		const answer = await run();
		ms = now(clock) - begun;
		return answer;
	}).finally(() => (megabytes = memory.end()));
	const { user, system } = process.cpuUsage(cpu);
	const here = { ms, cpuMs: (user + system) / 1_000, megabytes, ...traffic };
	const sample = { ...here, ...told?.(result) };
	try {
		await verify(result, sample);
	} catch (error) {
		throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
	}
	return sample;
}

function summed(name: string, samples: readonly Sample[]): Compared {
	if (samples.length === 0) {
		const none = { median: 0, min: 0, max: 0 };
		const counts = { repetitions: 0, requests: 0, mostInFlight: 0 };
		return { name, ...counts, ms: none, time: Infinity };
	}
	const ms = spreadOf(samples.map((sample) => sample.ms));
	return {
		name,
		repetitions: samples.length,
		ms,
		time: ms.median,
		cpuMs: spreadOf(samples.map(({ cpuMs }) => cpuMs)),
		peakMegabytes: spreadOf(samples.map(({ megabytes }) => megabytes)),
		requests: spreadOf(samples.map(({ requests }) => requests)).median,
		mostInFlight: Math.max(...samples.map(({ mostInFlight }) => mostInFlight)),
	};
}
