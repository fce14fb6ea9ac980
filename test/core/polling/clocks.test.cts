import type { Clocks } from '../../../nodes/core/polling/clocks.ts';
import {
	FUTURE_TOLERANCE_MS,
	isAhead,
	LARGEST_LAG_MS,
	newestBelieved,
	reachOf,
	reachOfMemory,
} from '../../../nodes/core/polling/clocks.ts';

const NOW = Date.parse('2026-03-10T08:00:00Z');
const MINUTE = 60_000;

const at = (service: number | undefined, host = NOW): Clocks => ({ service, host });

it.each<[string, Clocks, number]>([
	['a service that shows no time', at(undefined), NOW],
	['a service that is ahead', at(NOW + MINUTE), NOW],
	['a service that is behind', at(NOW - MINUTE), NOW - MINUTE],
])('the state may remember up to the earlier clock: %s', (_name, clocks, reach) => {
	expect(reachOf(clocks)).toBe(reach);
});

it.each<[string, Clocks, number]>([
	['shows no time', at(undefined), NOW],
	['is ahead', at(NOW + MINUTE), NOW + MINUTE],
	['is behind by as much as is believed', at(NOW - LARGEST_LAG_MS), NOW - LARGEST_LAG_MS],
	['is behind by more', at(NOW - LARGEST_LAG_MS - 1), NOW],
	['is frozen in 1970', at(0), NOW],
])('a service that %s', (_name, clocks, reach) => {
	expect(reachOfMemory(clocks)).toBe(reach);
	expect(isAhead(reach + FUTURE_TOLERANCE_MS, clocks)).toBe(false);
	expect(isAhead(reach + FUTURE_TOLERANCE_MS + 1, clocks)).toBe(true);
	expect(isAhead(null, clocks)).toBe(false);
});

it('a trigger without a cursor is not ahead, even of a clock from before 1970', () => {
	expect(isAhead(null, at(undefined, -FUTURE_TOLERANCE_MS - 1))).toBe(false);
});

it('the tolerance is five minutes, and the largest lag a day', () => {
	expect([FUTURE_TOLERANCE_MS, LARGEST_LAG_MS]).toEqual([300_000, 86_400_000]);
});

describe('the newest time that is believed', () => {
	const newest = (times: number[], clocks = at(NOW)) =>
		newestBelieved(
			times.map((time) => ({ time })),
			clocks,
		);

	it.each<[string, number[], Clocks, number | null]>([
		['no record', [], at(NOW), null],
		['the newest of three', [NOW - 2, NOW - 1, NOW - 3], at(NOW), NOW - 1],
		['a little ahead of the service', [NOW + FUTURE_TOLERANCE_MS], at(NOW), NOW],
		['far ahead of the service', [NOW + FUTURE_TOLERANCE_MS + 1], at(NOW), null],
		['far ahead, beside a believed one', [NOW + 1e9, NOW - 5], at(NOW), NOW - 5],
		['far ahead of the host of a service that shows no time', [NOW + 1e9], at(undefined), NOW],
		['between the clocks', [NOW - 1], at(NOW - MINUTE), NOW - MINUTE],
		['of before 1970', [-5], at(NOW), -5],
	])('%s', (_name, times, clocks, expected) => {
		expect(newest(times, clocks)).toBe(expected);
	});
});
