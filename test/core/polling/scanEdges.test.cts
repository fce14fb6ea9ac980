import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import {
	afterProbe,
	beginSearch,
	endByGrowth,
	liesInBacklog,
	MAX_PROBES,
	searchBacklog,
} from '../../../nodes/core/polling/backlogSearch.ts';
import type { NewestFirstState } from '../../../nodes/core/polling/newestFirst.ts';
import type { ScanTrouble } from '../../../nodes/core/polling/scanNewestFirst.ts';
import {
	scanNewestFirst,
	SEARCH_AFTER_PAGES,
} from '../../../nodes/core/polling/scanNewestFirst.ts';
import { shortKey, withKeys } from '../../../nodes/core/polling/seenKeys.ts';
import type { Candidate, CandidatePage } from '../../../nodes/core/polling/source.ts';
import { MAX_PAGES_PER_SCAN } from '../../../nodes/core/polling/source.ts';

const record = (time: number): Candidate<number> => ({
	key: shortKey(`${time}`),
	time,
	item: time,
});

const pageOf = (times: number[], rest: Partial<CandidatePage<number>> = {}) => ({
	records: times.map(record),
	size: times.length,
	hasMore: true,
	serverNow: undefined,
	...rest,
});

const upTo = (pages: number) => Array.from({ length: pages }, (_value, n) => n + 1);

describe('the end of a backlog, by how much the list has grown', () => {
	const view = { boundary: 100, known: new Set<string>(), most: 5 };

	it.each<[string, number | undefined, number | undefined, number[], number | undefined]>([
		['the service states no total', undefined, 10, [120, 110], undefined],
		['no total is known from before', 20, undefined, [120, 110], undefined],
		['the list has not grown', 10, 10, [120, 110], undefined],
		['the list has become shorter', 5, 10, [120, 110], undefined],
		['it has grown by less than a page', 11, 10, [120, 110], undefined],
		['it has grown by one page', 12, 10, [120, 110], 1],
		['it has grown by some pages and a part', 17, 10, [120, 110], 3],
		['page 1 does not lie in it', 17, 10, [120, 99], undefined],
	])('where %s', (_name, total, totalBefore, times, end) => {
		expect(endByGrowth(pageOf(times, { total }), { ...view, totalBefore })).toBe(end);
	});

	it('a record at the boundary lies in the backlog', () => {
		expect(liesInBacklog(pageOf([120, 100]), view)).toBe(true);
	});
});

describe('a search', () => {
	const view = { boundary: 0, known: new Set<string>(), most: 5 };

	async function search(
		within: number,
		readPage: (page: number) => CandidatePage<number>,
		time = Infinity,
	) {
		const asked: number[] = [];
		const found = await searchBacklog(within, view, {
			outOfTime: () => asked.length >= time,
			async readPage(page) {
				asked.push(page);
				return readPage(page);
			},
		});
		return { found, asked };
	}
	const endless = (page: number) => pageOf([10 * page + 1, 10 * page]);

	it.each([true, false])('counts its pages, whether one lies within or not: %s', (liesWithin) => {
		expect(afterProbe(beginSearch(8), 16, liesWithin)).toEqual({
			within: liesWithin ? 16 : 8,
			beyond: liesWithin ? undefined : 16,
			probes: 1,
		});
	});

	it('reads nothing without time', async () => {
		expect(await search(8, endless, 0)).toEqual({ found: 8, asked: [] });
	});

	it('says how far it came when time runs out', async () => {
		expect(await search(8, endless, 2)).toEqual({ found: 32, asked: [16, 32] });
	});

	it('ends after a bounded number of pages', async () => {
		expect((await search(8, endless)).asked).toHaveLength(MAX_PROBES);
	});

	it('takes a page that comes again for one behind the end', async () => {
		const { found, asked } = await search(8, (page) => endless(Math.min(page, 20)));

		expect(asked.slice(0, 3)).toEqual([16, 32, 64]);
		// Page 32 was page 20, which no probe had given before.
		expect(found).toBe(32);
	});

	it('takes a page that is refused for one behind the end', async () => {
		const { found } = await search(8, (page) => {
			if (page > 30) throw new Error('no such page');
			return endless(page);
		});

		expect(found).toBeGreaterThan(26);
		expect(found).toBeLessThanOrEqual(30);
	});
});

