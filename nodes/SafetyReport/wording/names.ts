import type { ActionKind, Comparison, RecordKind, ReportPeriod } from '../figures/figures';
import type { Clock } from '../figures/incidentFigures';
import type { ExposureUnit } from '../figures/safetyEventFigures';
import type { Formats } from '../text/formats';
import { inWords } from '../text/words';

export const CLOCKS: Record<Clock, string> = {
	createdToAssigned: 'Created to assigned',
	assignedToOnScene: 'Assigned to on scene',
	createdToOnScene: 'Created to on scene',
	createdToResolved: 'Created to resolved',
};

/** One and several, for a count before it. */
export const ACTIONS: Record<ActionKind, readonly [one: string, several: string]> = {
	incidentOverdue: ['Incident overdue', 'Incidents overdue'],
	incidentOpen: ['Incident open', 'Incidents open'],
	eventNotReviewed: ['Safety event not reviewed', 'Safety events not reviewed'],
	eventNeedsCoaching: ['Safety event needs coaching', 'Safety events need coaching'],
	eventWithoutDriver: ['Safety event without driver', 'Safety events without driver'],
};

/** What a record waits for, beside its name. */
export const WAITS_FOR: Record<ActionKind, string> = {
	incidentOverdue: 'Response, overdue',
	incidentOpen: 'Response',
	eventNotReviewed: 'Review',
	eventNeedsCoaching: 'Coaching',
	eventWithoutDriver: 'A driver',
};

export const RECORDS: Record<RecordKind, string> = {
	incident: 'Incidents (Sety)',
	safetyEvent: 'Safety events (Samsara)',
	moderation: 'Trust and safety events (SafetyKit)',
	visit: 'Visits (Sety)',
	visitorStatistics: 'Visitor statistics (Sety)',
	dangerZone: 'Danger zones (Sety)',
	safetyScore: 'Safety scores (Samsara)',
	placeScore: 'Safety scores of places (Sety)',
};

export const EXPOSURE: Record<ExposureUnit, string> = {
	hours: 'hours',
	kilometers: 'kilometers',
	miles: 'miles',
	trips: 'trips',
	none: 'units',
};

/** The value of a service in words; the empty one stands for a record without a value. */
export function valueName(value: string): string {
	return value.trim() === '' ? 'Not stated' : inWords(value);
}

const SPANS: Record<ReportPeriod['kind'], string> = {
	lastDays: 'period',
	lastMonth: 'month',
	lastQuarter: 'quarter',
	lastWeek: 'week',
	thisMonth: 'month',
	thisWeek: 'week',
	custom: 'period',
};

const SPAN_TITLES: Record<ReportPeriod['kind'], string> = {
	lastDays: 'Days',
	lastMonth: 'Month',
	lastQuarter: 'Quarter',
	lastWeek: 'Week',
	thisMonth: 'Month to date',
	thisWeek: 'Week to date',
	custom: 'Period',
};

/** What kind of period it is: "Week". */
export function periodTitle({ kind }: ReportPeriod): string {
	return SPAN_TITLES[kind];
}

/** The period that is compared, as the object of a sentence: "the week before". */
export function comparisonName({ kind }: ReportPeriod, comparison: Comparison): string {
	const span = SPANS[kind];
	if (comparison.kind === 'sameLastYear') return `the same ${span} last year`;
	if (comparison.kind === 'average') return `the average of ${comparison.periods} ${span}s before`;
	return `the ${span} before`;
}

/** The same as a short label: "Week before". */
export function comparisonLabel({ kind }: ReportPeriod, comparison: Comparison): string {
	const span = SPANS[kind];
	if (comparison.kind === 'sameLastYear') return 'Last year';
	if (comparison.kind === 'average') return `Average of ${comparison.periods}`;
	return `${span.charAt(0).toUpperCase()}${span.slice(1)} before`;
}

/** First and last day: "23 November 2026 – 29 November 2026". `to` does not belong to the span. */
export function spanText(
	{ from, to }: { from: string; to: string },
	timeZone: string,
	formats: Formats,
): string {
	const first = localDay(from, timeZone);
	const last = localDay(new Date(Date.parse(to) - 1).toISOString(), timeZone);
	return first === last
		? formats.fullDay(first)
		: `${formats.fullDay(first)} \u2013 ${formats.fullDay(last)}`;
}

/** The local date of an instant, `YYYY-MM-DD`. */
export function localDay(time: string, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
	return parts.format(new Date(time));
}

/** "1 incident", "3 incidents". */
export function counted(
	count: number,
	one: string,
	several: string,
	{ number }: Pick<Formats, 'number'>,
): string {
	return `${number(count)} ${count === 1 ? one : several}`;
}
