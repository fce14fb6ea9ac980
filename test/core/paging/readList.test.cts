import fc from 'fast-check';

import type { ListEnd, Page } from '../../../nodes/core/paging/pages.ts';
import { MAX_PAGES, readList } from '../../../nodes/core/paging/readList.ts';

const numbers = (count: number) => Array.from({ length: count }, (_value, n) => n);

function pagesOf(records: readonly number[], log: number[] = []) {
	return async (page: number, size: number): Promise<Page<number>> => {
		log.push(page);
		return { records: records.slice((page - 1) * size, page * size), hasMore: undefined };
	};
}

const base = { keyOf: String, keep: (record: number) => record, onEnd: () => {} };

it('reads exactly what is there, or exactly the limit, in order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat(120),
			fc.integer({ min: 1, max: 30 }),
			fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined }),
			async (count, pageSize, limit) => {
				const list = await readList({
					...base,
					limit,
					pageSize,
					readPage: pagesOf(numbers(count)),
				});
				expect(list).toEqual(numbers(Math.min(count, limit ?? Infinity)));
			},
		),
	);
});

it('does not double a record that a new one pushes onto the next page', async () => {
	const growing = numbers(25);
	const readPage = async (page: number, size: number): Promise<Page<number>> => {
		const records = growing.slice((page - 1) * size, page * size);
		growing.unshift(100 + page);
		return { records, hasMore: undefined };
	};
	const list = await readList({ ...base, limit: undefined, pageSize: 10, readPage });

	expect(list).toEqual(numbers(25));
});

it.each([100, 200, 304, 1_000])(
	'reads all records although %d arrive between two pages',
	async (arriving) => {
		const list = numbers(3_000);
		const expected = [...list];
		const readPage = async (page: number, size: number): Promise<Page<number>> => {
			const records = list.slice((page - 1) * size, page * size);
			if (page === 12 && list.length === 3_000) {
				for (let n = 1; n <= arriving; n++) list.unshift(-n);
			}
			return { records, hasMore: page * size < list.length };
		};
		const read = await readList({ ...base, limit: undefined, pageSize: 100, readPage });

		const found = new Set(read);
		expect(expected.filter((record) => !found.has(record))).toEqual([]);
		expect(found.size).toBe(read.length);
	},
);

it('keeps equal records of one page', async () => {
	const list = await readList({
		...base,
		limit: undefined,
		pageSize: 10,
		readPage: pagesOf([7, 7, 7]),
	});

	expect(list).toEqual([7, 7, 7]);
});

it('keeps of a record what is asked for', async () => {
	const list = await readList({
		...base,
		keep: (record) => `record ${record}`,
		limit: 3,
		pageSize: 2,
		readPage: pagesOf(numbers(5)),
	});

	expect(list).toEqual(['record 0', 'record 1', 'record 2']);
});

it('ends at a page that repeats, and tells', async () => {
	const onEnd = jest.fn();
	const readPage = async (): Promise<Page<number>> => ({ records: numbers(10), hasMore: true });
	const list = await readList({
		...base,
		limit: undefined,
		pageSize: 10,
		readPage,
		onEnd,
	});

	expect(list).toEqual(numbers(10));
	expect(onEnd.mock.calls).toEqual([['repeats']]);
});

it('tells so too when the service calls the repeated page the last one', async () => {
	const onEnd = jest.fn();
	const readPage = async (page: number): Promise<Page<number>> => ({
		records: numbers(10),
		hasMore: page < 2,
	});
	await readList({ ...base, limit: undefined, pageSize: 10, readPage, onEnd });

	expect(onEnd.mock.calls).toEqual([['repeats']]);
});

it.each<[string, boolean | undefined, ListEnd]>([
	['that promises more', true, 'repeats'],
	['that says nothing', undefined, 'last'],
])('a short page %s and repeats is told as a repetition where it is one', async (...row) => {
	const [, hasMore, end] = row;
	const onEnd = jest.fn();
	const readPage = async (): Promise<Page<number>> => ({ records: numbers(3), hasMore });
	const list = await readList({
		...base,
		...{ limit: undefined, pageSize: 10, readPage, onEnd },
	});

	expect(list).toEqual(numbers(3));
	expect(onEnd.mock.calls).toEqual([[end]]);
});

it.each([
	['goes on after a short page when the service says there is more', true, [1, 2, 3]],
	['ends at a full page when the service says there is no more', false, [1]],
])('%s', async (_what, says, pages) => {
	const log: number[] = [];
	const size = 10;
	const readPage = async (page: number): Promise<Page<number>> => {
		log.push(page);
		const records = says ? (page < 3 ? [page] : []) : numbers(size);
		return { records, hasMore: says && page < 3 };
	};
	await readList({ ...base, limit: undefined, pageSize: size, readPage });

	expect(log).toEqual(pages);
});

it('asks for no more than the limit needs', async () => {
	const sizes: number[] = [];
	const readPage = async (page: number, size: number) => {
		sizes.push(size);
		return await pagesOf(numbers(500))(page, size);
	};
	await readList({ ...base, limit: 7, pageSize: 100, readPage });

	expect(sizes).toEqual([7]);
});

it('stops at the bound with advice', async () => {
	const log: number[] = [];
	const endless = async (page: number): Promise<Page<number>> => {
		log.push(page);
		return { records: [page], hasMore: true };
	};
	const reading = readList({ ...base, limit: undefined, pageSize: 1, readPage: endless });

	await expect(reading).rejects.toMatchObject({
		message: expect.stringContaining(`not ended after ${MAX_PAGES} pages`),
		howToGoOn: expect.stringContaining('Limit'),
	});
	expect(log).toHaveLength(MAX_PAGES);
});
