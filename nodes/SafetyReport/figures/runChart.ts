import { dateText, firstDayOf, monthOf, startOfWeek } from '../period/calendar';
import { countText, medianOf, unknown } from './numbers';
import type { Selection, Timeframe } from './timeframe';
import type { RunChart, RunPoint } from './values';

/** Up to so many days the points are days, then weeks, then months. */
const MOST_DAYS = 62;
const MOST_WEEKS_IN_DAYS = 371;

/** A median of fewer points says little (NHS run charts ask for 10 to 12). */
export const FEWEST_FOR_MEDIAN = 10;
/** So many points in a row on one side of the median are a shift. */
export const FEWEST_FOR_SHIFT = 6;

/** Counts over time, from the earliest span of the comparison that joins the period without a gap. */
export function runChartOf(
	timeframe: Timeframe,
	{ now, before }: Selection<{ time: number | undefined }>,
): RunChart {
	const { zone, span, before: spans, asOf } = timeframe.period;
	let { from } = span;
	for (const one of spans) if (one.to === from) from = one.from;
	const firstDay = zone.dayOf(from);
	const firstOfPeriod = zone.dayOf(span.from);
	const endDay = firstOfPeriod + timeframe.days;
	const unit = unitFor(endDay - firstDay);
	const starts = startsOf(unit, firstDay, endDay, timeframe.period.choice.weekStartsOn);
	const counts = new Array<number>(starts.length).fill(0);
	for (const { time = 0 } of [...before, ...now]) {
		if (time < from) continue;
		const index = lastNotAfter(starts, zone.dayOf(time));
		counts[index] = (counts[index] ?? 0) + 1;
	}
	const points = starts.map((start, index): RunPoint => {
		const end = nextStart(unit, start);
		const cutAtStart = Math.max(start, firstDay);
		return {
			date: dateText(cutAtStart),
			count: counts[index] ?? 0,
			inPeriod: cutAtStart >= firstOfPeriod,
			isComplete: zone.startOfDay(start) >= from && zone.startOfDay(end) <= Math.min(asOf, span.to),
		};
	});
	const complete = points.filter((point) => point.isComplete).map(({ count }) => count);
	const median =
		complete.length < FEWEST_FOR_MEDIAN
			? unknown(
					`${countText(complete.length, `complete ${unit}`)}, and a median needs ${FEWEST_FOR_MEDIAN}`,
				)
			: medianOf(
					[...complete].sort((a, b) => a - b),
					'No complete point',
				);
	return {
		unit,
		points,
		median,
		shift: median.value === null ? null : shiftIn(complete, median.value),
	};
}

function unitFor(days: number): RunChart['unit'] {
	if (days <= MOST_DAYS) return 'day';
	return days <= MOST_WEEKS_IN_DAYS ? 'week' : 'month';
}

/** The first days of the units that lie in the chart; the first unit may begin before it. */
function startsOf(
	unit: RunChart['unit'],
	firstDay: number,
	endDay: number,
	weekStartsOn: number,
): number[] {
	const starts: number[] = [];
	let start =
		unit === 'day'
			? firstDay
			: unit === 'week'
				? startOfWeek(firstDay, weekStartsOn)
				: firstDayOf(monthOf(firstDay));
	while (start < endDay) {
		starts.push(start);
		start = nextStart(unit, start);
	}
	return starts;
}

function nextStart(unit: RunChart['unit'], start: number): number {
	if (unit === 'month') return firstDayOf(monthOf(start) + 1);
	return start + (unit === 'week' ? 7 : 1);
}

/** The index of the last number that is not above `day`. */
function lastNotAfter(starts: readonly number[], day: number): number {
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? Infinity) <= day) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The side of the latest shift. Points on the median neither count nor interrupt. */
function shiftIn(counts: readonly number[], median: number): RunChart['shift'] {
	let found: RunChart['shift'] = 'none';
	let side: 'above' | 'below' | undefined;
	let length = 0;
	for (const count of counts) {
		if (count === median) continue;
		const now = count > median ? 'above' : 'below';
		length = now === side ? length + 1 : 1;
		side = now;
		if (length >= FEWEST_FOR_SHIFT) found = side;
	}
	return found;
}
