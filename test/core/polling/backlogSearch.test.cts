import {
	afterProbe,
	beginSearch,
	liesInBacklog,
	MAX_PROBES,
	NEAR_ENOUGH_PAGES,
	nextProbe,
} from '../../../nodes/core/polling/backlogSearch.ts';
import type { CandidatePage } from '../../../nodes/core/polling/source.ts';
import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import type { NewestFirstState } from '../../../nodes/core/polling/newestFirst.ts';
import { fromTheBeginning } from '../../../nodes/core/polling/newestFirst.ts';
import {
	scanNewestFirst,
	SEARCH_AFTER_PAGES,
} from '../../../nodes/core/polling/scanNewestFirst.ts';
import { shortKey } from '../../../nodes/core/polling/seenKeys.ts';

function searchFor(lastPage: number, from = SEARCH_AFTER_PAGES) {
	let search = beginSearch(from);
	const probes: number[] = [];
	for (let page = nextProbe(search); page !== undefined; page = nextProbe(search)) {
		probes.push(page);
		search = afterProbe(search, page, page <= lastPage);
	}
	return { ...search, probes };
}

describe('the search for the last page of a backlog', () => {
	it.each([
		[8, 8, [16, 12], 8],
		[15, 8, [16, 12], 12],
		[30, 8, [16, 32, 24, 28], 28],
		[100, 8, [16, 32, 64, 128, 96, 112, 104, 100], 100],
		[1, 1, [2], 1],
		[70, 66, [132, 99, 82, 74, 70], 70],
	])('on page %i, from page %i on', (lastPage, from, probes, within) => {
		expect(searchFor(lastPage, from)).toMatchObject({ probes, within });
	});

	it('comes near, and never beyond, with twice as many probes as the number of pages has digits', () => {
		for (let lastPage = SEARCH_AFTER_PAGES; lastPage < 3_000; lastPage++) {
			const { within, probes } = searchFor(lastPage);
			expect(within).toBeLessThanOrEqual(lastPage);
			expect(lastPage - within).toBeLessThan(NEAR_ENOUGH_PAGES);
			expect(probes.length).toBeLessThanOrEqual(2 * Math.log2(lastPage));
		}
	});

	it('ends although every page seems to lie in the backlog', () => {
		const { probes } = searchFor(Infinity);
		expect(probes).toHaveLength(MAX_PROBES);
		expect(Number.isSafeInteger(probes.at(-1))).toBe(true);
	});
});

describe('a page lies in the backlog', () => {
	const one = { key: 'a', time: 200, item: 'a' };
	const page: CandidatePage<string> = {
		records: [one],
		size: 1,
		hasMore: true,
		serverNow: undefined,
	};
	const old = { key: 'b', time: 99, item: 'b' };
	const known = { key: 'known', time: 300, item: 'known' };

	it.each<[string, Partial<CandidatePage<string>>, boolean]>([
		['when everything on it is new', {}, true],
		['not when a part is older', { records: [one, old] }, false],
		['not when a part is known', { records: [known, one] }, false],
		['not when it is empty', { records: [], size: 0 }, false],
		['not when nothing on it is usable', { records: [] }, false],
		['not when it seems to be the last', { hasMore: false }, false],
		['not when it begins with the oldest', { records: [one, { ...one, time: 201 }] }, false],
	])('%s', (_name, rest, lies) => {
		const view = { boundary: 100, known: new Set(['known']) };
		expect(liesInBacklog({ ...page, ...rest }, view)).toBe(lies);
	});
});