interface Service {
	state?: Partial<NewestFirstState>;
	/** The times of each page, by its number. */
	page(number: number): CandidatePage<number>;
	/** Requests after which time has run out. */
	time?: number;
	most?: number;
}

async function scan({ state, page, time = Infinity, most = 4 }: Service) {
	const asked: number[] = [];
	const troubles: ScanTrouble[] = [];
	let atOnce = 0;
	let mostAtOnce = 0;
	const found = await scanNewestFirst<number>(
		{ cursor: null, floor: null, seen: {}, ...state },
		{
			lookbackMs: 0,
			most,
			now: () => 1e6,
			outOfTime: () => asked.length >= time,
			onTrouble: (trouble) => void troubles.push(trouble),
			async readPage(number) {
				asked.push(number);
				mostAtOnce = Math.max(mostAtOnce, ++atOnce);
				await Promise.resolve();
				atOnce--;
				return page(number);
			},
		},
	);
	return { scan: found, asked, troubles, mostAtOnce };
}

/** Page n of a list of two records a page, the newest of which is `newest`. */
const listOf =
	(newest: number, rest: Partial<CandidatePage<number>> = {}) =>
	(number: number) =>
		pageOf(
			[newest - 2 * number + 2, newest - 2 * number + 1].filter((time) => time > 0),
			rest,
		);

describe('a scan where a backlog was left', () => {
	const refusal = (status: number) =>
		new ApiFailure('Refused', '', { status, attempts: 1, certainlyWithoutEffect: true });
	const refusing = (reason: Error) => (number: number) => {
		if (number > 1) throw reason;
		return pageOf([9, 8], { hasMore: false });
	};

	it.each([400, 404, 410, 416, 422])('begins with page 1 after a %i', async (status) => {
		const { asked, scan: found } = await scan({
			state: { resumePage: 7 },
			page: refusing(refusal(status)),
		});

		expect([asked, found.candidates.length]).toEqual([[7, 1], 2]);
	});

	it.each<[string, Error]>([
		['of the service', refusal(500)],
		['without a status', new ApiFailure('None', '', { attempts: 1, certainlyWithoutEffect: true })],
		['of the node', new Error('A mistake')],
	])('fails with another failure, %s', async (_what, reason) => {
		await expect(scan({ state: { resumePage: 7 }, page: refusing(reason) })).rejects.toBe(reason);
	});

	it('begins with page 1 when nothing is left there', async () => {
		const seen = withKeys({}, upTo(10).map(record));
		const { asked, scan: found } = await scan({
			state: { resumePage: 3, seen, floor: 5 },
			page: listOf(14),
		});

		expect(asked[0]).toBe(3);
		expect(asked).toContain(1);
		expect(found).toMatchObject({ firstPage: 1, complete: true });
		expect(found.candidates.map(({ time }) => time)).toEqual([14, 13, 12, 11]);
	});

	it('does not when time has run out', async () => {
		const { asked, scan: found } = await scan({
			state: { resumePage: 3, floor: 500 },
			page: listOf(14),
			time: 1,
		});

		expect([asked, found.firstPage, found.complete]).toEqual([[3], 3, true]);
	});

	it('does not when it has found something', async () => {
		const { asked, scan: found } = await scan({
			state: { resumePage: 3, floor: 8 },
			page: listOf(14),
		});

		expect([asked, found.firstPage]).toEqual([[3, 4], 3]);
	});

	it('ends at page 1 when nothing is there either', async () => {
		const { asked, scan: found } = await scan({
			state: { resumePage: 3, floor: 500 },
			page: listOf(14),
		});

		expect([asked, found.complete]).toEqual([[3, 1], true]);
	});
});

