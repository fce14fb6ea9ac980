import type { CandidatePage } from '../../../nodes/core/polling/source.ts';
import { MAX_PAGES_PER_SCAN } from '../../../nodes/core/polling/source.ts';
import { MAX_BARREN_PAGES, scanStream } from '../../../nodes/core/polling/stream.ts';
import { shortKey } from '../../../nodes/core/polling/seenKeys.ts';
import type { StreamState } from '../../../nodes/core/polling/stream.ts';
import { fitStream, reseeded, reduceStream } from '../../../nodes/core/polling/stream.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');
const START = '2026-03-10T07:00:00Z';
const LOOKBACK = 15 * MINUTE;

const begun: StreamState = { startTime: START, newest: null, forgotten: null, seen: {} };

const page = (
	times: number[],
	next: string | undefined,
	hasMore = false,
): CandidatePage<number> => ({
	records: times.map((time) => ({ key: shortKey(`at ${time}`), time, item: time })),
	size: times.length,
	next,
	hasMore,
	serverNow: NOW,
});

function reader(pages: Array<CandidatePage<number> | Error>) {
	const asked: Array<[string, string | undefined]> = [];
	return {
		asked,
		lookbackMs: LOOKBACK,
		most: 100,
		now: () => NOW,
		outOfTime: () => false,
		isRefusedCursor: (reason: unknown) => reason instanceof RangeError,
		onTrouble: jest.fn(),
		async readPage(startTime: string, cursor: string | undefined) {
			asked.push([startTime, cursor]);
			const next = pages.shift() ?? new Error('Asked once more than there are pages');
			if (next instanceof Error) throw next;
			return next;
		},
	};
}

const reduce = (state: StreamState, scan: Parameters<typeof reduceStream<number>>[1], most = 100) =>
	reduceStream(state, scan, { lookbackMs: LOOKBACK, most });

it('goes on from its cursor, with the start time as it was sent first', async () => {
	const service = reader([page([NOW], 'c1', true), page([NOW + 1], 'c2')]);
	const { state, fresh } = reduce(begun, await scanStream(begun, service));

	expect(service.asked).toEqual([
		[START, undefined],
		[START, 'c1'],
	]);
	expect(fresh).toHaveLength(2);
	expect(state).toMatchObject({ startTime: START, cursor: 'c2' });
});

describe('a stream without an end is left after a bounded number of requests', () => {
	it.each<[string, Array<string | undefined>, number, string]>([
		['that stays where it is', ['c1'], 2, 'repeatedCursor'],
		['that goes to and fro', ['c1', 'c2'], 3, 'repeatedCursor'],
		['that goes round', ['c1', 'c2', 'c3', 'c4'], 5, 'repeatedCursor'],
		['that does not say where to go on', [undefined], 1, 'repeatedCursor'],
	])('%s', async (_what, cursors, requests, trouble) => {
		const pages = Array.from({ length: 9 }, (_value, n) =>
			page([NOW], cursors[n % cursors.length], true),
		);
		const service = reader(pages);
		const scan = await scanStream(begun, service);

		expect(scan.pages).toHaveLength(requests);
		expect(service.onTrouble.mock.calls).toEqual([[trouble]]);
		// Nothing is lost by it: what was found is handed over, and known from then on.
		const { state, fresh } = reduce(begun, scan);
		expect(fresh).toHaveLength(1);
		expect(reduce(state, { ...scan, from: state, place: state }).fresh).toEqual([]);
	});

	const endless = (times: (n: number) => number[]) => {
		let n = 0;
		const service = reader([]);
		return { ...service, readPage: async () => page(times(n), `c${n++}`, true) };
	};

	it.each([
		['of empty pages', () => [], MAX_BARREN_PAGES],
		['of the same record', () => [NOW], MAX_BARREN_PAGES + 1],
		['of new records that nobody has room for', (n: number) => [NOW + n], MAX_PAGES_PER_SCAN],
	])('%s', async (_what, times, requests) => {
		const service = { ...endless(times), most: Infinity };
		const { pages } = await scanStream(begun, service);

		expect(pages).toHaveLength(requests);
		expect(service.onTrouble.mock.calls).toEqual([['tooManyPages']]);
	});

	it('goes on at that place in the next poll', async () => {
		const service = endless((n) => (n < MAX_BARREN_PAGES ? [] : [NOW]));
		const first = reduce(begun, await scanStream(begun, service));
		expect(first.fresh).toEqual([]);
		const second = reduce(first.state, await scanStream(first.state, { ...service, most: 1 }));

		expect(second.fresh).toHaveLength(1);
	});
});

