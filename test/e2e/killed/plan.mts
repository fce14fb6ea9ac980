import { createRequire } from 'node:module';
import type { FaultOrder } from '../../sandbox/faults.cts';

type RandomModule = typeof import('../../sandbox/random.cts');

const random: RandomModule = createRequire(import.meta.url)('../../sandbox/random.cts');

export type Random = InstanceType<RandomModule['SeededRandom']>;

export const seeded = (seed: number): Random => new random.SeededRandom(seed);

/** Milliseconds that n8n is left alive after it answered again: before, in and after a poll. */
export const nextLife = (dice: Random): number => dice.integer(500, 25_000);

/** How many records come at once, and how long until the next ones, in milliseconds. */
export const nextRecords = (dice: Random) => ({
	count: dice.integer(1, 12),
	pauseMs: dice.integer(100, 1_800),
});

/** A bad phase of one of the services; each is used up by the requests that it hits. */
export function nextFault(dice: Random): FaultOrder {
	const where = { service: dice.pick(['sety', 'samsara-us']), times: dice.integer(1, 3) };
	return dice.pick<FaultOrder>([
		{ kind: 'rateLimited', hint: 'decimal', seconds: 0.4, ...where },
		{ kind: 'rateLimited', hint: 'none', ...where },
		{ kind: 'status', status: dice.pick([500, 502, 503]), ...where },
		{ kind: 'resetBefore', ...where },
		{ kind: 'resetAfter', ...where },
		{ kind: 'truncatedJson', ...where },
		{ kind: 'latency', ms: 2_000, ...where },
	]);
}

/** Milliseconds from one bad phase to the next. */
export const nextFaultAfter = (dice: Random): number => dice.integer(4_000, 20_000);
