import type { Scheduler } from 'fast-check';
import fc from 'fast-check';

import type { Page } from '../../../nodes/core/paging/pages.ts';
import { MAX_PAGES_AT_ONCE } from '../../../nodes/core/paging/readAhead.ts';
import { readList } from '../../../nodes/core/paging/readList.ts';
import { PART_OF_RUNS } from '../partOfRuns.cts';

const numbers = (count: number) => Array.from({ length: count }, (_value, n) => n);

interface Service {
	list: number[];
	/** The pages that were asked for, in this order. */
	asked: number[];
	mostAtOnce: number;
	readPage(page: number, size: number): Promise<Page<number>>;
}

/** A service with a list, newest record first. It makes an answer at one moment and delivers it at another. */
function serviceOf(
	count: number,
	moment: (what: string) => Promise<void>,
	more: (page: number) => Partial<Page<number>> = () => ({}),
): Service {
	let atOnce = 0;
	const service: Service = {
		list: numbers(count),
		asked: [],
		mostAtOnce: 0,
		async readPage(page, size) {
			service.asked.push(page);
			service.mostAtOnce = Math.max(service.mostAtOnce, ++atOnce);
			await moment(`page ${page} is made`);
			const { list } = service;
			const records = list.slice((page - 1) * size, page * size);
			const answer = { records, hasMore: page * size < list.length, total: list.length };
			await moment(`page ${page} arrives`);
			atOnce--;
			return { ...answer, ...more(page) };
		},
	};
	return service;
}

const base = { keyOf: String, keep: (record: number) => record, onEnd: () => {} };
const atOnce = async () => {};

type Change = 'arrive' | 'arriveLate' | 'delete';

/** Reads a list that changes while it is read, in an order of all moments that fast-check chooses. */
async function readMoving(
	scheduler: Scheduler,
	{ count, pageSize, changes }: { count: number; pageSize: number; changes: readonly Change[] },
) {
	const deleted = new Set<number>();
	const service = serviceOf(count, async (what) => await scheduler.schedule(atOnce(), what));
	let next = -1;
	scheduler.scheduleSequence(
		changes.map((change, place) => ({
			label: change,
			builder: async () => {
				const { list } = service;
				if (change === 'arrive') list.unshift(next--);
				else if (change === 'arriveLate') list.splice(place % (list.length + 1), 0, next--);
				else for (const one of list.splice((place * 7) % (list.length || 1), 1)) deleted.add(one);
			},
		})),
	);
	const reading = readList({
		...base,
		limit: undefined,
		pageSize,
		readPage: async (page, size) => await service.readPage(page, size),
	});
	const read = await scheduler.waitFor(reading);
	const found = new Set(read);
	const lost = numbers(count).filter((record) => !found.has(record) && !deleted.has(record));
	return { read, lost, deleted, service };
}

const shape = { count: fc.nat(60), pageSize: fc.integer({ min: 1, max: 8 }) };

it('loses nothing and doubles nothing while records arrive, in whatever order answers are made', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.record({
				...shape,
				changes: fc.array(fc.constantFrom<Change>('arrive', 'arriveLate'), { maxLength: 30 }),
			}),
			async (scheduler, story) => {
				const { read, lost } = await readMoving(scheduler, story);
				expect(lost).toEqual([]);
				expect(new Set(read).size).toBe(read.length);
				const old = read.filter((record) => record >= 0);
				expect(old).toEqual([...old].sort((a, b) => a - b));
			},
		),
		{ numRuns: 1_500 * PART_OF_RUNS },
	);
});

it('loses no more while records are deleted than a list that is read page by page', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.record({
				...shape,
				changes: fc.array(fc.constantFrom<Change>('arrive', 'arriveLate', 'delete'), {
					maxLength: 30,
				}),
			}),
			async (scheduler, story) => {
				const { read, lost, deleted } = await readMoving(scheduler, story);
				// Each record that is deleted can move one other up to a page that is read already.
				expect(lost.length).toBeLessThanOrEqual(deleted.size);
				expect(new Set(read).size).toBe(read.length);
			},
		),
		{ numRuns: 1_500 * PART_OF_RUNS },
	);
});

