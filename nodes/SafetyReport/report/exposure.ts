import { instantOf } from '../../core/form/instant';
import type { JsonRecord } from '../../core/json';
import { compareTexts, sumOf } from '../figures/numbers';
import type { ExposureUnit } from '../figures/safetyEventFigures';
import type { Exposure } from '../figures/settings';
import { timeframeOf } from '../figures/timeframe';
import type { Period } from '../period/period';
import { numberOf, textOf } from '../records/fields';
import type { ReportRecord, SafetyScoreRecord } from '../records/records';
import type { ExposureForm } from './exposureFields';

/** Whether an item holds the exposure of a driver. */
export function isExposureItem(item: JsonRecord, form: ExposureForm): boolean {
	if (form.exposure !== 'items') return false;
	const { driver, exposure, date } = fieldsOf(form);
	if (date !== undefined && beginOf(item[date], 'UTC') === undefined) return false;
	return textOf(item[driver]) !== '' && (numberOf(item[exposure]) ?? -1) >= 0;
}

/** When a day or a month begins, in epoch milliseconds. */
function beginOf(value: unknown, zone: string): number | undefined {
	const written = textOf(value);
	const begin = instantOf(/^\d{4}-\d{2}$/.test(written) ? `${written}-01` : written, zone);
	return begin === undefined ? undefined : Date.parse(begin);
}

/** @param items for which isExposureItem holds */
export function exposureOf(
	form: ExposureForm,
	items: readonly JsonRecord[],
	records: readonly ReportRecord[],
	period: Period,
): Exposure {
	const { minimumExposure: least = 100, comparisonTotal } = form.exposureOptions;
	const unit = form.exposureUnit ?? 'miles';
	const nothing = { unit, total: undefined, totalBefore: undefined, least };
	const nobody = { byDriver: new Map<string, number>(), byDriverBefore: new Map<string, number>() };
	switch (form.exposure) {
		case 'none':
			return { ...nothing, ...nobody, unit: 'none' };
		case 'number':
			return {
				...nothing,
				...nobody,
				total: form.exposureTotal,
				totalBefore: comparisonTotal,
			};
		case 'scores': {
			const byDriver = added(records.flatMap((record) => scoreEntry(record, unit)));
			return { ...nothing, ...nobody, byDriver, total: totalOf(byDriver) };
		}
		case 'items': {
			const { driver, exposure, before, date } = fieldsOf(form);
			const entries = (rows: readonly JsonRecord[], name: string) =>
				added(
					rows.map((item): Entry => [textOf(item[driver]).toLowerCase(), numberOf(item[name])]),
				);
			const dated = date === undefined ? undefined : itemsBySpan(items, date, period);
			const byDriver = entries(dated?.now ?? items, exposure);
			const byDriverBefore =
				dated === undefined
					? entries(before === undefined ? [] : items, before ?? '')
					: perPeriod(entries(dated.before, exposure), period.before.length);
			return {
				...{ unit, least, byDriver, byDriverBefore },
				total: totalOf(byDriver),
				totalBefore: totalOf(byDriverBefore),
			};
		}
	}
}

const fieldsOf = ({
	driverField: driver,
	exposureField: exposure,
	exposureOptions: more,
}: ExposureForm) => ({
	driver: driver ?? 'driver',
	exposure: exposure ?? 'miles',
	before: more.comparisonField,
	date: more.dateField,
});

function itemsBySpan(items: readonly JsonRecord[], date: string, period: Period) {
	const { select } = timeframeOf(period);
	const { now, before } = select(
		items.map((item) => ({ item, time: beginOf(item[date], period.zone.name) })),
	);
	return { now: now.map(({ item }) => item), before: before.map(({ item }) => item) };
}

const perPeriod = (sums: ReadonlyMap<string, number>, periods: number) =>
	new Map([...sums].map(([driver, sum]) => [driver, sum / periods]));

type Entry = [driver: string, exposure: number | undefined];

/** Units in what a score says. */
const METERS = { miles: 1_609.344, kilometers: 1_000 };
const HOUR_MS = 3_600_000;

function scoreEntry(record: ReportRecord, unit: ExposureUnit): Entry[] {
	if (record.kind !== 'safetyScore' || record.scoreOf !== 'drivers') return [];
	return [[record.id.toLowerCase(), inUnits(record, unit)]];
}

function inUnits(score: SafetyScoreRecord, unit: ExposureUnit): number | undefined {
	const { driveDistanceMeters: meters, driveTimeMilliseconds: time } = score;
	if (unit === 'hours') return time === undefined ? undefined : time / HOUR_MS;
	if (unit !== 'miles' && unit !== 'kilometers') return undefined;
	return meters === undefined ? undefined : meters / METERS[unit];
}

/** Adds up by driver. Sorted first: a sum of decimals depends on the order. */
function added(entries: Entry[]): Map<string, number> {
	const sums = new Map<string, number>();
	const sorted = entries.sort(([a, one = 0], [b, other = 0]) => compareTexts(a, b) || one - other);
	for (const [driver, exposure] of sorted) {
		if (driver === '' || exposure === undefined || exposure < 0) continue;
		sums.set(driver, (sums.get(driver) ?? 0) + exposure);
	}
	return sums;
}

const totalOf = (byDriver: ReadonlyMap<string, number>) =>
	byDriver.size === 0 ? undefined : sumOf([...byDriver.values()]);
