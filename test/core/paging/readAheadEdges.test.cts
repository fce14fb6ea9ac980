import type { Page } from '../../../nodes/core/paging/pages.ts';
import { readAhead } from '../../../nodes/core/paging/readAhead.ts';

/** Reads pages of these sizes and totals one after the other; gives the numbers in the order of the requests. */
async function numbersAsked(
	pages: Array<[size: number, total: number]>,
	limits: Parameters<typeof readAhead<Page<number>>>[1],
) {
	const asked: number[] = [];
	const reader = readAhead<Page<number>>(async (number) => {
		asked.push(number);
		const [size, total] = pages[number - 1] ?? [0, 0];
		return { records: Array.from({ length: size }, (_value, n) => n), total };
	}, limits);
	for (let number = 1; number <= pages.length; number++) {
		reader.readOn(number, await reader.read(number));
	}
	return asked;
}

it('reads a page once that was not read ahead, although the list has become shorter', async () => {
	expect(
		await numbersAsked(
			[
				[2, 9],
				[2, 7],
			],
			{ pages: () => 0 },
		),
	).toEqual([1, 2]);
});

it('reads nothing ahead behind a page that is shorter than others', async () => {
	const asked = await numbersAsked(
		[
			[3, 99],
			[2, 99],
		],
		{ pages: () => 9 },
	);

	expect(asked).toEqual([1, 2, 3, 4, 5]);
});

it('reads nothing ahead where it is not worth it', async () => {
	const isWorthIt = () => false;

	expect(
		await numbersAsked(
			[
				[3, 99],
				[3, 99],
			],
			{ pages: () => 9, isWorthIt },
		),
	).toEqual([1, 2]);
});