it('reads four pages at once, and each page once', async () => {
	const service = serviceOf(1_000, atOnce);
	const { readPage } = service;
	const list = await readList({ ...base, limit: undefined, pageSize: 100, readPage });

	expect(list).toEqual(numbers(1_000));
	expect(service.asked).toEqual(numbers(10).map((n) => n + 1));
	expect(service.mostAtOnce).toBe(MAX_PAGES_AT_ONCE);
});

it.each<[string, (page: number) => Partial<Page<number>>]>([
	['without a stated total', () => ({ total: undefined })],
	['with a total that is only that of the page', () => ({ total: 100 })],
	['that has no request left', () => ({ requestsLeft: 0 })],
])('reads a list %s page by page', async (_what, more) => {
	const service = serviceOf(500, atOnce, more);
	const { readPage } = service;
	const list = await readList({ ...base, limit: undefined, pageSize: 100, readPage });

	expect(list).toEqual(numbers(500));
	expect(service.mostAtOnce).toBe(1);
});

it('has no more requests under way than the service still admits', async () => {
	const service = serviceOf(900, atOnce, () => ({ requestsLeft: 2 }));
	const { readPage } = service;
	await readList({ ...base, limit: undefined, pageSize: 100, readPage });

	expect(service.mostAtOnce).toBe(2);
});

it('reads no page that the limit does not need', async () => {
	const service = serviceOf(1_000, atOnce);
	const { readPage } = service;
	const list = await readList({ ...base, limit: 250, pageSize: 100, readPage });

	expect(list).toEqual(numbers(250));
	expect(service.asked).toEqual([1, 2, 3]);
});

it('throws the failure of a page when its turn comes', async () => {
	const service = serviceOf(1_000, atOnce);
	const read: number[] = [];
	const reading = readList({
		...base,
		limit: undefined,
		pageSize: 100,
		keep: (record) => read.push(record),
		readPage: async (page, size) => {
			if (page === 3) throw new Error('Page 3 is broken');
			return await service.readPage(page, size);
		},
	});

	await expect(reading).rejects.toThrow('Page 3 is broken');
	expect(read).toHaveLength(200);
});

it('goes on page by page where pages differ in size', async () => {
	const list = numbers(500);
	const asked: number[] = [];
	const read = await readList({
		...base,
		limit: undefined,
		pageSize: 100,
		readPage: async (page, size): Promise<Page<number>> => {
			asked.push(page);
			const records = list.slice((page - 1) * size, page * size);
			const shown = page % 2 === 0 ? records.slice(3) : records;
			return { records: shown, hasMore: page * size < list.length, total: list.length };
		},
	});

	expect(read).toHaveLength(494);
	expect(new Set(asked)).toEqual(new Set([1, 2, 3, 4, 5]));
});

it('reads again what was read ahead when a record comes twice, although the total stays', async () => {
	const list = numbers(12);
	const answerOf = (page: number): Page<number> => ({
		records: list.slice((page - 1) * 2, page * 2),
		hasMore: page * 2 < list.length,
		total: list.length,
	});
	const asked: number[] = [];
	const early = answerOf(4);
	const read = await readList({
		...base,
		limit: undefined,
		pageSize: 2,
		readPage: async (page) => {
			asked.push(page);
			// Page 4 is made before the others that are read ahead with it.
			if (page === 4 && list.length === 12 && asked.filter((one) => one === 4).length === 1) {
				return early;
			}
			if (page === 2) {
				list.unshift(-1);
				list.pop();
			}
			return answerOf(page);
		},
	});

	// 11 was deleted.
	expect(read).toEqual(numbers(11));
});
