import type { Clocks } from '../../../nodes/core/polling/clocks.ts';
import { shortKey } from '../../../nodes/core/polling/seenKeys.ts';
import type { Candidate, CandidatePage } from '../../../nodes/core/polling/source.ts';
import { MAX_PAGES_PER_SCAN } from '../../../nodes/core/polling/source.ts';
import type { StreamLimits, StreamState } from '../../../nodes/core/polling/stream.ts';
import { reduceStream, scanStream } from '../../../nodes/core/polling/stream.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');
const START = '2026-03-10T07:00:00Z';
const LOOKBACK = 15 * MINUTE;

const begun: StreamState = { startTime: START, newest: null, forgotten: null, seen: {} };

const record = (time: number, silent = false): Candidate<number> => ({
	key: shortKey(`at ${time}`),
	time,
	item: time,
	...(silent && { silent }),
});

const pageOf = (
	records: Array<Candidate<number>>,
	changes: Partial<CandidatePage<number>> = {},
): CandidatePage<number> => ({
	records,
	size: records.length,
	next: 'c1',
	hasMore: false,
	serverNow: NOW,
	...changes,
});

interface Given {
	from?: Partial<StreamState>;
	place?: Partial<StreamState>;
	clocks?: Clocks;
	limits?: Partial<StreamLimits>;
}

/** One scan of these pages, from the place of the state if nothing else is given, and what comes of it. */
function reduce(
	state: StreamState,
	pages: Array<CandidatePage<number>>,
	{ from, place, clocks = { service: NOW, host: NOW }, limits }: Given = {},
) {
	const own = { startTime: state.startTime, cursor: state.cursor, query: state.query };
	const started = { ...own, ...from };
	const scan = { from: started, place: { ...started, ...place }, pages, clocks };
	return reduceStream(state, scan, { lookbackMs: LOOKBACK, most: 100, ...limits });
}

const timesOf = (fresh: ReadonlyArray<Candidate<number>>) => fresh.map(({ time }) => time);

describe('what a poll remembers', () => {
	it('is nothing after an empty stream', () => {
		const { state } = reduce(begun, [pageOf([])]);

		expect(state).toMatchObject({ newest: null, forgotten: null, seen: {}, reached: NOW });
	});

	it('goes back by the lookback once the end is reached', () => {
		const { state } = reduce(begun, [pageOf([record(NOW - 60 * MINUTE), record(NOW)])]);

		expect(state).toMatchObject({ newest: NOW, forgotten: NOW - LOOKBACK, reached: NOW });
		expect(Object.keys(state.seen)).toEqual([String(NOW / 1_000)]);
	});

	it('goes back to the beginning before the end is reached', () => {
		const old = NOW - 60 * MINUTE;
		const { state } = reduce(begun, [pageOf([record(old), record(NOW)], { hasMore: true })]);

		expect(state).toMatchObject({ newest: NOW, forgotten: null });
		expect(state.reached).toBeUndefined();
		expect(Object.keys(state.seen)).toEqual([old, NOW].map((time) => String(time / 1_000)));
	});

	it('can be older than 1970', () => {
		const first = reduce(begun, [pageOf([record(-5)])]).state;
		const second = reduce({ ...first }, [pageOf([])]).state;

		expect([first.newest, second.newest]).toEqual([-5, -5]);
	});
});

describe('records that are older than what is followed', () => {
	const forgotten = NOW - 5 * MINUTE;
	const page = pageOf([record(forgotten - 1), record(forgotten)]);

	it.each<[string, StreamState, Given, number[]]>([
		['are new while the cursor stands', { ...begun, forgotten }, {}, [forgotten - 1, forgotten]],
		[
			'are known where told so',
			{ ...begun, forgotten },
			{ limits: { dropsOlder: true } },
			[forgotten],
		],
		[
			'are known after a new beginning',
			{ ...begun, forgotten },
			{ place: { startTime: 'x' } },
			[forgotten],
		],
		[
			'are new where nothing is forgotten',
			begun,
			{ limits: { dropsOlder: true } },
			[forgotten - 1, forgotten],
		],
	])('%s', (_name, state, given, times) => {
		expect(timesOf(reduce(state, [page], given).fresh)).toEqual(times);
	});
});

describe('the room of a poll', () => {
	it('is not taken by a record that stands on a page twice', () => {
		const { fresh } = reduce(begun, [pageOf([record(NOW), record(NOW), record(NOW + 1)])], {
			limits: { most: 2 },
		});

		expect(timesOf(fresh)).toEqual([NOW, NOW + 1]);
	});

	it('does not end before silent records', () => {
		const page = pageOf([record(NOW), record(NOW + 1, true)]);
		const { state, fresh } = reduce(begun, [page], { limits: { most: 1 } });

		expect(timesOf(fresh)).toEqual([NOW, NOW + 1]);
		expect(state.cursor).toBe('c1');
	});
});

