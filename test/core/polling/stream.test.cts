import { MAX_PAGES_PER_POLL } from '../../../nodes/core/polling/readFeed.ts';
import { MAX_BARREN_PAGES, readStream } from '../../../nodes/core/polling/readStream.ts';
import { shortKey } from '../../../nodes/core/polling/seenKeys.ts';
import type { StreamPage, StreamState } from '../../../nodes/core/polling/stream.ts';
import { fitStream, reseeded, settleStream } from '../../../nodes/core/polling/stream.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-10T08:00:00Z');
const START = '2026-03-10T07:00:00Z';
const LOOKBACK = 15 * MINUTE;

const begun: StreamState = { startTime: START, newest: null, forgotten: null, seen: {} };

const page = (
	times: number[],
	cursor: string | undefined,
	hasMore = false,
): StreamPage<number> => ({
	records: times.map((time) => ({ key: shortKey(`at ${time}`), time, item: time })),
	size: times.length,
	cursor,
	hasMore,
	serverNow: NOW,
});

function reader(pages: Array<StreamPage<number> | Error>) {
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

const settle = (
	state: StreamState,
	reading: Parameters<typeof settleStream<number>>[1],
	most = 100,
) => settleStream(state, reading, { lookbackMs: LOOKBACK, most });

it('goes on from its cursor, with the start time as it was sent first', async () => {
	const service = reader([page([NOW], 'c1', true), page([NOW + 1], 'c2')]);
	const { state, fresh } = settle(begun, await readStream(begun, service));

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
		const reading = await readStream(begun, service);

		expect(reading.pages).toHaveLength(requests);
		expect(service.onTrouble.mock.calls).toEqual([[trouble]]);
		// Nothing is lost by it: what was found is handed over, and known from then on.
		const { state, fresh } = settle(begun, reading);
		expect(fresh).toHaveLength(1);
		expect(settle(state, { ...reading, from: state, place: state }).fresh).toEqual([]);
	});

	const endless = (times: (n: number) => number[]) => {
		let n = 0;
		const service = reader([]);
		return { ...service, readPage: async () => page(times(n), `c${n++}`, true) };
	};

	it.each([
		['of empty pages', () => [], MAX_BARREN_PAGES],
		['of the same record', () => [NOW], MAX_BARREN_PAGES + 1],
		['of new records that nobody has room for', (n: number) => [NOW + n], MAX_PAGES_PER_POLL],
	])('%s', async (_what, times, requests) => {
		const service = { ...endless(times), most: Infinity };
		const { pages } = await readStream(begun, service);

		expect(pages).toHaveLength(requests);
		expect(service.onTrouble.mock.calls).toEqual([['tooManyPages']]);
	});

	it('goes on at that place in the next poll', async () => {
		const service = endless((n) => (n < MAX_BARREN_PAGES ? [] : [NOW]));
		const first = settle(begun, await readStream(begun, service));
		expect(first.fresh).toEqual([]);
		const second = settle(first.state, await readStream(first.state, { ...service, most: 1 }));

		expect(second.fresh).toHaveLength(1);
	});
});

describe('another query', () => {
	const known = async () => {
		const state = { ...begun, query: 'one' };
		const service = { ...reader([page([NOW - 30 * MINUTE, NOW], 'c1')]), query: 'one' };
		return settle(state, await readStream(state, service)).state;
	};

	it('begins anew with the keys that are remembered, and hands over what came since the last poll', async () => {
		const state = await known();
		const pages = [page([NOW - MINUTE, NOW, NOW + MINUTE], 'd1')];
		const service = { ...reader(pages), query: 'two' };
		const settled = settle(state, await readStream(state, service));

		expect(service.asked).toEqual([[new Date(NOW - LOOKBACK).toISOString(), undefined]]);
		// The first of them the other query had not asked for; within the lookback it may have come late.
		expect(settled.fresh.map(({ item }) => item)).toEqual([NOW - MINUTE, NOW + MINUTE]);
		expect(settled.state).toMatchObject({ query: 'two', cursor: 'd1' });
		expect(service.onTrouble).not.toHaveBeenCalled();
	});

	it('does not bring months back after months without a record', async () => {
		const state = await known();
		const later = NOW + 90 * 24 * 60 * MINUTE;
		const quiet = { ...reader([{ ...page([], 'c2'), serverNow: later }]), now: () => later };
		const moved = settle(state, await readStream(state, { ...quiet, query: 'one' })).state;
		const pages = [{ ...page([], 'd1'), serverNow: later }];
		const service = { ...reader(pages), query: 'two', now: () => later };
		const reading = await readStream(moved, service);

		expect(reading.place.startTime).toBe(new Date(later - LOOKBACK).toISOString());
	});
});