describe('another query', () => {
	const known = async () => {
		const state = { ...begun, query: 'one' };
		const service = { ...reader([page([NOW - 30 * MINUTE, NOW], 'c1')]), query: 'one' };
		return reduce(state, await scanStream(state, service)).state;
	};

	it('begins anew with the keys that are remembered, and hands over what came since the last poll', async () => {
		const state = await known();
		const pages = [page([NOW - MINUTE, NOW, NOW + MINUTE], 'd1')];
		const service = { ...reader(pages), query: 'two' };
		const reduced = reduce(state, await scanStream(state, service));

		expect(service.asked).toEqual([[new Date(NOW - LOOKBACK).toISOString(), undefined]]);
		// The first of them the other query had not asked for; within the lookback it may have come late.
		expect(reduced.fresh.map(({ item }) => item)).toEqual([NOW - MINUTE, NOW + MINUTE]);
		expect(reduced.state).toMatchObject({ query: 'two', cursor: 'd1' });
		expect(service.onTrouble).not.toHaveBeenCalled();
	});

	it('does not bring months back after months without a record', async () => {
		const state = await known();
		const later = NOW + 90 * 24 * 60 * MINUTE;
		const quiet = { ...reader([{ ...page([], 'c2'), serverNow: later }]), now: () => later };
		const moved = reduce(state, await scanStream(state, { ...quiet, query: 'one' })).state;
		const pages = [{ ...page([], 'd1'), serverNow: later }];
		const service = { ...reader(pages), query: 'two', now: () => later };
		const scan = await scanStream(moved, service);

		expect(scan.place.startTime).toBe(new Date(later - LOOKBACK).toISOString());
	});
});

describe('the clocks', () => {
	it('the newest time stays below both', async () => {
		const late = NOW + 60 * MINUTE;
		const ahead = { ...page([late], 'c1'), serverNow: late };
		const { state } = reduce(begun, await scanStream(begun, reader([ahead])));

		expect(state.newest).toBe(NOW);
	});

	it.each<[string, Partial<StreamState>]>([
		['newest', { newest: NOW + 60 * MINUTE }],
		['forgotten', { forgotten: NOW + 60 * MINUTE }],
		['start', { startTime: '2099-01-01T00:00:00.000Z', cursor: 'c1' }],
	])(
		'a state whose %s lies in the future goes on from the lookback before now',
		async (_what, change) => {
			const damaged = { ...begun, ...change };
			const service = reader([page([], 'c2'), page([NOW - MINUTE], 'd1')]);
			const { state, fresh } = reduce(damaged, await scanStream(damaged, service));

			expect(service.onTrouble.mock.calls).toEqual([['clockAhead']]);
			expect(service.asked[1]).toEqual([new Date(NOW - LOOKBACK).toISOString(), undefined]);
			expect(fresh.map(({ item }) => item)).toEqual([NOW - MINUTE]);
			expect(state.cursor).toBe('d1');
			expect(state.newest).toBeLessThanOrEqual(NOW);
		},
	);
});

it('a Date of 1970 does not bring all of the stream back', async () => {
	const state = { ...begun, cursor: 'c1', newest: NOW - MINUTE, forgotten: NOW - 16 * MINUTE };
	const service = reader([{ ...page([NOW], 'c2'), serverNow: 0 }]);
	const reduced = reduce(state, await scanStream(state, service));

	expect(service.asked).toEqual([[START, 'c1']]);
	expect(service.onTrouble).not.toHaveBeenCalled();
	expect(reduced.fresh).toHaveLength(1);
	expect(reduced.state).toMatchObject({ newest: NOW - MINUTE, forgotten: NOW - 16 * MINUTE });
});

