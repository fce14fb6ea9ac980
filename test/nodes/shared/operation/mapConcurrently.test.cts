import fc from 'fast-check';

import { mapConcurrently } from '../../../../nodes/shared/operation/mapConcurrently.ts';

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
	);

	expect(begun).toEqual([0, 1]);
	expect(results).toEqual([0, 1]);
});
