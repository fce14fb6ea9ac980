import fc from 'fast-check';

import type { UpdateCalls } from '../../../nodes/Samsara/safetyEvent/sendUpdates.ts';
import { sendUpdates } from '../../../nodes/Samsara/safetyEvent/sendUpdates.ts';
import { systemClock } from '../../../nodes/core/clock.ts';
import { ApiFailure } from '../../../nodes/core/failures/failures.ts';

/** What Samsara has, and how it behaves where that is not documented. */
interface World {
	/** How many ids each planned call has. */
	sizes: number[];
	/** By the place of an id among all: whether Samsara knows it. */
	known: boolean[];
	/** Whether a read shows it; reads may lag behind, or show what is gone. */
	shown: boolean[];
	/** Ids that one call may have. */
	largest: number;
	reads: 'fine' | 403 | 404 | 503;
}

const MOST_IDS = 60;

const worlds: fc.Arbitrary<World> = fc.record({
	sizes: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 4 }),
	known: fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()), {
		minLength: MOST_IDS,
		maxLength: MOST_IDS,
	}),
	shown: fc.array(fc.boolean(), { minLength: MOST_IDS, maxLength: MOST_IDS }),
	largest: fc.constantFrom(200, 200, 6, 1),
	reads: fc.constantFrom<Array<World['reads']>>('fine', 'fine', 'fine', 403, 404, 503),
});

const refused = (status: number) =>
	new ApiFailure(`Status ${status}`, '', { status, attempts: 1, certainlyWithoutEffect: true });

interface Played {
	client: UpdateCalls;
	/** Ids of each call that was accepted. */
	accepted: string[][];
	calls: () => number;
}

function samsaraOf({ known, shown, largest, reads }: World): Played {
	const accepted: string[][] = [];
	let calls = 0;
	const client: UpdateCalls = {
		clock: systemClock,
		async update(ids) {
			calls++;
			if (ids.length > largest) throw refused(413);
			if (ids.some((id) => known[Number(id)] !== true)) throw refused(404);
			accepted.push([...ids]);
			return { requestId: 'r', notAccepted: new Map() };
		},
		async lookUp(ids) {
			if (reads !== 'fine') throw refused(reads);
			return new Map(ids.filter((id) => shown[Number(id)] === true).map((id) => [id, { id }]));
		},
		readStream: async () => undefined,
		updateName: { service: 'Samsara', call: 'Update safety events', effect: 'safeWrite' },
	};
	return { client, accepted, calls: () => calls };
}

/** One planned call for each size, with the places of its ids as ids. */
function planned({ sizes }: World) {
	let next = 0;
	return sizes.map((size) => ({
		ids: Array.from({ length: size }, () => String(next++)),
		change: { eventState: 'reviewed' },
		wave: 0,
	}));
}

it('every id has one outcome, which is what Samsara has and was told', async () => {
	const property = fc.asyncProperty(worlds, async (world) => {
		const { client, accepted } = samsaraOf(world);
		const calls = planned(world);
		const outcomes = await sendUpdates(client, calls, { skipUnknown: true, stopsAtFailure: false });
		const taken = accepted.flat();
		expect(new Set(taken).size).toBe(taken.length);
		for (const [index, { ids }] of calls.entries()) {
			expect([...(outcomes[index]?.keys() ?? [])].sort()).toEqual([...ids].sort());
			const hidden = ids.filter((id) => world.shown[Number(id)] !== true).length;
			for (const id of ids) {
				const kind = outcomes[index]?.get(id)?.kind;
				expect(kind === 'accepted').toBe(taken.includes(id));
				// Of more ids that a read hides than are tried one by one, a known one can stay among unknown ones.
				if (hidden <= 8)
					expect(kind).toBe(world.known[Number(id)] === true ? 'accepted' : 'unknown');
				else if (kind === 'unknown' && world.known[Number(id)] === true) {
					expect(world.shown[Number(id)]).toBe(false);
				}
			}
		}
	});
	await fc.assert(property, { seed: 20_260_821, numRuns: 500 });
});

it('without Skip Unknown Events every call is sent once, and refused as a whole', async () => {
	const property = fc.asyncProperty(worlds, async (world) => {
		const { client, calls } = samsaraOf({ ...world, largest: 200 });
		const all = planned(world);
		const outcomes = await sendUpdates(client, all, { skipUnknown: false, stopsAtFailure: false });
		expect(calls()).toBe(all.length);
		for (const outcome of outcomes) {
			expect(new Set([...outcome.values()].map(({ kind }) => kind)).size).toBe(1);
		}
	});
	await fc.assert(property, { seed: 20_260_821, numRuns: 300 });
});

