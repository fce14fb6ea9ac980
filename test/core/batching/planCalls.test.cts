import fc from 'fast-check';

import type { ChangeRequest, Plan } from '../../../nodes/core/batching/planCalls.ts';
import { chunksOf, planCalls, wavesOf } from '../../../nodes/core/batching/planCalls.ts';

const plan = (asks: Array<ChangeRequest<string>>, size: number) =>
	planCalls(asks, { size, keyOf: (change) => change });

const ids = fc.array(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 40 });
const sizes = fc.integer({ min: 1, max: 12 });

/** Any asks: the same id may be asked for different changes. */
const anyAsks = fc.array(fc.record({ ids, change: fc.constantFrom('A', 'B', 'C') }), {
	maxLength: 12,
});

/** Asks in which an id has one change only, as usual: the id decides the change. */
const plainAsks = fc.array(
	fc.record({ ids, change: fc.constantFrom('A', 'B', 'C') }).map(({ ids: all, change }) => ({
		ids: all.filter((id) => 'ABC'[Number(id) % 3] === change),
		change,
	})),
	{ maxLength: 12 },
);

/** Every id of every ask finds the call that carries its change. */
function expectAnswers(
	asks: ReadonlyArray<ChangeRequest<string>>,
	{ calls, callOf }: Plan<string>,
): void {
	for (const [index, { ids: all, change }] of asks.entries()) {
		for (const [place, id] of all.entries()) {
			const call = calls[callOf[index]?.[place] ?? -1];
			expect(call?.change).toBe(change);
			expect(call?.ids).toContain(id);
		}
	}
}

/** What each id is asked for, in the order of the input, repeats left out. */
function askedOf(asks: ReadonlyArray<ChangeRequest<string>>): Map<string, string[]> {
	const asked = new Map<string, string[]>();
	for (const { ids: all, change } of asks) {
		for (const id of all) {
			const changes = asked.get(id) ?? [];
			if (changes.at(-1) !== change) changes.push(change);
			asked.set(id, changes);
		}
	}
	return asked;
}

it('sends each id exactly the changes that were asked for, in the order of the input', () => {
	fc.assert(
		fc.property(anyAsks, sizes, (asks, size) => {
			const { calls } = plan(asks, size);
			const sent = new Map<string, string[]>();
			for (const index of wavesOf(calls).flat()) {
				const { change, ids: all = [] } = calls[index] ?? {};
				for (const id of all) sent.set(id, [...(sent.get(id) ?? []), String(change)]);
			}
			expect(sent).toEqual(askedOf(asks));
		}),
	);
});

it('no call is too large or empty, and no id is in one call, or in one wave, twice', () => {
	fc.assert(
		fc.property(anyAsks, sizes, (asks, size) => {
			const { calls } = plan(asks, size);
			for (const { ids: all } of calls) {
				expect(all.length).toBeGreaterThan(0);
				expect(all.length).toBeLessThanOrEqual(size);
				expect(new Set(all).size).toBe(all.length);
			}
			for (const wave of wavesOf(calls)) {
				const inWave = wave.flatMap((index) => calls[index]?.ids ?? []);
				expect(new Set(inWave).size).toBe(inWave.length);
			}
		}),
	);
});

it('with one change for each id: the fewest calls, no id in two calls of a change, order kept', () => {
	fc.assert(
		fc.property(plainAsks, sizes, (asks, size) => {
			const { calls } = plan(asks, size);
			for (const change of ['A', 'B', 'C']) {
				const wanted = [
					...new Set(asks.filter((ask) => ask.change === change).flatMap((ask) => ask.ids)),
				];
				const ofChange = calls.filter((call) => call.change === change);
				// Union and order at once.
				expect(ofChange.flatMap((call) => call.ids)).toEqual(wanted);
				expect(ofChange).toHaveLength(Math.ceil(wanted.length / size));
			}
		}),
	);
});

it('tells for every id of every ask the call that carries its change', () => {
	fc.assert(
		fc.property(anyAsks, sizes, (asks, size) => {
			expectAnswers(asks, plan(asks, size));
		}),
	);
});

it('in any order: the fewest calls whatever is asked for, all at once, each thing asked for once', () => {
	fc.assert(
		fc.property(anyAsks, sizes, (asks, size) => {
			const planned = planCalls(asks, { size, keyOf: (change) => change, inAnyOrder: true });
			const { calls } = planned;
			expect(wavesOf(calls).length).toBeLessThanOrEqual(1);
			for (const change of ['A', 'B', 'C']) {
				const wanted = [
					...new Set(asks.filter((ask) => ask.change === change).flatMap((ask) => ask.ids)),
				];
				const ofChange = calls.filter((call) => call.change === change);
				expect(ofChange.flatMap((call) => call.ids)).toEqual(wanted);
				expect(ofChange).toHaveLength(Math.ceil(wanted.length / size));
			}
			expectAnswers(asks, planned);
		}),
	);
});

it('cuts a list into pieces', () => {
	expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
	expect(chunksOf([], 2)).toEqual([]);
});

it('lists the calls of each wave by their index, and nothing else', () => {
	const asks = [
		{ ids: ['1', '2', '3'], change: 'A' },
		{ ids: ['1'], change: 'B' },
	];

	expect(wavesOf(plan(asks, 2).calls)).toEqual([[0, 1], [2]]);
});
