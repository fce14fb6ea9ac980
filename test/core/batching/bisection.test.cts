import fc from 'fast-check';

import { bisect, Bisection } from '../../../nodes/core/batching/bisection.ts';

/** Finds the bad ones among numbers by halving, as a service would have it that refuses a batch with a bad one. */
async function find(batch: readonly number[], bad: readonly number[], mostCalls: number) {
	const search = new Bisection(mostCalls);
	const sent: number[][] = [];
	const found: number[] = [];
	const undecided: number[] = [];
	const halve = async (some: readonly number[]): Promise<void> => {
		if (!(await search.halve(some, send))) undecided.push(...some);
	};
	const send = async (some: readonly number[]): Promise<void> => {
		sent.push([...some]);
		if (!some.some((one) => bad.includes(one))) return;
		if (some.length === 1) found.push(...some);
		else await halve(some);
	};
	await halve(batch);
	return { sent, found, undecided };
}

it('sends both halves, the first one first, and halves again what is refused', async () => {
	expect(await find([1, 2, 3, 4, 5], [4], 100)).toEqual({
		sent: [[1, 2, 3], [4, 5], [4], [5]],
		found: [4],
		undecided: [],
	});
});

it('finds every one in a large batch', async () => {
	const batch = Array.from({ length: 200 }, (_none, index) => index);
	const { sent, found } = await find(batch, [0, 77, 199], 100);

	expect(found).toEqual([0, 77, 199]);
	expect(sent.length).toBeLessThanOrEqual(3 * 16);
});

it('leaves a batch alone at the limit', async () => {
	expect(await find([1, 2, 3, 4], [1, 4], 3)).toEqual({
		sent: [[1, 2], [1], [2], [3, 4]],
		found: [1],
		undecided: [3, 4],
	});
});

it('counts calls that the search makes besides', async () => {
	const search = new Bisection(2);
	expect(search.takeCalls()).toBe(true);
	expect(await search.halve([1, 2], async () => {})).toBe(true);
	expect(await search.halve([1, 2], async () => {})).toBe(false);
});

it('makes no more calls one by one than its limit', () => {
	const search = new Bisection(3);

	expect([1, 2, 3, 4].map(() => search.takeCalls())).toEqual([true, true, true, false]);
});

it('finds whatever is refused, and keeps the order of the others', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 2, max: 60 }),
			fc.uniqueArray(fc.nat({ max: 59 }), { maxLength: 8 }),
			async (count, numbers) => {
				const batch = Array.from({ length: count }, (_none, index) => index);
				const bad = batch.filter((one) => numbers.includes(one));
				const { sent, found } = await find(batch, bad, Infinity);
				const accepted = sent.filter((some) => !some.some((one) => bad.includes(one)));

				expect(found).toEqual(bad);
				expect(accepted.flat()).toEqual(batch.filter((one) => !bad.includes(one)));
			},
		),
	);
});

it('sends the second half after the answer to the first, and gives both results', async () => {
	const order: string[] = [];
	const results = await bisect([1, 2, 3], async (half) => {
		order.push(`sent ${half.join()}`);
		await Promise.resolve();
		order.push(`answered ${half.join()}`);
		return half.length;
	});

	expect(results).toEqual([2, 1]);
	expect(order).toEqual(['sent 1,2', 'answered 1,2', 'sent 3', 'answered 3']);
});
