import type { z } from 'zod';

import { field } from '../../core/form/field';
import type { FormOf } from '../../core/form/field';
import { instantOf, whyNotInstant } from '../../core/form/instant';
import { oneOf } from '../../core/form/oneOf';
import { quoteValue, refuse } from '../../core/form/refusal';
import { isBlank, number, optional, text } from '../../core/form/schemas';
import type { Period } from './period';
import { COMPARISONS, PERIOD_KINDS, periodAt } from './period';
import type { Zone } from './zone';
import { zoneOf } from './zone';

/** The longest periods and comparisons: ten years of days, a year of weeks. */
const MOST_DAYS = 3_660;
const MOST_PERIODS = 52;

const period = field(
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom', description: 'From a start to an end' },
			{
				name: 'Last Days',
				value: 'lastDays',
				description: 'A number of whole days, the last of them yesterday',
			},
			{ name: 'Last Month', value: 'lastMonth', description: 'The calendar month before this one' },
			{
				name: 'Last Quarter',
				value: 'lastQuarter',
				description: 'The calendar quarter before this one',
			},
			{ name: 'Last Week', value: 'lastWeek', description: 'The whole week before this one' },
			{
				name: 'This Month so Far',
				value: 'thisMonth',
				description: 'Since the first of the month',
			},
			{ name: 'This Week so Far', value: 'thisWeek', description: 'Since the start of the week' },
		],
		default: 'lastWeek',
		description: 'The time span that the report is about',
	},
	oneOf(PERIOD_KINDS),
);

const numberOfDays = field(
	{
		displayName: 'Number of Days',
		name: 'numberOfDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_DAYS },
		default: 7,
		displayOptions: { show: { period: ['lastDays'] } },
		description: 'How many whole days the report is about',
	},
	optional(number({ min: 1, max: MOST_DAYS, whole: true })),
);

const start = field(
	{
		displayName: 'Start',
		name: 'start',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { period: ['custom'] } },
		description: 'The first moment of the report',
	},
	optional(text),
);

const end = field(
	{
		displayName: 'End',
		name: 'end',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { period: ['custom'] } },
		description: 'The moment at which the report ends. It does not belong to the report itself.',
	},
	optional(text),
);

const compareWith = field(
	{
		displayName: 'Compare With',
		name: 'compareWith',
		type: 'options',
		options: [
			{
				name: 'Average of Previous Periods',
				value: 'average',
				description: 'The mean of several periods before',
			},
			{ name: 'None', value: 'none', description: 'No comparison' },
			{ name: 'Previous Period', value: 'previous', description: 'The period right before' },
			{
				name: 'Same Period Last Year',
				value: 'sameLastYear',
				description: 'The same months, or the same weekdays 52 weeks before',
			},
		],
		default: 'previous',
		description: 'What the numbers of the period are set against',
	},
	oneOf(COMPARISONS),
);

const numberOfPeriods = field(
	{
		displayName: 'Number of Periods',
		name: 'numberOfPeriods',
		type: 'number',
		typeOptions: { minValue: 2, maxValue: MOST_PERIODS },
		default: 4,
		displayOptions: { show: { compareWith: ['average'] } },
		description: 'How many periods before this one the average is taken of',
	},
	optional(number({ min: 2, max: MOST_PERIODS, whole: true })),
);

/** What period and comparison a report has. */
export const periodFields = [
	period,
	numberOfDays,
	start,
	end,
	compareWith,
	numberOfPeriods,
] as const;

const weekStartsOn = field(
	{
		displayName: 'Week Starts On',
		name: 'weekStartsOn',
		type: 'options',
		options: [
			{ name: 'Monday', value: '1' },
			{ name: 'Saturday', value: '6' },
			{ name: 'Sunday', value: '7' },
		],
		default: '1',
		description: 'The first day of a week',
	},
	optional(
		oneOf([
			{ name: 'Monday', value: '1' },
			{ name: 'Saturday', value: '6' },
			{ name: 'Sunday', value: '7' },
		]),
	),
);

