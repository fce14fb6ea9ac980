import { readStream } from '../../../../nodes/shared/polling/readStream.ts';
import { shortKey } from '../../../../nodes/shared/polling/seenKeys.ts';
import type { StreamPage, StreamState } from '../../../../nodes/shared/polling/stream.ts';
import { fitStream, reseeded, settleStream } from '../../../../nodes/shared/polling/stream.ts';

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
	cursor,
	hasMore,
	serverNow: NOW,
});

function reader(pages: Array<StreamPage<number> | Error>) {
	const asked: Array<[string, string | undefined]> = [];
	return {
		asked,
		most: 100,
		outOfTime: () => false,
		isRefusedCursor: (reason: unknown) => reason instanceof RangeError,
		onReseed: jest.fn(),
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

it('reads no place twice that the service promises more behind without moving it', async () => {
	const service = reader([page([NOW], 'c1', true), page([], 'c1', true)]);
	const reading = await readStream(begun, service);

	expect(reading.pages).toHaveLength(2);
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
		expect(service.onReseed).toHaveBeenCalledTimes(1);
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
	const reading = { from: begun, place: begun, pages: [page(times, 'c1')] };
	const { state } = settleStream(begun, reading, { lookbackMs: LOOKBACK, most: 100 });
	const fitted = fitStream(state, 1_000);

	expect(fitted.narrowed).toBe(true);
	expect(JSON.stringify(fitted.state.seen).length).toBeLessThanOrEqual(1_000);
	expect(fitted.state.forgotten).toBeGreaterThan(state.forgotten ?? 0);
	expect(fitStream(state, 100_000)).toEqual({ state, narrowed: false });
});
