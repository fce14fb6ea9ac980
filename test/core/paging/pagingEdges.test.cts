import type { ListEnd, Page } from '../../../nodes/core/paging/pages.ts';
import { cursorPages, MAX_SAME_PAGES, numberedPages } from '../../../nodes/core/paging/pages.ts';
import { MAX_PAGES, readCursorList, readList } from '../../../nodes/core/paging/readList.ts';

/** Reads a list page by page: the numbers of the pages, the new records, and why it ends. */
async function read(
	pageOf: (number: number, request: number) => Page<number>,
	{ pageSize = 0 } = {},
) {
	const asked: number[] = [];
	const fresh: number[] = [];
	let end: ListEnd | undefined;
	const readPage = async (number: number) => {
		asked.push(number);
		return pageOf(number, asked.length);
	};
	for await (const turned of numberedPages({ keyOf: String, pageSize, readPage })) {
		fresh.push(...turned.fresh);
		({ end } = turned);
	}
	return { asked, deepest: Math.max(...asked), fresh, end };
}

describe('a list in numbered pages', () => {
	it('reads a page once on which something is new', async () => {
		const pages = [[1], [1, 2], []];

		expect((await read((number) => ({ records: pages[number - 1] ?? [] }))).asked).toEqual([
			1, 2, 3,
		]);
	});

	it('reads as many equal pages as may be when they are as long as it asks for', async () => {
		const page = (number: number) => ({ records: [Math.min(number, 3)], hasMore: true });

		expect((await read(page, { pageSize: 1 })).deepest).toBe(3 + MAX_SAME_PAGES);
	});

	it('ends with page 1 again where it states more than it gives', async () => {
		const page = (number: number) => ({ records: [((number - 1) % 3) + 1], total: 9 });

		expect(await read(page)).toMatchObject({ deepest: 4, fresh: [1, 2, 3], end: 'repeats' });
	});

	it('ends with page 1 again where it has become as short as what is known', async () => {
		const page = (number: number, request: number) => ({
			records: [((number - 1) % 3) + 1],
			total: request < 4 ? 4 : 3,
		});

		expect(await read(page)).toMatchObject({ deepest: 4, fresh: [1, 2, 3], end: 'repeats' });
	});

	it('goes on where a page equals page 1, which has just changed', async () => {
		const page = (number: number, request: number): Page<number> => {
			if (number === 1) return { records: [request === 1 ? 1 : 2] };
			return number < 4 ? { records: [2] } : { records: [3], hasMore: false };
		};

		expect((await read(page)).fresh).toEqual([1, 2, 3]);
	});

	// A record arrives, and page 2 becomes what page 1 was; it is deleted, and page 1 becomes so, too.
	it.each<[string, (request: number) => Page<number>]>([
		[
			'by the total of page 1',
			(request) => (request === 4 ? { records: [1], total: 2 } : { records: [1], total: 3 }),
		],
		[
			'by the total of the page when it was read first',
			(request) => (request === 2 ? { records: [1], total: 4 } : { records: [1], total: 3 }),
		],
		[
			// Another record, which is late, has arrived below by then.
			'by the total of the page before',
			(request) => ({ records: [1], total: request === 1 ? 3 : 4 }),
		],
		[
			'by the page when it was read first',
			(request) => ({ records: request === 2 ? [1, 1] : [1], total: 3 }),
		],
	])(
		'goes on where page 1 is what it was, and the list has moved, as seen %s',
		async (_by, moved) => {
			const page = (number: number, request: number): Page<number> =>
				request <= 4 ? moved(request) : { records: [number], total: 3, hasMore: number < 3 };

			expect((await read(page)).fresh).toEqual([1, 3]);
		},
	);

	/** The last page comes again and again, and page 1 is another one each time. */
	const moving = (number: number, request: number) => ({
		records: [number === 1 ? 1_000 + request : Math.min(number, 3)],
	});

	it('ends where its last page comes again, although page 1 moves, after a bounded number', async () => {
		const pagesWithNews = 3;

		expect(await read(moving)).toMatchObject({
			deepest: 3 + pagesWithNews + MAX_SAME_PAGES + 1,
			end: 'repeats',
		});
	});

	it('goes on as long as it grows', async () => {
		const { fresh } = await read((number, request) =>
			number === 40
				? { records: [99], hasMore: false }
				: { ...moving(number, request), total: 100 + request },
		);

		expect(fresh).toContain(99);
	});
});

describe('a list that is read ahead', () => {
	interface Given {
		limit?: number;
		change?(page: Page<number>, number: number): Page<number>;
	}

	/** A list of 1,000 records in pages of 100. */
	async function readAhead({ limit, change = (page) => page }: Given = {}) {
		const asked: number[] = [];
		let atOnce = 0;
		let mostAtOnce = 0;
		const list = await readList<number, number>({
			limit,
			keyOf: String,
			keep: (record) => record,
			onEnd: () => {},
			pageSize: 100,
			async readPage(number) {
				asked.push(number);
				mostAtOnce = Math.max(mostAtOnce, ++atOnce);
				await Promise.resolve();
				atOnce--;
				const records = Array.from({ length: 100 }, (_value, n) => (number - 1) * 100 + n);
				return change({ records, total: 1_000, hasMore: number < 10 }, number);
			},
		});
		return { list, asked, mostAtOnce };
	}

	it('asks for several pages at once', async () => {
		expect((await readAhead()).mostAtOnce).toBe(4);
	});

	it('asks for no page that the limit does not need', async () => {
		expect((await readAhead({ limit: 250 })).asked).toEqual([1, 2, 3]);
	});

	it('asks for no page behind the last one, whatever it states', async () => {
		const { asked } = await readAhead({ change: (page) => ({ ...page, hasMore: false }) });

		expect(asked).toEqual([1]);
	});

	it('asks again for what it read ahead when a record comes twice', async () => {
		const { asked } = await readAhead({
			limit: 500,
			change: (page, number) =>
				number === 2 ? { ...page, records: [0, ...page.records.slice(1)] } : page,
		});

		expect(asked.filter((number) => number === 3)).toHaveLength(2);
	});
});

describe('a list with cursors', () => {
	it('ends when its first page leads to itself', async () => {
		const asked: Array<string | undefined> = [];
		let last: ListEnd | undefined;
		const readPage = async (cursor: string | undefined) => {
			asked.push(cursor);
			return { records: [], next: 'a', hasMore: true };
		};
		for await (const { end } of cursorPages(readPage, 'a')) last = end;

		expect([asked, last]).toEqual([['a'], 'repeats']);
	});

	it('without an end is left after the pages that it may have, without an effect', async () => {
		let pages = 0;
		const reading = readCursorList<number, number>({
			limit: undefined,
			keyOf: String,
			keep: (record) => record,
			onEnd: () => {},
			readPage: async () => ({ records: [], next: String(++pages) }),
		});

		await expect(reading).rejects.toMatchObject({
			details: { attempts: MAX_PAGES, certainlyWithoutEffect: true },
		});
		expect(pages).toBe(MAX_PAGES);
	});
});
