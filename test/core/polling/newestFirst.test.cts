import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import type { ListEnd } from '../../../nodes/core/paging/pages.ts';
import type { Clocks } from '../../../nodes/core/polling/clocks.ts';
import { newestBelieved } from '../../../nodes/core/polling/clocks.ts';
import { baseline, scanBaseline } from '../../../nodes/core/polling/baseline.ts';
import type { Candidate, CandidatePage } from '../../../nodes/core/polling/source.ts';
import { MAX_PAGES_PER_SCAN } from '../../../nodes/core/polling/source.ts';
import type { NewestFirstState } from '../../../nodes/core/polling/newestFirst.ts';
import {
	beginScan,
	fitNewestFirst,
	hidesNewer,
	MAX_CANDIDATES,
	reachesBelow,
	reduceNewestFirst,
	takePage,
} from '../../../nodes/core/polling/newestFirst.ts';
import { pagesOf, scanNewestFirst } from '../../../nodes/core/polling/scanNewestFirst.ts';
import { shortKey, withKeys } from '../../../nodes/core/polling/seenKeys.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');

const record = (name: string, time: number, silent = false): Candidate<string> => {
	return { key: shortKey(name), time, item: name, silent };
};
const page = (records: Array<Candidate<string>>, rest: Partial<CandidatePage<string>> = {}) => {
	return { records, size: records.length, hasMore: true, serverNow: NOW, ...rest };
};

describe('the newest time to believe', () => {
	const HOUR = 60 * MINUTE;

	it.each<[string, number[], Clocks, number | null]>([
		['none', [], { service: NOW, host: NOW }, null],
		['the newest', [1, 3, 2], { service: NOW, host: NOW }, 3],
		[
			'a clock that is a little ahead: not beyond the service’s own',
			[NOW + MINUTE, 5],
			{ service: NOW, host: NOW + HOUR },
			NOW,
		],
		['a date far ahead: not at all', [NOW + 6 * MINUTE, 5], { service: NOW, host: NOW }, 5],
		[
			'a service whose clock is ahead: not beyond that of the host',
			[NOW + HOUR],
			{ service: NOW + HOUR, host: NOW },
			NOW,
		],
		[
			'a host whose clock is behind: not beyond that either',
			[NOW, NOW - 2 * HOUR],
			{ service: NOW, host: NOW - HOUR },
			NOW - HOUR,
		],
		[
			'a service that does not tell the time: not beyond the clock of the host',
			[NOW + 500_000 * HOUR],
			{ service: undefined, host: NOW },
			NOW,
		],
	])('%s', (_name, times, clocks, newest) => {
		const records = times.map((time) => ({ time }));
		expect(newestBelieved(records, clocks)).toBe(newest);
	});
});

/** The page as a scan takes it. */
const turned = (
	one: CandidatePage<string>,
	{ number = 1, end }: { number?: number; end?: ListEnd } = {},
) => ({ page: one, number, fresh: one.records, end });

it.each<[string, number[][], number[]]>([
	['on the first page', [[3, 2]], [1]],
	['on a page shorter than others', [[5, 4], [3]], [1, 2]],
	// The end that a service states can be that of a moment ago, and an incident beyond it would be lost.
	['not on a full page', [[5, 4], [3, 2], [1]], [1, 2, 3]],
	[
		'not on a full page before an empty one',
		[
			[5, 4],
			[3, 2],
		],
		[1, 2, 3],
	],
])('a list that says on each page that none follows ends %s', async (_name, lists, expected) => {
	const numbers: number[] = [];
	const turnedPages = pagesOf<string>(
		{
			readPage: async (number) =>
				page(
					(lists[number - 1] ?? []).map((time) => record(`r${time}`, time)),
					{
						hasMore: number === 1 && lists.length > 1,
					},
				),
			lookbackMs: 0,
			now: () => NOW,
			outOfTime: () => false,
			onTrouble: () => {},
		},
		1,
	);
	for await (const { number } of turnedPages) numbers.push(number);

	expect(numbers).toEqual(expected);
});

