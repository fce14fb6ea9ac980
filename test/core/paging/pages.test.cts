import type { ListEnd, Page } from '../../../nodes/core/paging/pages.ts';
import { cursorPages, MAX_SAME_PAGES, numberedPages } from '../../../nodes/core/paging/pages.ts';

const full = (records: readonly number[], rest: Partial<Page<number>> = {}): Page<number> => ({
	records,
	hasMore: true,
	...rest,
});

describe('numbered pages', () => {
	/** The numbers asked for, and why the list ends with the last page. */
	async function read(
		pageOf: (number: number, request: number) => Page<number>,
		more: { pageSize?: number } = {},
	) {
		const asked: number[] = [];
		const fresh: number[] = [];
		let end: ListEnd | undefined;
		const pages = numberedPages({
			keyOf: String,
			...more,
			async readPage(number) {
				asked.push(number);
				return pageOf(number, asked.length);
			},
		});
		for await (const turned of pages) {
			fresh.push(...turned.fresh);
			({ end } = turned);
		}
		return { asked, fresh, end };
	}
	/** A second page, after one that says nothing. */
	const second = (page: Page<number>) => (number: number) =>
		number === 1 ? { records: [1] } : page;
	/** The page, the page again and the first page. */
	const CONFIRMED = [1, 2, 2, 1];

	it.each<[string, Page<number>, number[], ListEnd]>([
		['a page that the service calls the last', full([2, 3], { hasMore: false }), [1, 2], 'last'],
		['an empty page', { records: [] }, [1, 2], 'last'],
		['an empty page that promises more', full([]), [1, 2], 'leadsNowhere'],
		['a page without a new record', full([1]), CONFIRMED, 'repeats'],
		[
			'such a page, although it is called the last',
			full([1], { hasMore: false }),
			CONFIRMED,
			'repeats',
		],
	])('end with %s', async (_what, page, asked, end) => {
		expect(await read(second(page))).toMatchObject({ asked, end });
	});

	it('do not end because a page has become what page 1 was', async () => {
		const list = [5, 4, 3, 2, 1];
		const arrivals: Record<number, () => void> = {
			3: () => void list.splice(1, 0, 10),
			5: () => void list.unshift(7, 6),
		};
		const { fresh } = await read((number, request) => {
			arrivals[request]?.();
			return { records: list.slice(number - 1, number) };
		});

		expect(fresh).toEqual(expect.arrayContaining([5, 4, 3, 2, 1]));
	});

	it('do not end because a page looks like page 1, where the list states that it has more', async () => {
		const list = [5, 4, 3, 2, 1];
		const changes: Record<number, () => void> = {
			2: () => void list.unshift(6),
			4: () => void list.shift(),
		};
		const { fresh } = await read((number, request) => {
			changes[request]?.();
			return { records: list.slice(number - 1, number), total: list.length };
		});

		// Deleting 6 moved 4 up to page 2, which was read already.
		expect(fresh).toEqual([5, 3, 2, 1]);
	});

	it.each<[string, Page<number>, ListEnd]>([
		['shorter than asked for, that says nothing', { records: [1] }, 'last'],
		['shorter than asked for, that promises more', full([1]), 'repeats'],
		['as long as asked for', { records: [1, 1] }, 'repeats'],
	])('with a repeated page %s, end', async (_what, page, end) => {
		const pageOf = (number: number) => (number === 1 ? { ...page, records: [1] } : page);
		expect((await read(pageOf, { pageSize: 2 })).end).toBe(end);
	});

	it.each<[string, Page<number>]>([
		['a short page that says nothing', { records: [2] }],
		['a page without a usable record', { records: [], size: 2 }],
	])('go on after %s', async (_what, page) => {
		const { asked } = await read((number) => (number < 3 ? second(page)(number) : { records: [] }));
		expect(asked).toEqual([1, 2, 3]);
	});

	it('go on when records have arrived and pushed others down', async () => {
		const list = [5, 4, 3, 2, 1];
		const { fresh, end } = await read((number, request) => {
			if (request === 2) list.unshift(6);
			return full(list.slice(number - 1, number), { hasMore: number < list.length });
		});
		expect([fresh, end]).toEqual([[5, 4, 3, 2, 1], 'last']);
	});

	it('go on over several pages that were pushed down at once', async () => {
		const list = [5, 4, 3, 2, 1];
		const { fresh, end } = await read((number, request) => {
			if (request === 4) list.unshift(8, 7, 6);
			return full(list.slice(number - 1, number), { hasMore: number < list.length });
		});
		expect([fresh, end]).toEqual([[5, 4, 3, 2, 1], 'last']);
	});

	it('end where the service gives its last page again', async () => {
		const { asked, end } = await read((number) => full([Math.min(number, 3)]));
		expect([Math.max(...asked), end]).toEqual([3 + MAX_SAME_PAGES, 'repeats']);
	});

	it('end at once where the service gives its last page again and that is short', async () => {
		const { asked, end } = await read((number) => ({ records: [Math.min(number, 3)] }), {
			pageSize: 2,
		});
		expect([asked, end]).toEqual([[1, 2, 3, 4, 4, 1], 'last']);
	});

	it('go on when late records arrive below the first page', async () => {
		const list = [5, 4, 3, 2, 1];
		const { fresh, end } = await read((number, request) => {
			if (request === 3) list.splice(1, 0, 6);
			return full(list.slice(number - 1, number), { hasMore: number < list.length });
		});
		expect([fresh, end]).toEqual([[5, 4, 3, 2, 1], 'last']);
	});

	it('end where the service gives its last page again while records arrive', async () => {
		let arrived = 10;
		const { fresh, asked, end } = await read((number) => {
			if (number === 1) arrived++;
			return full([number === 1 ? arrived : Math.min(number, 3)]);
		});
		expect(fresh).toEqual([11, 2, 3]);
		expect([Math.max(...asked) < 30, end]).toEqual([true, 'repeats']);
	});

	it('end where the service begins again after its last page', async () => {
		const { fresh, end } = await read((number) => full([((number - 1) % 3) + 1]));
		expect([fresh, end]).toEqual([[1, 2, 3], 'repeats']);
	});
});

describe('pages with cursors', () => {
	async function read(pages: Array<Page<number>>, from?: string) {
		const asked: Array<string | undefined> = [];
		let end: ListEnd | undefined;
		const turned = cursorPages(async (cursor) => {
			asked.push(cursor);
			return pages.shift() ?? { records: [] };
		}, from);
		for await (const page of turned) ({ end } = page);
		return { asked, end };
	}

	it.each<[string, Array<Page<number>>, Array<string | undefined>, ListEnd]>([
		['without a cursor', [{ records: [1] }], [undefined], 'last'],
		['that promises more, but gives no cursor', [full([1])], [undefined], 'leadsNowhere'],
		[
			'that the service calls the last, whatever its cursor',
			[full([1], { next: 'a' }), full([2], { next: 'a', hasMore: false })],
			[undefined, 'a'],
			'last',
		],
		[
			'with a cursor that was read before',
			[full([1], { next: 'a' }), full([2], { next: 'b' }), full([3], { next: 'a' })],
			[undefined, 'a', 'b'],
			'repeats',
		],
	])('end with a page %s', async (_what, pages, asked, end) => {
		expect(await read(pages)).toEqual({ asked, end });
	});

	it('begin where they are told, and go on after an empty page', async () => {
		expect(await read([full([], { next: 'b' }), { records: [1] }], 'a')).toEqual({
			asked: ['a', 'b'],
			end: 'last',
		});
	});
});
