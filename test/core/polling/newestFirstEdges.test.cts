import type { ListEnd } from '../../../nodes/core/paging/pages.ts';
import type { NewestFirstState, Scan } from '../../../nodes/core/polling/newestFirst.ts';
import {
	beginScan,
	fitNewestFirst,
	fromTheBeginning,
	hidesNewer,
	isAscending,
	MAX_CANDIDATES,
	oldest,
	pagesFor,
	reachesBelow,
	reduceNewestFirst,
	takePage,
	withinClocks,
} from '../../../nodes/core/polling/newestFirst.ts';
import { allKeys, shortKey, withKeys } from '../../../nodes/core/polling/seenKeys.ts';
import type { Candidate } from '../../../nodes/core/polling/source.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');
const LOOKBACK = 15 * MINUTE;

/** "7" is a record of that time, "7s" a silent one, "7b" another one of that time. */
function record(name: string): Candidate<string> {
	return {
		key: shortKey(name),
		time: Number.parseInt(name, 10),
		item: name,
		silent: name.endsWith('s'),
	};
}

interface Read {
	first?: number;
	boundary?: number;
	known?: string[];
	most?: number;
	end?: ListEnd;
	/** What each page states of the length of the list. */
	totals?: number[];
}

/** A scan of these pages, the names of a page in one text. The last one ends the list. */
function scanOf(
	pages: string[],
	{ first = 1, boundary = 0, known = [], most = 100, end = 'last', totals = [] }: Read = {},
): Scan<string> {
	const view = { boundary, known: new Set(known.map(shortKey)), most };
	return pages.reduce(
		(scan, names, index) => {
			const records = names.split(' ').map(record);
			const page = { records, size: records.length, serverNow: NOW, total: totals[index] };
			const isLast = index === pages.length - 1;
			const turned = { page, number: first + index, fresh: records, end: isLast ? end : undefined };
			return takePage(scan, turned, view);
		},
		beginScan<string>(first, NOW),
	);
}

const namesOf = (records: ReadonlyArray<{ item: string }>) =>
	records.map(({ item }) => item).join(' ');

const empty: NewestFirstState = { cursor: null, floor: null, seen: {} };

const reduce = (state: NewestFirstState, scan: Scan<string>, most = 100) =>
	reduceNewestFirst(state, scan, { lookbackMs: LOOKBACK, most });

describe('a stored state', () => {
	const clocks = { service: NOW, host: NOW + 60 * MINUTE };
	const ahead = NOW + 120 * MINUTE;

	it.each<[string, Partial<NewestFirstState>, Partial<NewestFirstState>]>([
		[
			'whose times are ahead',
			{ cursor: ahead, floor: ahead },
			{ cursor: NOW, floor: NOW - LOOKBACK },
		],
		['without a floor', { cursor: ahead }, { cursor: NOW, floor: null }],
		['without a cursor', { floor: ahead }, { cursor: null, floor: NOW - LOOKBACK }],
		[
			'whose floor alone is ahead',
			{ cursor: NOW - 1, floor: ahead },
			{ cursor: NOW - 1, floor: NOW - LOOKBACK },
		],
		['whose cursor alone is ahead', { cursor: ahead, floor: 5 }, { cursor: NOW, floor: 5 }],
	])('%s goes back to the earlier clock', (_name, times, expected) => {
		const state = { ...empty, ...times, resumePage: 7, total: 9 };

		expect(withinClocks(state, clocks, LOOKBACK)).toEqual({
			...state,
			...expected,
			resumePage: undefined,
			total: undefined,
		});
	});

	it('before both clocks stays as it is', () => {
		const state = { ...empty, cursor: NOW, floor: NOW, resumePage: 7, total: 9 };

		expect(withinClocks(state, clocks, LOOKBACK)).toBe(state);
	});
});