it('silent records are known from then on, and take none of the room', async () => {
	const silent = (times: number[], cursor: string, hasMore = false) => {
		const all = page(times, cursor, hasMore);
		return { ...all, records: all.records.map((record) => ({ ...record, silent: true })) };
	};
	const pages = [silent([NOW, NOW + 1, NOW + 2], 'c1', true), page([NOW + 3, NOW + 4], 'c2')];
	const scan = await scanStream(begun, { ...reader([...pages]), most: 1 });
	expect(scan.pages).toHaveLength(2);
	const { state, fresh } = reduce(begun, scan, 1);

	expect(fresh.map(({ item }) => item)).toEqual([NOW, NOW + 1, NOW + 2, NOW + 3]);
	// The page of which one is left is read again.
	expect(state.cursor).toBe('c1');
	const again = reduce(state, await scanStream(state, reader([silent([NOW + 1], 'c2')])));
	expect(again.fresh).toEqual([]);
});

it('hands over a page in parts, also when it is longer than the lookback', async () => {
	const times = Array.from({ length: 10 }, (_value, n) => NOW - (10 - n) * 10 * MINUTE);
	let state = begun;
	const got: number[] = [];
	for (let n = 0; n < 5; n++) {
		const scan = await scanStream(state, reader([page(times, 'c1')]));
		const reduced = reduce(state, scan, 3);
		got.push(...reduced.fresh.map(({ item }) => item));
		({ state } = reduced);
		if (state.cursor === 'c1') break;
	}

	expect(got).toEqual(times);
	expect(state.cursor).toBe('c1');
});

it('hands over late ones of a page in parts, too', async () => {
	const known = reduce(begun, await scanStream(begun, reader([page([NOW], 'c1')]))).state;
	const late = [1, 2, 3, 4].map((n) => NOW - n * 60 * MINUTE);
	const first = reduce(known, await scanStream(known, reader([page(late, 'c2')])), 2);
	const second = reduce(first.state, await scanStream(first.state, reader([page(late, 'c2')])), 2);

	expect([...first.fresh, ...second.fresh].map(({ item }) => item)).toEqual(late);
	expect(second.state.cursor).toBe('c2');
});

it('leaves to another poll what that one has moved on from', async () => {
	const scan = await scanStream(begun, reader([page([NOW], 'c1')]));
	const moved = reduce(begun, scan).state;

	expect(reduce(moved, scan)).toEqual({ state: moved, fresh: [] });
});

describe('a cursor that is refused', () => {
	const old = NOW - 60 * MINUTE;

	it('is replaced by a start as far back as keys are remembered', async () => {
		const first = reduce(begun, await scanStream(begun, reader([page([old, NOW], 'c1')]))).state;
		const service = reader([new RangeError('expired'), page([old, NOW, NOW + 1], 'd1')]);
		const { state, fresh } = reduce(first, await scanStream(first, service));

		const anew = new Date(NOW - LOOKBACK).toISOString();
		expect(service.asked).toEqual([
			[START, 'c1'],
			[anew, undefined],
		]);
		expect(service.onTrouble.mock.calls).toEqual([['refusedCursor']]);
		expect(fresh.map(({ item }) => item)).toEqual([NOW + 1]);
		expect(state).toMatchObject({ startTime: anew, cursor: 'd1' });
	});

	it('means the old start when nothing was ever handed over', () => {
		expect(reseeded({ ...begun, cursor: 'c1' })).toEqual({ ...begun, cursor: undefined });
	});

	it('is not what every failure is', async () => {
		const state = { ...begun, cursor: 'c1' };
		await expect(scanStream(state, reader([new Error('down')]))).rejects.toThrow('down');
		// Without a cursor there is nothing to begin anew.
		await expect(scanStream(begun, reader([new RangeError('odd')]))).rejects.toThrow('odd');
	});
});

it('a state that is too large forgets its oldest seconds', () => {
	const times = Array.from({ length: 100 }, (_value, n) => NOW + n * 1_000);
	const clocks = { service: NOW, host: NOW };
	const scan = { from: begun, place: begun, pages: [page(times, 'c1')], clocks };
	const { state } = reduceStream(begun, scan, { lookbackMs: LOOKBACK, most: 100 });
	const fitted = fitStream(state, 1_000);

	expect(fitted.narrowed).toBe(true);
	expect(JSON.stringify(fitted.state.seen).length).toBeLessThanOrEqual(1_000);
	expect(fitted.state.forgotten).toBeGreaterThan(state.forgotten ?? 0);
	expect(fitStream(state, 100_000)).toEqual({ state, narrowed: false });
});