describe('a scan is complete', () => {
	const view = { boundary: 100, known: new Set<string>(), most: 10 };
	const two = [record('b', 300), record('a', 200)];

	it.each<[string, CandidatePage<string>, ListEnd | undefined, boolean]>([
		[
			'when a page reaches below the boundary',
			page([record('b', 300), record('a', 99)]),
			undefined,
			true,
		],
		[
			'not when it only reaches the boundary',
			page([record('b', 300), record('a', 100)]),
			undefined,
			false,
		],
		[
			'not when it begins with the oldest',
			page([record('a', 98), record('b', 99)]),
			undefined,
			false,
		],
		['when the list ends', page(two), 'last', true],
		['when the service repeats itself', page(two), 'repeats', true],
		['whatever an empty page promises', page([]), 'leadsNowhere', true],
		['not when nothing on the page is usable', page([], { size: 2 }), undefined, false],
	])('%s', (_name, one, end, complete) => {
		const scan = takePage(beginScan<string>(1, NOW), turned(one, end && { end }), view);
		expect(scan.complete).toBe(complete);
	});

	it.each([
		['newest first', [99, 98], true, false],
		['oldest first', [98, 99], false, true],
		['of equal times', [99, 99], true, false],
	])('a page below the boundary, %s', (_name, times, below, hides) => {
		const one = page(times.map((time, n) => record(`${n}`, time)));
		expect([reachesBelow(one, 100), hidesNewer(one, 100)]).toEqual([below, hides]);
	});
});

it('a scan keeps the oldest, silent ones between them, and never too many', () => {
	const names = Array.from({ length: MAX_CANDIDATES + 50 }, (_value, n) =>
		record(`s${n}`, n, true),
	);
	const context = { boundary: 0, known: new Set<string>(), most: 2 };
	const newestFirst = [...names].reverse();
	const silent = takePage(beginScan<string>(1, NOW), turned(page(newestFirst)), context);
	expect(silent.candidates).toHaveLength(MAX_CANDIDATES);
	expect(silent.oldestLeft).toBe(MAX_CANDIDATES);

	const mixed = [5, 4, 3, 2, 1].map((n) => record(`m${n}`, n, n % 2 === 0));
	const { candidates, oldestLeft } = takePage(
		beginScan<string>(1, NOW),
		turned(page(mixed)),
		context,
	);
	expect(candidates.map(({ time }) => time)).toEqual([4, 3, 2, 1]);
	expect(oldestLeft).toBe(5);
});

// How long it takes is a matter of the benchmarks.
it('a scan through a hundred pages keeps the oldest five thousand', () => {
	let scan = beginScan<string>(1, NOW);
	const context = { boundary: 0, known: new Set<string>(), most: MAX_CANDIDATES };
	for (let n = 0; n < 100; n++) {
		const records = Array.from({ length: 100 }, (_value, m) =>
			record(`${n} ${m}`, 1e6 - n * 100 - m),
		);
		scan = takePage(scan, turned(page(records), { number: n + 1 }), context);
	}
	expect(scan.candidates).toHaveLength(MAX_CANDIDATES);
	expect(scan.candidates[0]?.item).toBe('50 0');
	expect(scan.candidates.at(-1)?.item).toBe('99 99');
	expect(scan.oldestLeft).toBe(1e6 - 4_999);
});

