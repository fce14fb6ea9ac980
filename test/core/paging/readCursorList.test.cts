import fc from 'fast-check';

import type { Page } from '../../../nodes/core/paging/pages.ts';

import { MAX_PAGES, readCursorList } from '../../../nodes/core/paging/readList.ts';

const base = {
	keyOf: String,
	keep: (record: number) => record,
	limit: undefined,
	onEnd: () => {},
};

/** Pages of the given sizes over 0, 1, 2 … */
function pagesOf(sizes: readonly number[], log: Array<string | undefined> = []) {
	return async (cursor: string | undefined): Promise<Page<number>> => {
		log.push(cursor);
		const page = Number(cursor ?? 0);
		const from = sizes.slice(0, page).reduce((sum, size) => sum + size, 0);
		const records = Array.from({ length: sizes[page] ?? 0 }, (_value, n) => from + n);
		return { records, next: page + 1 < sizes.length ? String(page + 1) : undefined };
	};
}

it('reads exactly what is there, or exactly the limit, through short and empty pages', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(5), { minLength: 1, maxLength: 20 }),
			fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
			async (sizes, limit) => {
				const list = await readCursorList({ ...base, limit, readPage: pagesOf(sizes) });
				const total = sizes.reduce((sum, size) => sum + size, 0);
				const wanted = Math.min(total, limit ?? Infinity);
				expect(list).toEqual(Array.from({ length: wanted }, (_value, n) => n));
			},
		),
	);
});

it('reads no page more than the limit needs', async () => {
	const log: Array<string | undefined> = [];
	await readCursorList({ ...base, limit: 4, readPage: pagesOf([2, 2, 2], log) });

	expect(log).toEqual([undefined, '1']);
});

it('keeps of a record what is asked for; one that comes again keeps its place, with its latest content', async () => {
	const pages: Record<string, Page<{ id: string; state: string }>> = {
		first: {
			records: [
				{ id: 'a', state: 'old' },
				{ id: 'b', state: 'old' },
			],
			next: 'second',
		},
		second: { records: [{ id: 'a', state: 'new' }], next: undefined },
	};
	const list = await readCursorList({
		limit: undefined,
		keyOf: ({ id }) => id,
		keep: ({ id, state }) => `${id} is ${state}`,
		readPage: async (cursor = 'first') => pages[cursor] ?? { records: [], next: undefined },
		onEnd: () => {},
	});

	expect(list).toEqual(['a is new', 'b is old']);
});

it('ends at a cursor that repeats, and tells', async () => {
	const onEnd = jest.fn();
	const readPage = async () => ({ records: [1], next: 'same' });
	const list = await readCursorList({ ...base, onEnd, readPage });

	expect(list).toEqual([1]);
	expect(onEnd.mock.calls).toEqual([['repeats']]);
});

it('gives up after too many pages', async () => {
	let page = 0;
	const readPage = async () => ({ records: [], next: String(++page) });

	await expect(readCursorList({ ...base, readPage })).rejects.toThrow(
		`The list has not ended after ${MAX_PAGES} pages`,
	);
});

it('reads as many pages as it may', async () => {
	let page = 0;
	const readPage = async () => {
		page++;
		return { records: [page], next: page < MAX_PAGES ? String(page) : undefined };
	};

	expect(await readCursorList({ ...base, limit: undefined, readPage })).toHaveLength(MAX_PAGES);
});
