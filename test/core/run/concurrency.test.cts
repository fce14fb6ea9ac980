import fc from 'fast-check';

import { mapConcurrently } from '../../../nodes/core/run/concurrency.ts';

const unexpected = (reason: unknown): never => {
	throw new Error('Nothing throws here', { cause: reason });
};

it('keeps order and bound, whatever ends first', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.nat(20),
			fc.integer({ min: 1, max: 8 }),
			async (scheduler, count, limit) => {
				let running = 0;
				let most = 0;
				const inputs = Array.from({ length: count }, (_value, n) => n);
				const mapping = mapConcurrently(
					inputs,
					limit,
					async (n) => {
						most = Math.max(most, ++running);
						await scheduler.schedule(Promise.resolve(), `work ${n}`);
						running--;
						return n * 2;
					},
					() => false,
					unexpected,
				);
				await scheduler.waitFor(mapping);

				expect(await mapping).toEqual(inputs.map((n) => n * 2));
				expect(most).toBe(Math.min(limit, count));
			},
		),
	);
});

it('begins nothing after the end, and waits for what was begun', async () => {
	const begun: number[] = [];
	const results = await mapConcurrently(
		[0, 1, 2, 3, 4, 5],
		2,
		async (n) => {
			begun.push(n);
			if (n === 1) await new Promise((resolve) => setImmediate(resolve));
			return n;
		},
		(n) => n === 0,
		unexpected,
	);

	expect(begun).toEqual([0, 1]);
	expect(results).toEqual([0, 1]);
});

it.each([
	['rejects', async () => await Promise.reject(new TypeError('x is not a function'))],
	[
		'throws at once',
		() => {
			throw new TypeError('x is not a function');
		},
	],
])('work that %s costs its own result and no other', async (_how, goWrong) => {
	const results = await mapConcurrently(
		[0, 1, 2, 3, 4, 5],
		3,
		async (n): Promise<string> => await (n === 1 ? goWrong() : Promise.resolve(`done ${n}`)),
		() => false,
		(reason, index) => `${index}: ${(reason as Error).name}`,
	);

	expect(results).toEqual(['done 0', '1: TypeError', 'done 2', 'done 3', 'done 4', 'done 5']);
});

it('work that throws can end the run, and what was under way is waited for', async () => {
	const begun: number[] = [];
	const results = await mapConcurrently<number, number | 'broke'>(
		[0, 1, 2, 3],
		2,
		async (n) => {
			begun.push(n);
			if (n === 0) throw new TypeError('x is not a function');
			await new Promise((resolve) => setImmediate(resolve));
			return n;
		},
		(result) => result === 'broke',
		() => 'broke',
	);

	expect(begun).toEqual([0, 1]);
	expect(results).toEqual(['broke', 1]);
});