describe('settling', () => {
	const state: NewestFirstState = { cursor: 1_000_000, floor: 0, seen: {} };

	function scanOf(records: Array<Candidate<string>>) {
		const context = { boundary: 0, known: new Set<string>(), most: 10 };
		const all = page(records, { hasMore: false });
		return takePage(beginScan<string>(1, NOW), turned(all, { end: 'last' }), context);
	}

	it('without room keeps everything for later', () => {
		const scan = scanOf([record('b', 2_000_000), record('a', 1_500_000)]);
		const reduced = reduceNewestFirst(state, scan, { lookbackMs: MINUTE, most: 0 });

		expect(reduced.fresh).toEqual([]);
		expect(reduced.state.cursor).toBe(state.cursor);
	});

	it('with less room than was kept does not pass what is left', () => {
		const scan = scanOf([record('c', 3_000_000), record('b', 2_000_000), record('a', 1_500_000)]);
		const reduced = reduceNewestFirst(state, scan, { lookbackMs: MINUTE, most: 1 });

		expect(reduced.fresh.map(({ item }) => item)).toEqual(['a']);
		expect(reduced.state.cursor).toBe(1_500_000);
	});

	it('never moves the cursor back', () => {
		const scan = scanOf([record('late', 990_000)]);
		const reduced = reduceNewestFirst(state, scan, { lookbackMs: MINUTE, most: 5 });

		expect(reduced.fresh).toHaveLength(1);
		expect(reduced.state.cursor).toBe(state.cursor);
	});
});

describe('a baseline', () => {
	const clocks = { service: NOW, host: NOW };

	it('that knows no date to believe, and not all there is, takes what lies deeper for known', () => {
		const records = [record('b', NOW + 60 * MINUTE), record('a', NOW + 30 * MINUTE)];
		const state = baseline({ records, complete: false, clocks }, MINUTE);

		expect(state).toMatchObject({ cursor: null, floor: NOW + 30 * MINUTE + 1 });
	});

	it('that knows no date to believe knows the keys', () => {
		const records = [record('future', NOW + 60 * MINUTE)];
		const state = baseline({ records, complete: true, clocks }, MINUTE);

		expect(state).toEqual({ cursor: null, floor: null, seen: withKeys({}, records) });
	});

	it('that ran out of time takes what lies deeper for known', () => {
		const records = [record('b', NOW - MINUTE), record('a', NOW - 2 * MINUTE)];
		const state = baseline({ records, complete: false, clocks }, 60 * MINUTE);

		expect(state.cursor).toBe(NOW - MINUTE);
		expect(state.floor).toBe(NOW - 2 * MINUTE + 1);
	});

	it.each([
		[200, true],
		[400, false],
	])('of %i pages with the oldest first counts all of them as known', async (pages, complete) => {
		const reading = await scanBaseline({
			lookbackMs: 15 * MINUTE,
			outOfTime: () => false,
			now: () => NOW,
			onTrouble() {},
			async readPage(number) {
				if (number > pages) return page([]);
				return page(
					Array.from({ length: 100 }, (_value, n) => {
						return record(`${number} ${n}`, NOW - (pages - number) * MINUTE - 100 + n);
					}),
				);
			},
		});
		const { cursor, floor, seen } = baseline(reading, 15 * MINUTE);

		expect(reading.complete).toBe(complete);
		expect(floor).toBe(complete ? NOW - 15 * MINUTE - 1 : NOW);
		expect(cursor).toBe(complete ? NOW - 1 : NOW - 100 * MINUTE - 1);
		expect(Object.values(seen).join('').length / 12).toBeLessThan(1_700);
	});

	it('reads no more than can be remembered', async () => {
		let pages = 0;
		const reading = await scanBaseline({
			lookbackMs: 10_000 * MINUTE,
			outOfTime: () => false,
			now: () => NOW,
			onTrouble() {},
			async readPage(number) {
				pages++;
				return page(
					Array.from({ length: 100 }, (_value, n) =>
						record(`${number} ${n}`, NOW - number * 100 - n),
					),
				);
			},
		});

		expect([pages, reading.complete]).toEqual([50, false]);
	});
});