describe('one event that is not acknowledged', () => {
	const why = new ApiFailure('Not acknowledged', '', {
		...{ attempts: 1, certainlyWithoutEffect: false },
	});
	const calls = ['a', 'b', 'c'].map((name) => ({
		ids: [`${name}1`, `${name}2`],
		change: { eventState: 'reviewed' },
		wave: { a: 0, b: 1, c: 2 }[name] ?? 0,
	}));
	const play = async (stopsAtFailure: boolean) => {
		const sent: string[] = [];
		const client: UpdateCalls = {
			clock: systemClock,
			async update(ids) {
				sent.push(ids.join());
				return { requestId: 'r', notAccepted: new Map(ids.includes('a2') ? [['a2', why]] : []) };
			},
			lookUp: async () => new Map(),
			readStream: async () => undefined,
			updateName: { service: 'Samsara', call: 'Update safety events', effect: 'safeWrite' },
		};
		const outcomes = await sendUpdates(client, calls, { skipUnknown: true, stopsAtFailure });
		return { sent, outcomes: outcomes.map((outcome) => Object.fromEntries(outcome)) };
	};
	const accepted = { kind: 'accepted', requestId: 'r' };
	const failed = { kind: 'failed', failure: why };

	it('fails no later call where the run goes on', async () => {
		expect(await play(false)).toEqual({
			sent: ['a1,a2', 'b1,b2', 'c1,c2'],
			outcomes: [
				{ a1: accepted, a2: failed },
				{ b1: accepted, b2: accepted },
				{ c1: accepted, c2: accepted },
			],
		});
	});

	it('ends a run that stops, after its own call', async () => {
		expect(await play(true)).toEqual({
			sent: ['a1,a2'],
			outcomes: [{ a1: accepted, a2: failed }, {}, {}],
		});
	});
});

it('halving what is too large uses up nothing of the search for unknown ids', async () => {
	const all = Array.from({ length: 2_000 }, (_none, n) => String(n));
	const sizes: number[] = [];
	const client: UpdateCalls = {
		clock: systemClock,
		async update(ids) {
			sizes.push(ids.length);
			if (ids.length > 1) throw refused(413);
			return { requestId: 'r', notAccepted: new Map() };
		},
		lookUp: async () => new Map(),
		readStream: async () => undefined,
		updateName: { service: 'Samsara', call: 'Update safety events', effect: 'safeWrite' },
	};
	const calls = Array.from({ length: 10 }, (_none, call) => ({
		ids: all.slice(call * 200, call * 200 + 200),
		change: { eventState: 'reviewed' },
		wave: 0,
	}));
	const outcomes = await sendUpdates(client, calls, { skipUnknown: true, stopsAtFailure: false });

	expect(
		outcomes.flatMap((outcome) => [...outcome.values()]).every(({ kind }) => kind === 'accepted'),
	).toBe(true);
	expect(outcomes.map(({ size }) => size)).toEqual(calls.map(() => 200));
	// Each id once, and each size that was found too large at most once for each of the five calls under way.
	expect(sizes.filter((size) => size === 1)).toHaveLength(2_000);
	expect(sizes.filter((size) => size > 1).length).toBeLessThanOrEqual(5 * 8);
});

it.each([403, 404])(
	'reads that are answered %i are tried once, not for every call',
	async (status) => {
		let reads = 0;
		const client: UpdateCalls = {
			clock: systemClock,
			async update(ids) {
				if (ids.some((id) => id.startsWith('unknown'))) throw refused(404);
				return { requestId: 'r', notAccepted: new Map() };
			},
			async lookUp() {
				reads++;
				throw refused(status);
			},
			readStream: async () => undefined,
			updateName: { service: 'Samsara', call: 'Update safety events', effect: 'safeWrite' },
		};
		const calls = Array.from({ length: 10 }, (_none, call) => ({
			ids: [`known ${call}`, `unknown ${call}`],
			change: { eventState: 'reviewed' },
			wave: call,
		}));
		const outcomes = await sendUpdates(client, calls, { skipUnknown: true, stopsAtFailure: false });

		expect(reads).toBe(1);
		expect(outcomes.map((outcome) => [...outcome.values()].map(({ kind }) => kind))).toEqual(
			calls.map(() => ['accepted', 'unknown']),
		);
	},
);
