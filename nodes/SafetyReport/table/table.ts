import type { Figures, PlaceFigures } from '../figures/figures';
import type { ClockFigures } from '../figures/incidentFigures';
import type { Breakdown, Change, DayCount, Figure } from '../figures/values';
import { valueName } from '../wording/names';
import type { Cell } from './csv';
import { csv } from './csv';

/** One figure in a line, so that a spreadsheet can filter and a pivot table can group them. Numbers and codes as they are. */
const HEAD = [
	'section',
	'figure',
	'value',
	'label',
	'now',
	'before',
	'difference',
	'percent',
	'signal',
	'unit',
	'note',
] as const;

type Row = readonly Cell[];

/** The figures as CSV: one line for each, with the number of the comparison beside it. */
export function renderTable(figures: Figures, options: { byteOrderMark?: boolean } = {}): string {
	return csv([HEAD, ...rowsOf(figures)], options);
}

function rowsOf(figures: Figures): Row[] {
	const { incidents, safetyEvents, moderation, visitors } = figures;
	return [
		...periodRows(figures),
		change('incidents', 'total', '', incidents.total),
		change('incidents', 'cancelled', '', incidents.cancelled),
		change('incidents', 'drills', '', incidents.drills.count),
		number('incidents', 'open', incidents.open.count, 'records'),
		figure('incidents', 'oldest open', incidents.open.oldestSeconds, 'seconds'),
		...breakdown('incidents', 'category', incidents.byCategory),
		...breakdown('incidents', 'severity', incidents.bySeverity),
		...breakdown('incidents', 'status', incidents.byStatus),
		...days('incidents', incidents.byDay),
		...incidents.clocks.flatMap(clockRows),
		change('safetyEvents', 'total', '', safetyEvents.total),
		change('safetyEvents', 'dismissed', '', safetyEvents.dismissed),
		change('safetyEvents', 'counted', '', safetyEvents.counted),
		number('safetyEvents', 'not reviewed', safetyEvents.review.notReviewed, 'records'),
		figure('safetyEvents', 'coaching completion', safetyEvents.coaching.completion, 'share'),
		figure(
			'safetyEvents',
			'rate',
			safetyEvents.rate.per1000,
			`per 1,000 ${safetyEvents.rate.unit}`,
			safetyEvents.rate.before?.per1000,
		),
		...breakdown('safetyEvents', 'behavior', safetyEvents.byLabel),
		...breakdown('safetyEvents', 'state', safetyEvents.byState),
		...breakdown('safetyEvents', 'vehicle', safetyEvents.byVehicle),
		...days('safetyEvents', safetyEvents.byDay),
		...safetyEvents.drivers.list.map((driver) =>
			change('safetyEvents', 'driver', driver.name || driver.driver, driver),
		),
		change('moderation', 'total', '', moderation.total),
		change('moderation', 'decisions', '', moderation.decisions),
		change('moderation', 'reports', '', moderation.reports),
		change('moderation', 'appeals', '', moderation.appeals),
		...breakdown('moderation', 'type', moderation.byType),
		...breakdown('moderation', 'decision label', moderation.decisionsByLabel),
		...breakdown('moderation', 'report label', moderation.reportsByLabel),
		change('visitors', 'entries', '', visitors.entries),
		number('visitors', 'on site', visitors.onSite, 'records'),
		...breakdown('visitors', 'gate', visitors.byGate),
		...breakdown('visitors', 'purpose', visitors.byPurpose),
		...figures.dangerZones.byRisk.map(({ value, count }) =>
			row('dangerZones', 'risk', value, { now: count, unit: 'records' }),
		),
		...figures.safetyScores.groups.map(({ kind, mean }) =>
			figure('safetyScores', `mean of ${kind}`, mean, 'points'),
		),
		...placeRows(figures.places),
		number('dataQuality', 'items', figures.dataQuality.items, 'items'),
		number('dataQuality', 'duplicates', figures.dataQuality.duplicates, 'items'),
		number('dataQuality', 'unrecognized', figures.dataQuality.unrecognized.count, 'items'),
		number('dataQuality', 'unreadable', figures.dataQuality.unreadable.count, 'items'),
	];
}

interface Values {
	now?: number | null;
	before?: number | null;
	difference?: number | null;
	percent?: number | null;
	signal?: string;
	unit?: string;
	note?: string;
	/** The value in words. */
	label?: string;
}

function row(section: string, name: string, value: string, values: Values): Row {
	const { now = null, before = null, difference = null, percent = null } = values;
	const { signal = '', unit = '', note = '', label = '' } = values;
	return [section, name, value, label, now, before, difference, percent, signal, unit, note];
}

function periodRows({ period }: Figures): Row[] {
	const rows = [
		row('period', 'from', period.from, { note: period.timeZone }),
		row('period', 'to', period.to, { note: 'not included' }),
		row('period', 'as of', period.asOf, {}),
	];
	if (period.comparison === null) return rows;
	return [
		...rows,
		row('comparison', 'from', period.comparison.from, {}),
		row('comparison', 'to', period.comparison.to, { note: 'not included' }),
	];
}

function change(
	section: string,
	name: string,
	value: string,
	{ now, before, difference, percent, signal }: Change,
	label = '',
): Row {
	return row(section, name, value, {
		now,
		before,
		difference,
		percent: percent.value,
		signal,
		unit: 'records',
		label,
	});
}

function number(section: string, name: string, now: number, unit: string): Row {
	return row(section, name, '', { now, unit });
}

function figure(section: string, name: string, now: Figure, unit: string, before?: Figure): Row {
	return row(section, name, '', {
		now: now.value,
		before: before?.value ?? null,
		unit,
		note: now.reason ?? '',
	});
}

function breakdown(section: string, name: string, { groups, leftOut }: Breakdown): Row[] {
	const rows = groups.map((group) =>
		change(section, name, group.value, group, valueName(group.value)),
	);
	if (leftOut.values === 0) return rows;
	return [
		...rows,
		row(section, name, '', {
			now: leftOut.now,
			before: leftOut.before,
			unit: 'records',
			note: `${leftOut.values} further values`,
		}),
	];
}

function days(section: string, byDay: readonly DayCount[]): Row[] {
	return byDay.map(({ date, count, before }) =>
		row(section, 'day', date, { now: count, before, unit: 'records' }),
	);
}

function clockRows({ clock, now, before, targetMinutes }: ClockFigures): Row[] {
	const of = (name: string, pick: (span: typeof now) => Figure, unit: string) =>
		figure(
			'responseTimes',
			`${clock} ${name}`,
			pick(now),
			unit,
			before === null ? undefined : pick(before),
		);
	const rows = [
		number('responseTimes', `${clock} n`, now.n, 'records'),
		of('median', ({ medianSeconds }) => medianSeconds, 'seconds'),
		of('90th percentile', ({ p90Seconds }) => p90Seconds, 'seconds'),
	];
	if (targetMinutes === null) return rows;
	return [
		...rows,
		of(`within ${targetMinutes} minutes`, ({ withinTarget: { share } }) => share, 'share'),
	];
}

function placeRows({ list }: PlaceFigures): Row[] {
	return list.map(({ address, latitude, longitude, count, before }) =>
		row('places', 'place', address, {
			now: count,
			before,
			unit: 'records',
			note: `latitude ${latitude}, longitude ${longitude}`,
		}),
	);
}