describe('a reading', () => {
	/** The requests it made, and what it came to, with pages by their number. */
	async function read(
		pageOf: (number: number, request: number) => CandidatePage<string>,
		stored: NewestFirstState = { cursor: NOW - MINUTE, floor: NOW - 16 * MINUTE, seen: {} },
		host = NOW,
	) {
		const asked: number[] = [];
		const troubles: string[] = [];
		const scan = await scanNewestFirst(stored, {
			lookbackMs: 15 * MINUTE,
			most: 500,
			now: () => host,
			outOfTime: () => false,
			onTrouble: (trouble) => void troubles.push(trouble),
			async readPage(number) {
				asked.push(number);
				return pageOf(number, asked.length);
			},
		});
		const reduced = reduceNewestFirst(stored, scan, { lookbackMs: 15 * MINUTE, most: 500 });
		return { asked, troubles, scan, ...reduced, items: reduced.fresh.map(({ item }) => item) };
	}
	const pageNamed = (name: string) =>
		page([record(`${name}2`, NOW - 2), record(`${name}1`, NOW - 3)]);

	it('hands over once what stands on a page twice', async () => {
		const twice = page([record('a', NOW), record('a', NOW)], { hasMore: false });
		expect((await read(() => twice)).items).toEqual(['a']);
	});

	it.each<[string, (number: number, request: number) => string, number]>([
		['the same page whatever the number', () => 'a', 4],
		['two pages in turn', (number) => 'ab'[number % 2] ?? '', 5],
		['two pages in turn with each request', (_number, request) => 'ab'[request % 2] ?? '', 50],
		['three pages in turn', (number) => 'abc'[number % 3] ?? '', 6],
		[
			'pages that go round behind the first',
			(number) => (number === 1 ? 'a' : 'bc'[number % 2]) ?? '',
			50,
		],
	])('of a service that gives %s ends, and hands over what it found', async (_what, name, most) => {
		const { asked, troubles, items } = await read((...at) => pageNamed(name(...at)));

		expect(asked.length).toBeLessThanOrEqual(most);
		expect([...new Set(troubles)]).toEqual(['repeatedPages']);
		expect(items).toContain('a1');
	});

	it('ends at an empty page that promises more, and tells', async () => {
		const { asked, troubles, items } = await read((number) =>
			number === 1 ? pageNamed('a') : page([]),
		);

		expect(asked).toEqual([1, 2]);
		expect(troubles).toEqual(['emptyPage']);
		expect(items).toEqual(['a1', 'a2']);
	});

	it('of pages without an end makes a bounded number of requests, and the next one goes on', async () => {
		const { asked, troubles, state } = await read((number) =>
			page([record(`r${number}`, NOW - number)]),
		);

		expect(asked.length).toBe(MAX_PAGES_PER_SCAN);
		expect(troubles).toEqual(['tooManyPages']);
		expect(state.resumePage).toBeGreaterThan(asked.length / 2);
	});

	it.each<[string, NewestFirstState, number | undefined]>([
		['cursor', { cursor: NOW + 1e12, floor: null, seen: {} }, NOW],
		['floor', { cursor: NOW - MINUTE, floor: NOW + 1e12, seen: {} }, NOW],
		[
			'cursor, without the service’s time',
			{ cursor: NOW + 1e12, floor: null, seen: {} },
			undefined,
		],
		['backlog', { cursor: NOW + 1e12, floor: null, seen: {}, resumePage: 7 }, NOW],
	])(
		'of a state whose %s lies in the future goes on from the lookback before now',
		async (_what, stored, serverNow) => {
			const { troubles, items, state } = await read(
				(number) =>
					number === 1
						? page([record('a', NOW - MINUTE)], { hasMore: false, serverNow })
						: page([], { hasMore: false, serverNow }),
				stored,
			);

			expect(troubles).toEqual(['clockAhead']);
			expect(items).toEqual(['a']);
			expect(state.cursor).toBeLessThanOrEqual(NOW);
		},
	);

	it.each([
		['1970', 0],
		['two days ago', NOW - 48 * 60 * MINUTE],
	])('does not hand over all of history for a Date of %s', async (_what, serverNow) => {
		const known = [record('b', NOW - MINUTE), record('a', NOW - 10 * MINUTE)];
		const history = [record('old', NOW - 600 * MINUTE), record('older', NOW - 60_000 * MINUTE)];
		const stored = {
			cursor: NOW - MINUTE,
			floor: NOW - 16 * MINUTE,
			seen: withKeys({}, known),
		};
		const { troubles, items, state } = await read(
			() => page([record('new', NOW), ...known, ...history], { hasMore: false, serverNow }),
			stored,
		);

		expect(troubles).toEqual([]);
		expect(items).toEqual(['new']);
		expect(state).toMatchObject({ cursor: stored.cursor, floor: stored.floor });
	});

	it('of a list with the oldest first goes on to its end, and tells', async () => {
		const old = (n: number) => record(`old ${n}`, NOW - (1_000 - n) * MINUTE);
		const { asked, troubles, items } = await read((number) => {
			if (number > 30) return page([], { hasMore: false });
			if (number === 30) return page([record('a', NOW - 2), record('b', NOW)]);
			return page([old(2 * number), old(2 * number + 1)]);
		});

		expect(asked.length).toBe(31);
		expect([...new Set(troubles)]).toEqual(['oldestFirst']);
		expect(items).toEqual(['a', 'b']);
	});

	it('of a long backlog with the oldest first never goes on behind what is left', async () => {
		const { troubles, items, state } = await read((number) =>
			page([record(`a${number}`, NOW + 2 * number), record(`b${number}`, NOW + 2 * number + 1)]),
		);

		expect(troubles).toEqual(['tooManyPages']);
		expect(items).toEqual([]);
		expect(state.resumePage).toBeUndefined();
	});

	it('begins at the first page when that of a backlog is refused', async () => {
		const refusal = new ApiFailure('No such page', '', {
			status: 404,
			attempts: 1,
			certainlyWithoutEffect: true,
		});
		const { asked, items, state } = await read(
			(number) => {
				if (number > 1) throw refusal;
				return page([record('a', NOW)], { hasMore: false });
			},
			{ cursor: NOW - MINUTE, floor: NOW - 16 * MINUTE, seen: {}, resumePage: 7 },
		);

		expect(asked).toEqual([7, 1]);
		expect(items).toEqual(['a']);
		expect(state.resumePage).toBeUndefined();
	});

	it('is not led astray by a clock of the host that is far behind', async () => {
		const stored = { cursor: NOW - MINUTE, floor: NOW - 16 * MINUTE, seen: {} };
		const { troubles, items } = await read(
			() => page([record('a', NOW), record('old', NOW - 20 * MINUTE)]),
			stored,
			NOW - 600 * MINUTE,
		);

		expect(troubles).toEqual([]);
		expect(items).toEqual(['a']);
	});
});

