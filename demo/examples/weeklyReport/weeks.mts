import { isDeepStrictEqual } from 'node:util';
import type { ReceivedRequest } from '../../../sandbox/recorder.cts';
import type { Week } from './expectedRows.mts';

const WEEK_MS = 7 * 86_400_000;
/** Of a week in which the clocks are changed. */
const CLOCK_CHANGE_MS = 3_600_000;

const SOURCES = [
	{ path: '/incidents', from: 'from_date', to: 'to_date' },
	{ path: '/access-logs/stats', from: 'from_date', to: 'to_date' },
	{ path: '/safety-events/stream', from: 'startTime', to: 'endTime' },
];

/** The weeks that each of the three lists was asked for, the later one first, however many pages it took. */
export function weeksAskedFor(received: readonly ReceivedRequest[]): Week[][] {
	return SOURCES.map(({ path, from, to }) => {
		const spans = received
			.filter((request) => request.method === 'GET' && request.path === path)
			.map(({ query }) => `${String(query[from])} ${String(query[to])}`);
		return [...new Set(spans)]
			.map((span) => {
				const [start = NaN, end = NaN] = span.split(' ').map((time) => Date.parse(time));
				return { from: start, to: end };
			})
			.sort((a, b) => b.from - a.from);
	});
}

/** Whether all three lists were asked for the same two weeks, one right after the other. */
export function areTwoWeeks(asked: Week[][]): boolean {
	const [first = []] = asked;
	const [week, before] = first;
	return (
		asked.every((weeks) => isDeepStrictEqual(weeks, first)) &&
		first.length === 2 &&
		week?.from === before?.to &&
		first.every(({ from, to }) => Math.abs(to - from - WEEK_MS) <= CLOCK_CHANGE_MS)
	);
}
