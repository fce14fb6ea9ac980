import { collection, field } from '../../core/form/field';
import type { FormOf } from '../../core/form/field';
import { oneOf } from '../../core/form/oneOf';
import { number, optional, text } from '../../core/form/schemas';

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
				displayName: 'Date Field',
				name: 'dateField',
				type: 'string',
				default: '',
				placeholder: 'e.g. month',
				description:
					'From Input Items: the field with the day or the month of an item, such as 2026-10. The item counts for the period or the comparison in which it begins, and Comparison Field has no effect.',
			},
			optional(text),
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
