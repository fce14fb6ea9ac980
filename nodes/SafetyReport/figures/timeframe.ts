import type { Period } from '../period/period';
import { daysIn } from '../period/period';
import { known, sumOf, unknown } from './numbers';
import type { Change, Signal } from './values';

/** Both counts of a percentage have at least so many records: fewer make it a matter of chance. */
export const FEWEST_FOR_PERCENT = 20;
/** Beyond it, 2(√now − √before) is more than chance explains. */
export const SIGNAL_BEYOND = 3;

export const NO_COMPARISON = 'The report has no comparison';

/** Records of one kind by the spans of a report. */
export interface Selection<Item> {
	now: Item[];
	/** Of all spans of the comparison. */
	before: Item[];
}

/** The spans of a report, and how counts in them compare. */
export interface Timeframe {
	period: Period;
	/** Local days that the period touches. */
	days: number;
	hasComparison: boolean;
	/** Whether all spans touch as many days as the period. */
	equalLength: boolean;
	/** 0 for the period, 1 and more for the spans of the comparison, undefined for another time. */
	spanOf(time: number | undefined): number | undefined;
	select<Item extends { time: number | undefined }>(items: readonly Item[]): Selection<Item>;
	/** The average of a total over the spans of the comparison; null without one. */
	average(total: number): number | null;
	/** @param before total of all spans of the comparison */
	change(now: number, before: number): Change;
}

export function timeframeOf(period: Period): Timeframe {
	const spans = [period.span, ...period.before];
	const { zone } = period;
	const days = daysIn(period.span, zone);
	const daysBefore = period.before.map((span) => daysIn(span, zone));
	const equalLength = daysBefore.every((one) => one === days);
	const allDaysBefore = Math.max(1, sumOf(daysBefore));
	const hasComparison = period.before.length > 0;

	const spanOf: Timeframe['spanOf'] = (time) => {
		if (time === undefined) return undefined;
		const found = spans.findIndex(({ from, to }) => time >= from && time < to);
		return found < 0 ? undefined : found;
	};
	const average = (total: number) => (hasComparison ? total / period.before.length : null);

	return {
		period,
		days,
		hasComparison,
		equalLength,
		spanOf,
		average,
		select(items) {
			const selected: Selection<(typeof items)[number]> = { now: [], before: [] };
			for (const item of items) {
				const span = spanOf(item.time);
				if (span !== undefined) selected[span === 0 ? 'now' : 'before'].push(item);
			}
			return selected;
		},
		change(now, total) {
			const before = average(total);
			if (before === null) {
				const percent = unknown(NO_COMPARISON);
				return { now, before, difference: null, percent, signalScore: null, signal: 'unknown' };
			}
			const expected = equalLength ? before : (total * days) / allDaysBefore;
			const difference = now - expected;
			const signalScore = 2 * (Math.sqrt(now) - Math.sqrt(expected));
			return {
				now,
				before,
				difference,
				percent:
					now >= FEWEST_FOR_PERCENT && before >= FEWEST_FOR_PERCENT
						? known((100 * difference) / expected)
						: unknown(`A percentage needs at least ${FEWEST_FOR_PERCENT} records in both periods`),
				signalScore,
				signal: signalOf(signalScore),
			};
		},
	};
}

function signalOf(score: number): Signal {
	if (score > SIGNAL_BEYOND) return 'up';
	return score < -SIGNAL_BEYOND ? 'down' : 'none';
}
