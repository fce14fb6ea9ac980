import type { ListEnd, Page } from '../../../nodes/core/paging/pages.ts';
import {
	cursorPages,
	MAX_REPEATED_PAGES,
	numberedPages,
} from '../../../nodes/core/paging/pages.ts';

const full = (records: readonly number[], rest: Partial<Page<number>> = {}): Page<number> => ({
	records,
	hasMore: true,
	...rest,
});

describe('numbered pages', () => {
	/** The numbers asked for, and why the list ends with the last page. */
	async function read(
		pageOf: (number: number, request: number) => Page<number>,
		more: { pageSize?: number; confirmsRepeats?: boolean } = {},
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

	it.each<[string, Page<number>, ListEnd]>([
		['a page that the service calls the last', full([2, 3], { hasMore: false }), 'last'],
		['an empty page', { records: [] }, 'last'],
		['an empty page that promises more', full([]), 'leadsNowhere'],
		['a page without a new record', full([1]), 'repeats'],
		['such a page, although it is called the last', full([1], { hasMore: false }), 'repeats'],
	])('end with %s', async (_what, page, end) => {
		expect(await read(second(page))).toMatchObject({ asked: [1, 2], end });
	});

	it.each<[string, Page<number>, ListEnd]>([
		['shorter than asked for, that says nothing', { records: [1] }, 'last'],
		['shorter than asked for, that promises more', full([1]), 'repeats'],
		['as long as asked for', { records: [1, 1] }, 'repeats'],
	])('with a repeated page %s, end', async (_what, page, end) => {
		expect((await read(second(page), { pageSize: 2 })).end).toBe(end);
	});

	it.each<[string, Page<number>]>([
		['a short page that says nothing', { records: [2] }],
		['a page without a usable record', { records: [], size: 2 }],
	])('go on after %s', async (_what, page) => {
		const { asked } = await read((number) => (number < 3 ? second(page)(number) : { records: [] }));
		expect(asked).toEqual([1, 2, 3]);
	});

	it('that are confirmed go on when records have arrived and pushed others down', async () => {
		const list = [5, 4, 3, 2, 1];
		const { fresh, end } = await read(
			(number, request) => {
				if (request === 2) list.unshift(6);
				return full(list.slice(number - 1, number), { hasMore: number < list.length });
			},
			{ confirmsRepeats: true },
		);
		expect([fresh, end]).toEqual([[5, 4, 3, 2, 1], 'last']);
	});

	it('that are confirmed end at once where each number gives the first page', async () => {
		const { asked, end } = await read(() => full([1]), { confirmsRepeats: true });
		// The page, the first page and the page again.
		expect([asked, end]).toEqual([[1, 2, 1, 2], 'repeats']);
	});

	it('that are confirmed end after some pages in a row without a new record', async () => {
		const { asked, end } = await read((number) => full([Math.min(number, 3)]), {
			confirmsRepeats: true,
		});
		expect([Math.max(...asked), end]).toEqual([3 + MAX_REPEATED_PAGES, 'repeats']);
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
