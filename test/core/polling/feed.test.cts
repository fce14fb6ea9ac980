import { ApiFailure } from '../../../nodes/core/failures/failures.ts';
import type { Clocks } from '../../../nodes/core/polling/clocks.ts';
import { newestBelieved } from '../../../nodes/core/polling/clocks.ts';
import type { FeedPage, FeedRecord, FeedState } from '../../../nodes/core/polling/feed.ts';
import {
	baseline,
	beginDescent,
	endsWith,
	fitFeed,
	MOST_KEPT,
	settleFeed,
	takePage,
} from '../../../nodes/core/polling/feed.ts';
import {
	MAX_PAGES_PER_POLL,
	readFeed,
	readForBaseline,
} from '../../../nodes/core/polling/readFeed.ts';
import { shortKey, withKeys } from '../../../nodes/core/polling/seenKeys.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');

const record = (name: string, time: number, silent = false): FeedRecord<string> => {
	return { key: shortKey(name), time, item: name, silent };
};
const page = (records: Array<FeedRecord<string>>, rest: Partial<FeedPage<string>> = {}) => {
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

describe('a page is the last one', () => {
	const at = { boundary: 100, number: 2, longest: 2 };
	const two = [record('b', 300), record('a', 200)];

	it.each([
		['when it reaches below the boundary', page([record('b', 300), record('a', 99)]), at, true],
		[
			'not when it only reaches the boundary',
			page([record('b', 300), record('a', 100)]),
			at,
			false,
		],
		['when the service repeats itself', page(two, { repeated: true }), at, true],
		[
			'when it is the first and there is no other',
			page(two, { hasMore: false }),
			{ ...at, number: 1 },
			true,
		],
		['not when it only is as long as others', page(two, { hasMore: false }), at, false],
		['when it is shorter than others', page([record('a', 200)], { hasMore: false }), at, true],
		[
			'not when what is missing on it is unusable',
			page([record('a', 200)], { hasMore: false, size: 2 }),
			at,
			false,
		],
		['when there is nothing on it', page([], { hasMore: false }), { ...at, longest: 0 }, true],
		['whatever an empty one promises', page([], { hasMore: true }), at, true],
		['not when nothing on it is usable', page([], { size: 2 }), at, false],
	])('%s', (_name, one, context, last) => {
		expect(endsWith(one, context)).toBe(last);
	});
});

it('a descent keeps the oldest, silent ones between them, and never too many', () => {
	const names = Array.from({ length: MOST_KEPT + 50 }, (_value, n) => record(`s${n}`, n, true));
	const context = { boundary: 0, known: new Set<string>(), most: 2 };
	const newestFirst = [...names].reverse();
	const silent = takePage(beginDescent<string>(1, NOW), page(newestFirst), context);
	expect(silent.kept).toHaveLength(MOST_KEPT);
	expect(silent.oldestLeft).toBe(MOST_KEPT);

	const mixed = [5, 4, 3, 2, 1].map((n) => record(`m${n}`, n, n % 2 === 0));
	const { kept, oldestLeft } = takePage(beginDescent<string>(1, NOW), page(mixed), context);
	expect(kept.map(({ time }) => time)).toEqual([4, 3, 2, 1]);
	expect(oldestLeft).toBe(5);
});

// How long it takes is a matter of the benchmarks.
it('a descent through a hundred pages keeps the oldest five thousand', () => {
	let descent = beginDescent<string>(1, NOW);
	const context = { boundary: 0, known: new Set<string>(), most: MOST_KEPT };
	for (let n = 0; n < 100; n++) {
		const records = Array.from({ length: 100 }, (_value, m) =>
			record(`${n} ${m}`, 1e6 - n * 100 - m),
		);
		descent = takePage(descent, page(records), context);
	}
	expect(descent.kept).toHaveLength(MOST_KEPT);
	expect(descent.kept[0]?.item).toBe('50 0');
	expect(descent.kept.at(-1)?.item).toBe('99 99');
	expect(descent.oldestLeft).toBe(1e6 - 4_999);
});

describe('settling', () => {
	const state: FeedState = { cursor: 1_000_000, floor: 0, seen: {} };

	function descentOf(records: Array<FeedRecord<string>>) {
		const context = { boundary: 0, known: new Set<string>(), most: 10 };
		const all = page(records, { hasMore: false });
		return takePage(beginDescent<string>(1, NOW), all, context);
	}

	it('without room keeps everything for later', () => {
		const descent = descentOf([record('b', 2_000_000), record('a', 1_500_000)]);
		const settled = settleFeed(state, descent, { lookbackMs: MINUTE, most: 0 });

		expect(settled.fresh).toEqual([]);
		expect(settled.state.cursor).toBe(state.cursor);
	});

	it('with less room than was kept does not pass what is left', () => {
		const descent = descentOf([
			record('c', 3_000_000),
			record('b', 2_000_000),
			record('a', 1_500_000),
		]);
		const settled = settleFeed(state, descent, { lookbackMs: MINUTE, most: 1 });

		expect(settled.fresh.map(({ item }) => item)).toEqual(['a']);
		expect(settled.state.cursor).toBe(1_500_000);
	});

	it('never moves the cursor back', () => {
		const descent = descentOf([record('late', 990_000)]);
		const settled = settleFeed(state, descent, { lookbackMs: MINUTE, most: 5 });

		expect(settled.fresh).toHaveLength(1);
		expect(settled.state.cursor).toBe(state.cursor);
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
		const reading = await readForBaseline({
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
		const reading = await readForBaseline({
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
		pageOf: (number: number, request: number) => FeedPage<string>,
		stored: FeedState = { cursor: NOW - MINUTE, floor: NOW - 16 * MINUTE, seen: {} },
		host = NOW,
	) {
		const asked: number[] = [];
		const troubles: string[] = [];
		const descent = await readFeed(stored, {
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
		const settled = settleFeed(stored, descent, { lookbackMs: 15 * MINUTE, most: 500 });
		return { asked, troubles, descent, ...settled, items: settled.fresh.map(({ item }) => item) };
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
			number === 1 ? pageNamed('a') : page([], { promisesMore: true }),
		);

		expect(asked).toEqual([1, 2]);
		expect(troubles).toEqual(['emptyPage']);
		expect(items).toEqual(['a1', 'a2']);
	});

	it('of pages without an end makes a bounded number of requests, and the next one goes on', async () => {
		const { asked, troubles, state } = await read((number) =>
			page([record(`r${number}`, NOW - number)]),
		);

		expect(asked.length).toBe(MAX_PAGES_PER_POLL);
		expect(troubles).toEqual(['tooManyPages']);
		expect(state.resumePage).toBeGreaterThan(asked.length / 2);
	});

	it.each<[string, FeedState, number | undefined]>([
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
						: page([], { serverNow }),
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
			if (number > 30) return page([]);
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
	const state: FeedState = {
		cursor: NOW,
		floor: NOW - 15 * MINUTE,
		seen: withKeys({}, records.slice(0, 1)),
	};
	const descent = await readFeed(state, {
		lookbackMs: 60 * MINUTE,
		most: 5,
		outOfTime: () => false,
		now: () => NOW,
		onTrouble() {},
		readPage: async () => page(records, { hasMore: false }),
	});

	expect(settleFeed(state, descent, { lookbackMs: 60 * MINUTE, most: 5 }).fresh).toEqual([]);
});

it('a state that is too large gives up its oldest seconds, and what is left stays to come', () => {
	const keys = Array.from({ length: 200 }, (_value, n) => record(`r${n}`, NOW + n * 10));
	const state: FeedState = { cursor: NOW + 1_990, floor: NOW - MINUTE, seen: withKeys({}, keys) };
	const fitted = fitFeed(state, 1_500);

	expect(fitted.narrowed).toBe(true);
	expect(JSON.stringify(fitted.state.seen).length).toBeLessThanOrEqual(1_500);
	expect(fitted.state.floor).toBe(NOW + 1_000);
	expect(fitted.state.floor).toBeLessThanOrEqual(state.cursor ?? 0);
	expect(fitFeed(state, 10_000)).toEqual({ state, narrowed: false });
});
