import { firstDayOf, monthOf, startOfWeek } from './calendar';
import type { Zone } from './zone';
import { DAY_MS } from './zone';

export const PERIOD_KINDS = [
	'custom',
	'lastDays',
	'lastMonth',
	'lastQuarter',
	'lastWeek',
	'thisMonth',
	'thisWeek',
] as const;
export const COMPARISONS = ['average', 'none', 'previous', 'sameLastYear'] as const;

/** A time span in epoch milliseconds. `from` belongs to it, `to` does not. */
export interface TimeSpan {
	from: number;
	to: number;
}

/** What the user chose. */
export interface PeriodChoice {
	period: (typeof PERIOD_KINDS)[number];
	/** For lastDays. */
	numberOfDays: number;
	/** For custom. */
	custom: TimeSpan | undefined;
	compareWith: (typeof COMPARISONS)[number];
	/** For average. */
	numberOfPeriods: number;
	/** 1 is Monday, 7 is Sunday. */
	weekStartsOn: number;
}

/** The period of a report, and the spans that it is compared with, the latest first. */
export interface Period {
	choice: PeriodChoice;
	zone: Zone;
	/** Epoch milliseconds. */
	asOf: number;
	span: TimeSpan;
	/** None without a comparison; several only for an average. */
	before: TimeSpan[];
}

/** Weeks stay whole: the same weekdays a year before. */
const DAYS_OF_52_WEEKS = 364;
/** Days up to which a span is compared with the same weekdays of last year, not with the same dates. */
const LONGEST_BY_WEEKDAY = 28;

/** Finds the spans of a report at a moment. */
export function periodAt(asOf: number, choice: PeriodChoice, zone: Zone): Period {
	const shift = shiftsOf(asOf, choice, zone);
	const { compareWith, numberOfPeriods } = choice;
	const before = {
		none: () => [],
		previous: () => [shift.back(1)],
		average: () => Array.from({ length: numberOfPeriods }, (_none, index) => shift.back(index + 1)),
		sameLastYear: () => [shift.lastYear()],
	}[compareWith]();
	return { choice, zone, asOf, span: shift.back(0), before };
}

interface Shifts {
	/** The period that lies so many periods before; 0 is the period itself. */
	back(periods: number): TimeSpan;
	lastYear(): TimeSpan;
}

function shiftsOf(asOf: number, choice: PeriodChoice, zone: Zone): Shifts {
	const today = zone.dayOf(asOf);
	const week = startOfWeek(today, choice.weekStartsOn);
	const month = monthOf(today);
	switch (choice.period) {
		case 'lastWeek':
			return wholeDays(zone, week - 7, 7);
		case 'thisWeek':
			return weekSoFar(zone, week, asOf);
		case 'lastMonth':
			return wholeMonths(zone, month - 1, 1);
		case 'thisMonth':
			return monthSoFar(zone, month, asOf);
		case 'lastQuarter':
			return wholeMonths(zone, Math.floor(month / 3) * 3 - 3, 3);
		case 'lastDays':
			return wholeDays(zone, today - choice.numberOfDays, choice.numberOfDays);
		case 'custom':
			return customSpan(zone, choice.custom ?? { from: asOf, to: asOf });
	}
}

function wholeDays(zone: Zone, first: number, days: number): Shifts {
	const from = (day: number): TimeSpan => ({
		from: zone.startOfDay(day),
		to: zone.startOfDay(day + days),
	});
	return {
		back: (periods) => from(first - periods * days),
		lastYear: () => from(days > LONGEST_BY_WEEKDAY ? yearBefore(first) : first - DAYS_OF_52_WEEKS),
	};
}

/** The same date of the year before; of 29 February 1 March. */
function yearBefore(day: number): number {
	const date = new Date(day * DAY_MS);
	return Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()) / DAY_MS;
}

function wholeMonths(zone: Zone, first: number, months: number): Shifts {
	const from = (month: number): TimeSpan => ({
		from: zone.startOfDay(firstDayOf(month)),
		to: zone.startOfDay(firstDayOf(month + months)),
	});
	return {
		back: (periods) => from(first - periods * months),
		lastYear: () => from(first - 12),
	};
}

/** The time that local clocks show at an instant, in milliseconds since midnight. */
const msOfDay = (zone: Zone, instant: number) =>
	instant + zone.offsetAt(instant) - zone.dayOf(instant) * DAY_MS;

/** A week up to the present weekday and time, and other weeks up to the same. */
function weekSoFar(zone: Zone, week: number, asOf: number): Shifts {
	const upTo = zone.dayOf(asOf) - week;
	const time = msOfDay(zone, asOf);
	const from = (start: number): TimeSpan => ({
		from: zone.startOfDay(start),
		to: zone.instantAt(start + upTo, time),
	});
	return {
		back: (periods) => (periods === 0 ? { ...from(week), to: asOf } : from(week - periods * 7)),
		lastYear: () => from(week - DAYS_OF_52_WEEKS),
	};
}

/** The same of a month; a shorter month ends early. */
function monthSoFar(zone: Zone, month: number, asOf: number): Shifts {
	const upTo = zone.dayOf(asOf) - firstDayOf(month);
	const time = msOfDay(zone, asOf);
	const from = (start: number): TimeSpan => ({
		from: zone.startOfDay(firstDayOf(start)),
		to: Math.min(
			zone.instantAt(firstDayOf(start) + upTo, time),
			zone.startOfDay(firstDayOf(start + 1)),
		),
	});
	return {
		back: (periods) => (periods === 0 ? { ...from(month), to: asOf } : from(month - periods)),
		lastYear: () => from(month - 12),
	};
}

/** Keeps whole days whole; other spans keep their length, and the same local time 52 weeks before. */
function customSpan(zone: Zone, span: TimeSpan): Shifts {
	const first = zone.dayOf(span.from);
	const end = zone.dayOf(span.to);
	const isWhole = zone.startOfDay(first) === span.from && zone.startOfDay(end) === span.to;
	if (isWhole && end > first) return { ...wholeDays(zone, first, end - first) };
	const length = span.to - span.from;
	const yearBefore = zone.instantAt(first - DAYS_OF_52_WEEKS, msOfDay(zone, span.from));
	return {
		back: (periods) => ({ from: span.from - periods * length, to: span.to - periods * length }),
		lastYear: () => ({ from: yearBefore, to: yearBefore + length }),
	};
}

/** How many local days a span touches. */
export function daysIn({ from, to }: TimeSpan, zone: Zone): number {
	return to <= from ? 0 : zone.dayOf(to - 1) - zone.dayOf(from) + 1;
}

/** From the start of the first to the end of the last. */
export function hullOf(spans: readonly TimeSpan[]): TimeSpan | undefined {
	const [first] = spans;
	if (first === undefined) return undefined;
	return {
		from: Math.min(...spans.map(({ from }) => from)),
		to: Math.max(...spans.map(({ to }) => to)),
	};
}