describe('a scan reads ahead', () => {
	const list = listOf(20, { total: 20 });

	it.each<[string, Service, number[], number]>([
		[
			'as many pages as the portion has, where a backlog was left',
			{ state: { resumePage: 3, floor: 11 }, page: list, most: 6 },
			[3, 4, 5, 6],
			2,
		],
		[
			'as many as that where it begins again with page 1',
			{
				state: { resumePage: 9, floor: 13 },
				page: (number) => (number === 9 ? pageOf([4, 3]) : list(number)),
				most: 8,
			},
			[9, 1, 2, 3, 4, 5],
			2,
		],
		['no page behind the first one', { state: { floor: 18 }, page: list }, [1, 2], 1],
		[
			'no page behind one on which something is known',
			{ state: { floor: 16, seen: withKeys({}, [record(18)]) }, page: list, most: 9 },
			[1, 2, 3],
			1,
		],
	])('%s', async (_name, service, asked, mostAtOnce) => {
		expect(await scan(service)).toMatchObject({ asked, mostAtOnce });
	});

	it('where the page of a backlog is refused, too', async () => {
		const found = await scan({
			state: { resumePage: 30 },
			page(number) {
				if (number < 30) return list(number);
				const details = { status: 404, attempts: 1, certainlyWithoutEffect: true };
				throw new ApiFailure('No such page', '', details);
			},
			most: 50,
		});

		expect(found.asked[0]).toBe(30);
		expect(found.mostAtOnce).toBeGreaterThan(1);
		expect(found.scan.candidates).toHaveLength(20);
	});
});

describe('a scan of a list whose total is known', () => {
	it('goes on with page 2 where the end of the backlog is near', async () => {
		const { scan: found } = await scan({ state: { total: 0 }, page: listOf(8, { total: 8 }) });

		expect(found).toMatchObject({ firstPage: 1, complete: true });
	});

	it('believes in the growth on page 1 only', async () => {
		const found = await scan({
			state: { total: 0, seen: withKeys({}, [record(2_000)]) },
			page: listOf(2_000, { total: 2_000 }),
		});

		expect(found.asked.slice(0, 9)).toEqual([...upTo(SEARCH_AFTER_PAGES), 16]);
	});
});

describe('a scan from the first page', () => {
	it('reads one page, and none ahead, where nothing is new', async () => {
		const found = await scan({ state: { floor: 500 }, page: listOf(14, { total: 14 }) });

		expect([found.asked, found.mostAtOnce]).toEqual([[1], 1]);
	});

	it('reads ahead where the first two pages are new', async () => {
		const found = await scan({ page: listOf(12, { total: 12 }), most: 20 });

		expect(found.asked.slice(0, 2)).toEqual([1, 2]);
		expect(found.mostAtOnce).toBeGreaterThan(1);
		expect(found.scan.candidates).toHaveLength(12);
	});

	it('searches after some pages of nothing but news', async () => {
		const found = await scan({ page: listOf(2_000) });

		expect(found.asked.slice(0, 9)).toEqual([...upTo(SEARCH_AFTER_PAGES), 16]);
		expect(found.scan.complete).toBe(true);
		expect(found.scan.candidates.map(({ time }) => time)).toEqual([4, 3, 2, 1]);
	});

	it('does not search where a record of each page is known', async () => {
		const seen = withKeys(
			{},
			upTo(1_000).map((n) => record(2 * n)),
		);
		const found = await scan({ state: { seen, floor: 1_970 }, page: listOf(2_000) });

		expect(found.asked).toEqual(upTo(16));
	});

	it('goes on at the next page when time runs out', async () => {
		const found = await scan({ page: listOf(2_000), time: 3 });

		expect(found.asked).toEqual([1, 2, 3]);
		expect(found.scan).toMatchObject({ complete: false, nextPage: 4 });
	});

	it('goes on where the search came to when time runs out', async () => {
		const found = await scan({ page: listOf(2_000), time: 10 });

		expect(found.asked.slice(-2)).toEqual([16, 32]);
		expect(found.scan).toMatchObject({ complete: false, nextPage: 32 });
	});

	it('says when the list does not end within the pages of a poll, and only then', async () => {
		const known = await scan({ state: { floor: 1_985 }, page: listOf(2_000), time: 3 });
		expect(known.troubles).toEqual([]);
		// Each page but the first has one that is known, so that no search shortens the way.
		const seen = withKeys(
			{},
			upTo(2_000).map((n) => record(2 * n)),
		);
		const long = await scan({ state: { seen }, page: listOf(2_000) });

		expect(long.troubles).toEqual(['tooManyPages']);
		expect(long.asked).toHaveLength(MAX_PAGES_PER_SCAN);
	});

	it('says nothing when the last page that it may read completes it', async () => {
		const seen = withKeys(
			{},
			upTo(300).map((n) => record(2 * n)),
		);
		const found = await scan({ state: { seen, floor: 2 }, page: listOf(600) });

		expect(found.asked).toHaveLength(MAX_PAGES_PER_SCAN);
		expect([found.scan.complete, found.troubles]).toEqual([true, []]);
	});
});