const timeZone = field(
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Africa/Lagos',
		description: 'Where days and weeks begin. Left empty, the time zone of the workflow.',
	},
	optional(text),
);

const referenceTime = field(
	{
		displayName: 'Reference Time',
		name: 'referenceTime',
		type: 'dateTime',
		default: '',
		description:
			'The moment from which the period is found and for which "open" holds. Left empty, now.',
	},
	optional(text),
);

/** Members of Options. */
export const periodOptions = [referenceTime, timeZone, weekStartsOn] as const;

export type PeriodForm = FormOf<typeof periodFields> & {
	options: FormOf<typeof periodOptions>;
};

/** Finds the spans that a form means. Refuses a time zone, a time and a time span that cannot be. */
export function readPeriod(
	form: PeriodForm,
	{ timeZone: ofWorkflow, now }: { timeZone: string; now: number },
	context: z.RefinementCtx,
): Period | undefined {
	const { options } = form;
	const zone = zoneNamed(options.timeZone ?? ofWorkflow, context);
	if (zone === undefined) return undefined;
	const read = (value: string | undefined, path: string[]) => momentIn(value, zone, path, context);
	const isCustom = form.period === 'custom';
	const from = isCustom ? read(form.start, ['start']) : undefined;
	const to = isCustom ? read(form.end, ['end']) : undefined;
	const isNow = isBlank(options.referenceTime);
	const asOf = isNow ? now : read(options.referenceTime, ['options', 'referenceTime']);
	if (asOf === undefined || (isCustom && (from === undefined || to === undefined)))
		return undefined;
	const custom = from === undefined || to === undefined ? undefined : { from, to };
	if (custom !== undefined && custom.to <= custom.from) {
		refuse(context, 'is not after Start', 'Choose an end that is later than the start.', ['end']);
		return undefined;
	}
	if (custom !== undefined && (custom.to - custom.from) / DAY > MOST_DAYS) {
		const howToGoOn = 'Choose a shorter time span.';
		refuse(context, `is more than ${MOST_DAYS} days after Start`, howToGoOn, ['end']);
		return undefined;
	}
	const period = periodAt(
		asOf,
		{
			period: form.period,
			custom,
			numberOfDays: form.numberOfDays ?? 7,
			compareWith: form.compareWith,
			numberOfPeriods: form.numberOfPeriods ?? 4,
			weekStartsOn: Number(options.weekStartsOn ?? '1'),
		},
		zone,
	);
	if (
		form.compareWith === 'sameLastYear' &&
		period.before.some(({ to }) => to > period.span.from)
	) {
		const what = 'is Same Period Last Year, and the period is longer than a year';
		refuse(context, what, 'Choose a shorter period, or another comparison.', ['compareWith']);
		return undefined;
	}
	return period;
}

const DAY = 86_400_000;

function zoneNamed(name: string, context: z.RefinementCtx): Zone | undefined {
	try {
		return zoneOf(name);
	} catch {
		refuse(
			context,
			`is ${quoteValue(name)}, which is no time zone of this n8n`,
			'Enter a name such as Africa/Lagos or Europe/Berlin, or set the time zone of the workflow.',
			['options', 'timeZone'],
		);
		return undefined;
	}
}

/** A text without an offset is local time of the report. */
function momentIn(
	value: string | undefined,
	{ name }: Zone,
	path: string[],
	context: z.RefinementCtx,
): number | undefined {
	const moment = instantOf(value, name);
	if (moment !== undefined) return Date.parse(moment);
	if (value === undefined) refuse(context, 'is empty', 'Enter a date, or map one.', path);
	else {
		const { what, howToGoOn } = whyNotInstant(value);
		refuse(context, what, howToGoOn, path);
	}
	return undefined;
}
