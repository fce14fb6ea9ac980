import { dateText, weekdayOf } from '../period/calendar';
import { daysIn } from '../period/period';
import { HOUR_MS } from '../period/zone';
import type { Selection, Timeframe } from './timeframe';
import type { DayCount, HourGrid } from './values';

interface Dated {
	time: number | undefined;
}

/** Counts by the local days of the period, beside the days at the same place of the comparison. */
export function byDay(timeframe: Timeframe, { now, before }: Selection<Dated>): DayCount[] {
	const { zone, span, before: spans } = timeframe.period;
	const first = zone.dayOf(span.from);
	const counts = new Array<number>(timeframe.days).fill(0);
	for (const { time = 0 } of now) {
		const index = zone.dayOf(time) - first;
		counts[index] = (counts[index] ?? 0) + 1;
	}
	const firstDays = spans.map(({ from }) => zone.dayOf(from));
	const lengths = spans.map((one) => daysIn(one, zone));
	const totals = new Map<number, number>();
	for (const { time = 0 } of before) {
		const at = (timeframe.spanOf(time) ?? 1) - 1;
		const index = zone.dayOf(time) - (firstDays[at] ?? 0);
		totals.set(index, (totals.get(index) ?? 0) + 1);
	}
	return counts.map((count, index) => {
		const having = lengths.filter((length) => length > index).length;
		return {
			date: dateText(first + index),
			weekday: weekdayOf(first + index),
			count,
			before: having === 0 ? null : (totals.get(index) ?? 0) / having,
		};
	});
}

const HOURS = 24;

/** Counts of the period by local weekday and hour. */
export function byHour(timeframe: Timeframe, { now }: Selection<Dated>): HourGrid {
	const { zone, span, choice } = timeframe.period;
	const first = zone.dayOf(span.from);
	const rows = Array.from({ length: 7 }, (_none, index) => ({
		weekday: ((choice.weekStartsOn - 1 + index) % 7) + 1,
		days: 0,
		hours: new Array<number>(HOURS).fill(0),
	}));
	const rowOf = new Map(rows.map((row) => [row.weekday, row]));
	for (let day = first; day < first + timeframe.days; day++) {
		const row = rowOf.get(weekdayOf(day));
		if (row !== undefined) row.days++;
	}
	let most = 0;
	for (const { time = 0 } of now) {
		const hours = rowOf.get(weekdayOf(zone.dayOf(time)))?.hours;
		const hour = Math.floor((time + zone.offsetAt(time)) / HOUR_MS) % HOURS;
		const count = (hours?.[hour] ?? 0) + 1;
		if (hours !== undefined) hours[hour] = count;
		most = Math.max(most, count);
	}
	return { rows, most };
}