describe('a scan', () => {
	it('that has read nothing is not complete, and takes nothing for news', () => {
		const scan = beginScan<string>(3, NOW);

		expect(scan).toMatchObject({ firstPage: 3, nextPage: 3, complete: false });
		expect(reduce(empty, scan)).toEqual({ state: { ...empty, resumePage: 3 }, fresh: [] });
	});

	it.each<[string, string[], Read, string]>([
		['takes what is at the boundary', ['101 100 99'], { boundary: 100 }, '101 100'],
		['leaves what is known', ['101 100'], { known: ['101'] }, '100'],
		['takes a record of a page once', ['101 101 100'], {}, '101 100'],
		['sorts a page', ['1 3 2'], {}, '3 2 1'],
		['sorts a page that does not lie below the others', ['5 4', '6 3'], {}, '6 5 4 3'],
		['sorts a page that reaches between the others', ['7 6 2', '4 1'], {}, '7 6 4 2 1'],
		['keeps the order of pages among equal times', ['5 4', '4b 3'], {}, '5 4 4b 3'],
		['keeps the oldest that fit', ['5 4', '3 2'], { most: 2 }, '3 2'],
		['sheds silent ones on the way, and counts the others', ['3s 2 1'], { most: 1 }, '1'],
		['does not count silent ones', ['3s 2s 1'], { most: 1 }, '3s 2s 1'],
	])('%s', (_name, pages, read, kept) => {
		const scan = scanOf(pages, read);

		expect(namesOf(scan.candidates)).toBe(kept);
		expect(scan.loud).toBe(scan.candidates.filter(({ silent }) => silent !== true).length);
	});

	it('takes a record again that stands above the boundary, too', () => {
		const [low, high] = [99, 100].map((time) => ({ ...record('a'), time }));
		const records = [low, high] as Array<Candidate<string>>;
		const turned = { page: { records, size: 2, serverNow: NOW }, number: 1, fresh: records };
		const view = { boundary: 100, known: new Set<string>(), most: 5 };
		const scan = takePage(beginScan<string>(1, NOW), { ...turned, end: undefined }, view);

		expect(scan.candidates.map(({ time }) => time)).toEqual([100]);
	});

	it('remembers its place, its longest page and what its first page stated', () => {
		const scan = scanOf(['9 8 7', '6 5'], { first: 4, totals: [20, 21] });

		expect(scan).toMatchObject({ firstPage: 4, nextPage: 6, longestPage: 3, total: 20 });
	});

	it.each<[string, string[], boolean | undefined]>([
		['of pages that do not tell', ['5', '5 5b'], undefined],
		['whose pages begin with the oldest', ['1 2', '3 4'], true],
		['of which a page does not tell', ['1 2', '3'], true],
		['of which one page begins with the newest', ['1 2', '4 3', '5 6'], false],
	])('%s', (_name, pages, ascending) => {
		expect(scanOf(pages).ascending).toBe(ascending);
	});
});

describe('the order of a page', () => {
	const pageOf = (names: string) => ({ records: names === '' ? [] : names.split(' ').map(record) });

	it.each<[string, boolean | undefined]>([
		['', undefined],
		['5', undefined],
		['5 7 5b', undefined],
		['5 7 6', true],
		['5 7 4', false],
	])('of %j', (names, ascending) => {
		expect(isAscending(pageOf(names))).toBe(ascending);
	});

	it.each<[string, boolean, boolean]>([
		['', false, false],
		['300 200 99', true, false],
		['99 300 98', true, false],
		['300 99 100', false, false],
		['97 200 99', false, true],
		['99 98 100', false, false],
	])('tells of %j whether it reaches below 100, and whether newer ones follow', (...row) => {
		const [names, below, hides] = row;
		const page = pageOf(names);

		expect([reachesBelow(page, 100), hidesNewer(page, 100)]).toEqual([below, hides]);
	});
});

describe('what is new', () => {
	it('is all of it for a trigger that emits existing records', () => {
		const { state, fresh } = reduce(fromTheBeginning, scanOf(['9 8', '7 6'], { totals: [4, 4] }));

		expect(namesOf(fresh)).toBe('6 7 8 9');
		expect(state).toMatchObject({ cursor: 9, floor: 9 - LOOKBACK, total: 4 });
	});

	it('comes with the oldest first, and the later in the pages among equal times', () => {
		expect(namesOf(reduce(empty, scanOf(['5 4 4b', '4c 3'])).fresh)).toBe('3 4c 4b 4 5');
	});

	it('is what the state at the end does not know', () => {
		const base = 10 * LOOKBACK;
		const name = (time: number) => String(base + time);
		const state = {
			cursor: base + LOOKBACK,
			floor: null,
			seen: withKeys({}, [record(name(2))]),
		};
		const { fresh } = reduce(state, scanOf([[2, 1, 0, -1].map(name).join(' ')]));

		expect(namesOf(fresh)).toBe([0, 1].map(name).join(' '));
	});

	it('does not count silent records', () => {
		expect(namesOf(reduce(empty, scanOf(['4 3 2 1s']), 2).fresh)).toBe('1s 2 3');
	});

	it('is nothing as long as the scan is not complete, but the next one goes on there', () => {
		const open = { end: undefined as unknown as ListEnd };
		const incomplete = (pages: string[], boundary: number) => ({
			...scanOf(pages, { ...open, boundary }),
			complete: false,
		});

		expect(reduce(empty, incomplete(['9 8'], 0)).state.resumePage).toBe(2);
		expect(reduce(empty, incomplete(['8 9'], 0)).state.resumePage).toBeUndefined();
		// All of them are old, and newer ones follow.
		expect(reduce(empty, incomplete(['8 9'], 100)).state.resumePage).toBe(2);
	});
});