describe('a scan', () => {
	const PAGE = 10;
	const noSuchPage = new ApiFailure('There is no such page.', '', {
		status: 404,
		attempts: 1,
		certainlyWithoutEffect: true,
	});
	const MOST = 50;

	/** Scans a list of `count` records, all of them new; one in `loudEvery` is not silent. */
	async function read(
		count: number,
		{
			state = { ...fromTheBeginning, total: undefined },
			loudEvery = 1,
			time = Infinity,
			refusesFrom = Infinity,
			total,
			most = MOST,
		}: {
			state?: NewestFirstState;
			loudEvery?: number;
			time?: number;
			refusesFrom?: number;
			total?: number | undefined;
			most?: number;
		} = {},
	) {
		const pages: number[] = [];
		const scan = await scanNewestFirst(state, {
			lookbackMs: 0,
			most,
			outOfTime: () => pages.length >= time,
			now: () => 0,
			onTrouble() {},
			async readPage(number) {
				pages.push(number);
				if (number >= refusesFrom) throw noSuchPage;
				const first = (number - 1) * PAGE;
				const size = Math.max(0, Math.min(PAGE, count - first));
				const records = Array.from({ length: size }, (_value, n) => {
					const age = first + n;
					const silent = age % loudEvery !== 0;
					return { key: shortKey(`${age}`), time: count - age, item: age, silent };
				});
				return { records, size, hasMore: first + size < count, total, serverNow: undefined };
			},
		});
		return { pages, scan };
	}
	const upTo = (pages: number) => Array.from({ length: pages }, (_value, n) => n + 1);

	it('of no more pages than the named number takes them one after the other', async () => {
		const { pages, scan } = await read(SEARCH_AFTER_PAGES * PAGE - 1);
		expect(pages).toEqual(upTo(SEARCH_AFTER_PAGES));
		expect(scan.complete).toBe(true);
	});

	it('of a long backlog keeps the oldest without reading the middle', async () => {
		const { pages, scan } = await read(1_995);
		expect(scan.complete).toBe(true);
		expect(scan.candidates.map(({ item }) => item)).toEqual(
			upTo(MOST).map((n) => 1_994 - MOST + n),
		);
		expect(pages.length).toBeLessThan(30);
	});

	it('goes on with what it has read when the backlog ends soon', async () => {
		const { pages, scan } = await read(9.5 * PAGE);
		expect(pages).toEqual([...upTo(8), 16, 12, 9, 10]);
		expect([scan.firstPage, scan.complete]).toEqual([1, true]);
	});

	it('begins higher when few records are asked for', async () => {
		const { scan } = await read(2_995, { loudEvery: 10 });
		const loud = scan.candidates.filter(({ silent }) => !silent);
		expect(loud).toHaveLength(MOST);
	});

	it('that runs out of time goes on where the search was', async () => {
		const { scan } = await read(1_995, { time: 11 });
		expect([scan.complete, scan.nextPage]).toEqual([false, 64]);
	});

	it('is not in trouble when pages behind the last are refused', async () => {
		const { scan } = await read(1_995, { refusesFrom: 202 });
		expect(scan.complete).toBe(true);
		expect(scan.candidates.at(-1)?.item).toBe(1_994);
	});

	it('where a backlog was left does not search before the portion is read', async () => {
		const state = { ...fromTheBeginning, total: undefined, resumePage: 189 };
		const { pages } = await read(1_995, { state });
		expect(pages).toEqual(upTo(12).map((n) => 188 + n));
	});

	describe('of a list whose total is known from before', () => {
		const known = (total: number) => ({ ...fromTheBeginning, total });

		it('begins close to the end after one page', async () => {
			const { pages, scan } = await read(1_995, { state: known(0), total: 1_995 });
			expect([pages[0], pages[1], pages.at(-1)]).toEqual([1, 194, 200]);
			expect(pages).toHaveLength(8);
			expect(scan.candidates.at(-1)?.item).toBe(1_994);
			expect([scan.firstPage, scan.complete]).toEqual([194, true]);
		});

		it('begins too high, and reads to the end, where records were deleted', async () => {
			const { pages, scan } = await read(1_995, { state: known(500), total: 1_995 });
			expect(pages.slice(0, 2)).toEqual([1, 144]);
			expect(scan.candidates.map(({ item }) => item)).toEqual(
				upTo(MOST).map((n) => 1_994 - MOST + n),
			);
		});

		it.each([
			['gives an empty page behind the end', Infinity],
			['refuses pages behind the end', 21],
		])('finds all although the service states too many and %s', async (_name, refusesFrom) => {
			const { scan } = await read(195, { state: known(0), total: 5_000, refusesFrom });
			expect(scan.complete).toBe(true);
			expect(scan.candidates.at(-1)?.item).toBe(194);
		});

		it('searches where the total does not grow', async () => {
			const { pages, scan } = await read(1_995, { state: known(100), total: 100 });
			expect(pages.slice(0, 9)).toEqual([...upTo(8), 16]);
			expect(scan.candidates.at(-1)?.item).toBe(1_994);
		});

		it('of a single portion reads page after page', async () => {
			const { pages } = await read(135, { state: known(0), total: 135, most: 150 });
			expect(pages).toEqual(upTo(14));
		});

		it('of little news reads page after page', async () => {
			const { pages } = await read(55, { state: known(0), total: 55 });
			expect(pages).toEqual(upTo(6));
		});
	});
});
