import { Bisection } from '../../../nodes/core/batching/bisection.ts';

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
	search.count();
	expect(await search.halve([1, 2], async () => {})).toBe(true);
	expect(await search.halve([1, 2], async () => {})).toBe(false);
});
