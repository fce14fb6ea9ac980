import { collection, field } from '../../core/form/field';
import type { FormOf } from '../../core/form/field';
import { oneOf } from '../../core/form/oneOf';
import { number, optional, text } from '../../core/form/schemas';
import type { JsonRecord } from '../../core/json';
import { compareTexts, sumOf } from '../figures/numbers';
import type { ExposureUnit } from '../figures/safetyEventFigures';
import type { Exposure } from '../figures/settings';
import { numberOf, textOf } from '../records/fields';
import type { ReportRecord, SafetyScoreRecord } from '../records/records';

const SOURCES = ['items', 'none', 'number', 'scores'] as const;
const UNITS = ['hours', 'kilometers', 'miles', 'trips'] as const;

const exposureSource = field(
	{
		displayName: 'Exposure',
		name: 'exposure',
		type: 'options',
		options: [
			{
				name: 'From Input Items',
				value: 'items',
				description: 'Items with a driver and a number, such as the rows of a data table',
			},
			{
				name: 'From Safety Scores',
				value: 'scores',
				description: 'What the safety scores of drivers among the input say',
			},
			{ name: 'None', value: 'none', description: 'Counts only, no rates' },
			{ name: 'Number', value: 'number', description: 'One number for the whole fleet' },
		],
		default: 'none',
		description:
			'How far or how long the fleet drove. Rates of safety events need it: who drives more has more events.',
	},
	oneOf(SOURCES),
);

const exposureUnit = field(
	{
		displayName: 'Exposure Unit',
		name: 'exposureUnit',
		type: 'options',
		options: [
			{ name: 'Hours', value: 'hours' },
			{ name: 'Kilometers', value: 'kilometers' },
			{ name: 'Miles', value: 'miles' },
			{ name: 'Trips', value: 'trips', description: 'Safety scores have none' },
		],
		default: 'miles',
		displayOptions: { hide: { exposure: ['none'] } },
		description: 'Rates are safety events per 1,000 of these',
	},
	optional(oneOf(UNITS)),
);

const exposureTotal = field(
	{
		displayName: 'Exposure Total',
		name: 'exposureTotal',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		displayOptions: { show: { exposure: ['number'] } },
		description: 'Of the whole fleet in the period',
	},
	optional(number({ min: 0, max: 1e15 })),
);

const driverField = field(
	{
		displayName: 'Driver Field',
		name: 'driverField',
		type: 'string',
		default: 'driver',
		placeholder: 'e.g. driver',
		displayOptions: { show: { exposure: ['items'] } },
		description: 'The field with the ID or the name of the driver',
	},
	optional(text),
);

const exposureField = field(
	{
		displayName: 'Exposure Field',
		name: 'exposureField',
		type: 'string',
		default: 'miles',
		placeholder: 'e.g. miles',
		displayOptions: { show: { exposure: ['items'] } },
		description: 'The field with the number. Several items of a driver are added up.',
	},
	optional(text),
);

const exposureOptions = collection(
	{
		displayName: 'Exposure Options',
		name: 'exposureOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { hide: { exposure: ['none'] } },
	},
	[
		field(
			{
				displayName: 'Comparison Field',
				name: 'comparisonField',
				type: 'string',
				default: '',
				placeholder: 'e.g. miles_before',
				description: 'From Input Items: the field with the number for the comparison',
			},
			optional(text),
		),
		field(
			{
				displayName: 'Comparison Total',
				name: 'comparisonTotal',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Number: the total of the comparison, per period',
			},
			optional(number({ min: 0, max: 1e15 })),
		),
		field(
			{
				displayName: 'Minimum Exposure',
				name: 'minimumExposure',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 100,
				description: 'A driver with less gets no rate',
			},
			optional(number({ min: 0, max: 1e15 })),
		),
	],
);

export const exposureFields = [
	exposureSource,
	exposureUnit,
	exposureTotal,
	driverField,
	exposureField,
	exposureOptions,
] as const;

export type ExposureForm = FormOf<typeof exposureFields>;

/** Whether an item holds the exposure of a driver. */
export function isExposureItem(item: JsonRecord, form: ExposureForm): boolean {
	if (form.exposure !== 'items') return false;
	const { driver, exposure } = fieldsOf(form);
	return textOf(item[driver]) !== '' && (numberOf(item[exposure]) ?? -1) >= 0;
}

/** @param items for which isExposureItem holds */
export function exposureOf(
	form: ExposureForm,
	items: readonly JsonRecord[],
	records: readonly ReportRecord[],
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
			const { driver, exposure, before } = fieldsOf(form);
			const entries = (name: string) =>
				items.map((item): Entry => [textOf(item[driver]).toLowerCase(), numberOf(item[name])]);
			const byDriver = added(entries(exposure));
			const byDriverBefore = before === undefined ? nobody.byDriver : added(entries(before));
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
});

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
