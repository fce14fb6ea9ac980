import fc from 'fast-check';

import { bytesOfArray, inBatches, jsonBytes } from '../../../nodes/core/batching/inBatches.ts';

const BOUNDS = { maxCount: 100, maxBytes: 512 * 1024 };

/** Texts with all that takes another number of bytes as JSON than as text: emoji, quotes, lone surrogates, controls. */
const awkward = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('🦺'.repeat(20), '"\\"\n\t', '\ud800', '\udfff\ud800', 'é', ' ', ''),
);
const events = fc.array(fc.record({ text: awkward, number: fc.integer() }), { maxLength: 60 });
const bounds = fc.record({
	maxCount: fc.integer({ min: 1, max: 12 }),
	maxBytes: fc.integer({ min: 30, max: 400 }),
});

type Event = { text: string; number: number };

const cut = (all: readonly Event[], limits: { maxCount: number; maxBytes: number }) =>
	inBatches(all, jsonBytes, limits);
const onTheWire = (batch: readonly Event[]) => Buffer.from(JSON.stringify(batch), 'utf8').length;

it('loses nothing, doubles nothing and keeps the order', () => {
	fc.assert(
		fc.property(events, bounds, (all, limits) => {
			const { batches, tooLarge } = cut(all, limits);
			const alone = new Set(tooLarge.map(({ input }) => input));

			expect(batches.flatMap(({ inputs }) => inputs)).toEqual(all.filter((e) => !alone.has(e)));
			expect(tooLarge.map(({ input }) => input)).toEqual(all.filter((e) => alone.has(e)));
		}),
	);
});

it('keeps both bounds, counted in the very bytes that are sent', () => {
	fc.assert(
		fc.property(events, bounds, (all, limits) => {
			for (const { inputs, bytes } of cut(all, limits).batches) {
				expect(inputs.length).toBeGreaterThan(0);
				expect(inputs.length).toBeLessThanOrEqual(limits.maxCount);
				expect(bytes).toBe(onTheWire(inputs));
				expect(bytes).toBeLessThanOrEqual(limits.maxBytes);
			}
		}),
	);
});

it('fills every batch: the next event would have gone over a bound', () => {
	fc.assert(
		fc.property(events, bounds, (all, limits) => {
			const { batches } = cut(all, limits);
			for (const [index, { inputs }] of batches.slice(0, -1).entries()) {
				const [next] = batches[index + 1]?.inputs ?? [];
				const more = [...inputs, next as Event];
				expect(more.length > limits.maxCount || onTheWire(more) > limits.maxBytes).toBe(true);
			}
		}),
	);
});

it('sets aside only what is too large alone', () => {
	fc.assert(
		fc.property(events, bounds, (all, limits) => {
			for (const { input, bytes } of cut(all, limits).tooLarge) {
				expect(bytes).toBe(onTheWire([input]));
				expect(bytes).toBeGreaterThan(limits.maxBytes);
			}
		}),
	);
});

it('takes an event that fits to the byte, and not one byte more', () => {
	const event = { text: '🦺"\ud800', number: 1 };
	const size = onTheWire([event]);

	expect(cut([event], { maxCount: 1, maxBytes: size }).batches).toHaveLength(1);
	expect(cut([event], { maxCount: 1, maxBytes: size - 1 }).tooLarge).toHaveLength(1);
});

it('makes no batch of nothing, and one hundred of ten thousand', () => {
	const many = Array.from({ length: 10_000 }, (_none, number) => ({ text: 'hello', number }));

	expect(cut([], BOUNDS)).toEqual({ batches: [], tooLarge: [] });
	expect(cut(many, BOUNDS).batches).toHaveLength(100);
});

it('knows what an array of sizes takes', () => {
	fc.assert(
		fc.property(
			fc.array(fc.record({ text: awkward, number: fc.integer() }), { minLength: 1 }),
			(all) => {
				expect(bytesOfArray(all.map(jsonBytes))).toBe(onTheWire(all));
			},
		),
	);
});
