import { createRequire } from 'node:module';
import type { FaultOrder } from '../../../sandbox/faults.cts';

type RandomModule = typeof import('../../../sandbox/random.cts');

const random: RandomModule = createRequire(import.meta.url)('../../../sandbox/random.cts');

export type Random = InstanceType<RandomModule['SeededRandom']>;

export const seeded = (seed: number): Random => new random.SeededRandom(seed);

/** When n8n is killed, once it has answered again: so long after that, or so long after the request of a poll has come. */
export type Life = { ms: number } | { poll: 'first' | 'later'; ms: number };

/** The default engine polls at once when it starts; in one life it dies in that, while it switches the workflow on. */
const DIES_AT_START = 5;

/**
 * Every other life ends at any moment, the others within a poll or right after it: while it reads, between its end and
 * what n8n stores of it, and when n8n has begun to execute.
 */
export function nextLife(dice: Random, kill: number): Life {
	if (kill % 2 === 0) return { ms: dice.integer(500, 25_000) };
	return { poll: kill === DIES_AT_START ? 'first' : 'later', ms: dice.integer(0, 300) };
}

/** How many records come at once, and how long until the next ones, in milliseconds. */
export const nextRecords = (dice: Random) => ({
	count: dice.integer(1, 12),
	pauseMs: dice.integer(400, 4_000),
});

/** What a service does in its bad phases, one kind after the other, so that none is left out. */
const BAD_PHASES: ReadonlyArray<(dice: Random) => FaultOrder> = [
	() => ({ kind: 'rateLimited', hint: 'decimal', seconds: 0.4 }),
	(dice) => ({ kind: 'status', status: dice.pick([500, 502, 503]) }),
	() => ({ kind: 'resetBefore' }),
	() => ({ kind: 'truncatedJson' }),
	() => ({ kind: 'resetAfter' }),
	() => ({ kind: 'latency', ms: 2_000 }),
	() => ({ kind: 'rateLimited', hint: 'none' }),
];

/** The bad phase number `index` of a service; it is over when it has hit so many requests. */
export function badPhase(dice: Random, service: string, index: number): FaultOrder {
	const phase = BAD_PHASES[index % BAD_PHASES.length] ?? BAD_PHASES[0];
	if (phase === undefined) throw new Error('There are no bad phases.');
	return { ...phase(dice), service, times: dice.integer(1, 3) };
}

/** Milliseconds from the end of a bad phase, at least, to the next. */
export const nextPhaseAfter = (dice: Random): number => dice.integer(2_000, 12_000);