it.each<[string, Partial<StreamState>]>([
	['cursor', { cursor: 'c0' }],
	['start time', { startTime: '2026-03-10T06:00:00Z' }],
	['query', { query: 'two' }],
])('nothing is new where another poll has moved the %s', (_what, from) => {
	const stored = { ...begun, forgotten: NOW - LOOKBACK };

	expect(reduce(stored, [pageOf([record(NOW)])], { from })).toEqual({ state: stored, fresh: [] });
});

describe('a stored state', () => {
	const unread = [pageOf([], { hasMore: true })];

	it('that is not ahead stays, up to the tolerance', () => {
		const kept = { newest: NOW + MINUTE, forgotten: NOW - MINUTE, reached: NOW + MINUTE };

		expect(reduce({ ...begun, ...kept }, unread).state).toMatchObject(kept);
	});

	it.each<[string, Partial<StreamState>, Partial<StreamState>]>([
		[
			'goes back to the earlier clock',
			{ newest: NOW + 120 * MINUTE, reached: NOW + 120 * MINUTE },
			{ newest: NOW, reached: NOW, forgotten: NOW - LOOKBACK },
		],
		[
			'keeps what lies before both clocks',
			{ newest: NOW - 1, reached: NOW - 2, startTime: '2099-01-01T00:00:00.000Z' },
			{ newest: NOW - 1, reached: NOW - 2, forgotten: NOW - LOOKBACK },
		],
		[
			'that remembers no time gets none',
			{ startTime: '2099-01-01T00:00:00.000Z' },
			{ newest: null, reached: undefined, forgotten: NOW - LOOKBACK },
		],
	])('that is ahead %s', (_name, change, expected) => {
		const clocks = { service: NOW, host: NOW + 60 * MINUTE };

		expect(reduce({ ...begun, ...change }, unread, { clocks }).state).toMatchObject(expected);
	});
});

/** A service with as many pages as are read, and how often time is asked for before it has run out. */
function reader(pageAt: (n: number) => CandidatePage<number>, turns = Infinity) {
	let asked = 0;
	let read = 0;
	return {
		lookbackMs: LOOKBACK,
		most: Infinity,
		now: () => NOW,
		outOfTime: () => asked++ >= turns,
		isRefusedCursor: () => false,
		onTrouble: jest.fn(),
		readPage: async () => pageAt(read++),
	};
}

const full = (n: number) => pageOf([record(NOW + n)], { next: `c${n}`, hasMore: true });

describe('a scan ends', () => {
	it.each([
		[1, 1],
		[2, 2],
	])('when %i records are enough', async (most, pages) => {
		const scan = await scanStream(begun, { ...reader(full), most });

		expect(scan.pages).toHaveLength(pages);
	});

	it('before its first page when there is no time', async () => {
		const place = { startTime: START, cursor: undefined, query: undefined };

		expect(await scanStream(begun, reader(full, 0))).toEqual({
			from: place,
			place,
			pages: [],
			clocks: { service: undefined, host: NOW },
		});
	});

	it('when time runs out, with the pages that were read', async () => {
		expect((await scanStream(begun, reader(full, 1))).pages).toHaveLength(1);
	});

	it('not for silent records', async () => {
		const silent = (n: number) =>
			n < 3
				? pageOf([record(NOW + n, true)], { next: `c${n}`, hasMore: true })
				: pageOf([record(NOW + n)], { next: `c${n}` });

		expect((await scanStream(begun, { ...reader(silent), most: 1 })).pages).toHaveLength(4);
	});

	it('not for pages whose records are not what is watched', async () => {
		const service = reader((n) => pageOf([], { size: 5, next: `c${n}`, hasMore: true }));

		expect((await scanStream(begun, service)).pages).toHaveLength(MAX_PAGES_PER_SCAN);
	});

	it('without trouble when the last page that it may read is the last of the stream', async () => {
		const service = reader((n) => ({ ...full(n), hasMore: n + 1 < MAX_PAGES_PER_SCAN }));
		const scan = await scanStream(begun, service);

		expect(scan.pages).toHaveLength(MAX_PAGES_PER_SCAN);
		expect(service.onTrouble).not.toHaveBeenCalled();
	});
});

it('another query begins where the stream began, as long as its end was never reached', async () => {
	const state = { ...begun, query: 'one', cursor: 'c1' };
	const scan = await scanStream(state, { ...reader(() => pageOf([])), query: 'two' });

	expect(scan.place).toEqual({ startTime: START, cursor: undefined, query: 'two' });
});