describe('the cursor', () => {
	it('is the newest time emitted', () => {
		expect(reduce(empty, scanOf(['9 8'])).state.cursor).toBe(9);
	});

	it('does not pass a record that was left, although a silent one is newer', () => {
		const scan = scanOf(['5 4 3', '6s'], { most: 2 });

		expect(scan.oldestLeft).toBe(5);
		expect(namesOf(reduce(empty, scan).fresh)).toBe('3 4 6s');
		expect(reduce(empty, scan).state.cursor).toBe(5);
	});

	it('is none for records whose dates are not believed, and their keys are known', () => {
		const name = String(NOW + 600 * MINUTE);
		const { state, fresh } = reduce(empty, scanOf([name]));

		expect(namesOf(fresh)).toBe(name);
		expect(state).toMatchObject({ cursor: null, floor: null });
		expect([...allKeys(state.seen)]).toEqual([shortKey(name)]);
	});

	it('takes the lookback along, and keys below that are forgotten', () => {
		const [old, late] = [NOW - 60 * MINUTE, NOW].map(String);
		const { state } = reduce(empty, scanOf([`${late} ${old}`]));

		expect(state).toMatchObject({ cursor: NOW, floor: NOW - LOOKBACK });
		expect([...allKeys(state.seen)]).toEqual([shortKey(String(late))]);
	});
});

describe('where the next scan begins, and whether it can trust the total', () => {
	const fivePages = ['9 8', '7 6', '5 4', '3 2', '1 0'];

	it.each<[string, string[], Read, number, number | undefined, number | undefined]>([
		['all of the list was emitted', ['9 8', '7 6'], {}, 100, undefined, 4],
		['the newest are left', fivePages, { most: 2 }, 2, 4, undefined],
		['those of a reduced room are left', fivePages, {}, 4, 2, undefined],
		['the scan began further down', ['9 8', '7 6'], { first: 5 }, 2, 5, undefined],
		[
			'nothing was found further down',
			['9 8'],
			{ first: 5, boundary: 10 },
			2,
			undefined,
			undefined,
		],
		['there was no room further down', ['9 8', '7 6'], { first: 5 }, 0, 5, undefined],
		['the first page is near', ['9 8', '7 6'], { first: 2 }, 100, 1, undefined],
	])('%s', (_name, pages, read, most, resumePage, total) => {
		const totals = pages.map(() => 4);
		const { state } = reduce(empty, scanOf(pages, { ...read, totals }), most);

		expect([state.resumePage, state.total]).toEqual([resumePage, total]);
	});

	it('is above the page of the newest one emitted', () => {
		const scan = scanOf(['6', '5', '4', '3'], { first: 3 });

		expect(reduce(empty, scan, 2).state.resumePage).toBe(3);
		expect(reduce(empty, scan, 3).state.resumePage).toBe(1);
	});

	it.each<[string, string[], number, number]>([
		['one record a page', ['4', '3'], 2, 2],
		['two records a page', ['4 3', '2 1'], 3, 2],
		['as many silent ones', ['4s 3', '2s 1'], 2, 2],
		['silent ones alone', ['4s 3s'], 1, MAX_CANDIDATES / 2],
	])('is as many pages above as hold the room: %s', (_name, pages, most, expected) => {
		expect(pagesFor(scanOf(pages), most)).toBe(expected);
	});

	it('is never more pages above than a scan keeps', () => {
		const none = scanOf(['4 3'], { boundary: 10 });

		expect(pagesFor(none, 3)).toBe(2);
		expect(pagesFor(none, 10 * MAX_CANDIDATES)).toBe(MAX_CANDIDATES / 2);
		expect(pagesFor({ ...none, longestPage: 0 }, 3)).toBe(3);
	});
});

it.each<[string, number | null, number[], number | null]>([
	['of none', null, [], null],
	['of those that are there', null, [3, 1, 2], 1],
	['of one that is known', 2, [3, 4], 2],
])('the oldest time %s', (_name, known, times, expected) => {
	expect(
		oldest(
			known,
			times.map((time) => ({ time })),
		),
	).toBe(expected);
});

it.each<[string, number | null, number]>([
	['no floor', null, 1_000],
	['a lower one', 500, 1_000],
	['a higher one', 5_000, 5_000],
])('a state that is too large gets a floor above what it forgets: %s', (_name, floor, expected) => {
	const seen = withKeys({}, [record('500'), record('1500')]);
	const { state, narrowed } = fitNewestFirst({ ...empty, floor, seen }, 20);

	expect(narrowed).toBe(true);
	expect(state.floor).toBe(expected);
	expect([...allKeys(state.seen)]).toEqual([shortKey('1500')]);
});
