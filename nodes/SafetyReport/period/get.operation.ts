import { z } from 'zod';

import { collection } from '../../core/form/field';
import { reportPeriod } from '../figures/computeFigures';
import { timeframeOf } from '../figures/timeframe';
import { reportOperation } from '../run';
import { periodFields, periodOptions, readPeriod } from './fields';

/** The time spans of a report, for the nodes that read its records. */
export const getPeriod = reportOperation({
	resource: 'period',
	operation: 'get',
	name: 'Get',
	action: 'Get period',
	description: 'Find the time spans of a report, for the nodes that read its records',
	asTool: 'Not to read records, and not to make a report.',
	fields: [
		...periodFields,
		collection(
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
			},
			periodOptions,
		),
	],
	interpret: readPeriod,
	run(period) {
		const { comparison, ...one } = reportPeriod(timeframeOf(period));
		const [readFrom = one.from] = [comparison?.from ?? one.from, one.from].sort();
		return {
			json: {
				...one,
				compareFrom: comparison?.from ?? null,
				compareTo: comparison?.to ?? null,
				comparison: comparison === null ? null : { ...comparison },
				readFrom,
				readTo: one.to,
			},
		};
	},
	output: z.object({
		from: z.string().describe('First moment of the period, ISO 8601 in UTC'),
		to: z.string().describe('End of the period, which does not belong to it'),
		days: z.number().describe('Local days that the period touches'),
		kind: z.string(),
		timeZone: z.string(),
		weekStartsOn: z.number().describe('1 is Monday, 7 is Sunday'),
		asOf: z.string(),
		isOver: z.boolean(),
		compareFrom: z.string().nullable().describe('Null without a comparison'),
		compareTo: z.string().nullable(),
		comparison: z
			.object({
				from: z.string(),
				to: z.string(),
				days: z.number(),
				kind: z.string(),
				periods: z.number(),
				equalLength: z.boolean(),
			})
			.nullable(),
		readFrom: z.string().describe('Start of all that the report needs'),
		readTo: z.string().describe('End of all that the report needs'),
	}),
});