it('a lookback that the user makes longer brings nothing back that was forgotten', async () => {
	const records = [record('new', NOW), record('old', NOW - 30 * MINUTE)];
	const state: NewestFirstState = {
		cursor: NOW,
		floor: NOW - 15 * MINUTE,
		seen: withKeys({}, records.slice(0, 1)),
	};
	const scan = await scanNewestFirst(state, {
		lookbackMs: 60 * MINUTE,
		most: 5,
		outOfTime: () => false,
		now: () => NOW,
		onTrouble() {},
		readPage: async () => page(records, { hasMore: false }),
	});

	expect(reduceNewestFirst(state, scan, { lookbackMs: 60 * MINUTE, most: 5 }).fresh).toEqual([]);
});

it('a state that is too large gives up its oldest seconds, and what is left stays to come', () => {
	const keys = Array.from({ length: 200 }, (_value, n) => record(`r${n}`, NOW + n * 10));
	const state: NewestFirstState = {
		cursor: NOW + 1_990,
		floor: NOW - MINUTE,
		seen: withKeys({}, keys),
	};
	const fitted = fitNewestFirst(state, 1_500);

	expect(fitted.narrowed).toBe(true);
	expect(JSON.stringify(fitted.state.seen).length).toBeLessThanOrEqual(1_500);
	expect(fitted.state.floor).toBe(NOW + 1_000);
	expect(fitted.state.floor).toBeLessThanOrEqual(state.cursor ?? 0);
	expect(fitNewestFirst(state, 10_000)).toEqual({ state, narrowed: false });
});