describe('the clocks', () => {
	it('the newest time stays below both', async () => {
		const late = NOW + 60 * MINUTE;
		const ahead = { ...page([late], 'c1'), serverNow: late };
		const { state } = settle(begun, await readStream(begun, reader([ahead])));

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
			const { state, fresh } = settle(damaged, await readStream(damaged, service));

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
	const settled = settle(state, await readStream(state, service));

	expect(service.asked).toEqual([[START, 'c1']]);
	expect(service.onTrouble).not.toHaveBeenCalled();
	expect(settled.fresh).toHaveLength(1);
	expect(settled.state).toMatchObject({ newest: NOW - MINUTE, forgotten: NOW - 16 * MINUTE });
});

it('silent records are known from then on, and take none of the room', async () => {
	const silent = (times: number[], cursor: string, hasMore = false) => {
		const all = page(times, cursor, hasMore);
		return { ...all, records: all.records.map((record) => ({ ...record, silent: true })) };
	};
	const pages = [silent([NOW, NOW + 1, NOW + 2], 'c1', true), page([NOW + 3, NOW + 4], 'c2')];
	const reading = await readStream(begun, { ...reader([...pages]), most: 1 });
	expect(reading.pages).toHaveLength(2);
	const { state, fresh } = settle(begun, reading, 1);

	expect(fresh.map(({ item }) => item)).toEqual([NOW, NOW + 1, NOW + 2, NOW + 3]);
	// The page of which one is left is read again.
	expect(state.cursor).toBe('c1');
	const again = settle(state, await readStream(state, reader([silent([NOW + 1], 'c2')])));
	expect(again.fresh).toEqual([]);
});

it('hands over a page in parts, also when it is longer than the lookback', async () => {
	const times = Array.from({ length: 10 }, (_value, n) => NOW - (10 - n) * 10 * MINUTE);
	let state = begun;
	const got: number[] = [];
	for (let n = 0; n < 5; n++) {
		const reading = await readStream(state, reader([page(times, 'c1')]));
		const settled = settle(state, reading, 3);
		got.push(...settled.fresh.map(({ item }) => item));
		({ state } = settled);
		if (state.cursor === 'c1') break;
	}

	expect(got).toEqual(times);
	expect(state.cursor).toBe('c1');
});

it('hands over late ones of a page in parts, too', async () => {
	const known = settle(begun, await readStream(begun, reader([page([NOW], 'c1')]))).state;
	const late = [1, 2, 3, 4].map((n) => NOW - n * 60 * MINUTE);
	const first = settle(known, await readStream(known, reader([page(late, 'c2')])), 2);
	const second = settle(first.state, await readStream(first.state, reader([page(late, 'c2')])), 2);

	expect([...first.fresh, ...second.fresh].map(({ item }) => item)).toEqual(late);
	expect(second.state.cursor).toBe('c2');
});

it('leaves to another poll what that one has moved on from', async () => {
	const reading = await readStream(begun, reader([page([NOW], 'c1')]));
	const moved = settle(begun, reading).state;

	expect(settle(moved, reading)).toEqual({ state: moved, fresh: [] });
});

describe('a cursor that is refused', () => {
	const old = NOW - 60 * MINUTE;

	it('is replaced by a start as far back as keys are remembered', async () => {
		const first = settle(begun, await readStream(begun, reader([page([old, NOW], 'c1')]))).state;
		const service = reader([new RangeError('expired'), page([old, NOW, NOW + 1], 'd1')]);
		const { state, fresh } = settle(first, await readStream(first, service));

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
		await expect(readStream(state, reader([new Error('down')]))).rejects.toThrow('down');
		// Without a cursor there is nothing to begin anew.
		await expect(readStream(begun, reader([new RangeError('odd')]))).rejects.toThrow('odd');
	});
});

it('a state that is too large forgets its oldest seconds', () => {
	const times = Array.from({ length: 100 }, (_value, n) => NOW + n * 1_000);
	const clocks = { service: NOW, host: NOW };
	const reading = { from: begun, place: begun, pages: [page(times, 'c1')], clocks };
	const { state } = settleStream(begun, reading, { lookbackMs: LOOKBACK, most: 100 });
	const fitted = fitStream(state, 1_000);

	expect(fitted.narrowed).toBe(true);
	expect(JSON.stringify(fitted.state.seen).length).toBeLessThanOrEqual(1_000);
	expect(fitted.state.forgotten).toBeGreaterThan(state.forgotten ?? 0);
	expect(fitStream(state, 100_000)).toEqual({ state, narrowed: false });
});
