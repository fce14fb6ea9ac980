import { z } from 'zod';

import { collection } from '../../core/form/field';
import type { JsonRecord } from '../../core/json';
import { computeFigures } from '../figures/computeFigures';
import type { Clock } from '../figures/incidentFigures';
import { timeframeOf } from '../figures/timeframe';
import { periodFields, periodOptions, readPeriod } from '../period/fields';
import { readItems } from '../records/readItems';
import { reportOperation } from '../run';
import { ALL_SECTIONS } from '../page/sectionNames';
import { exposureOf, isExposureItem } from './exposure';
import { exposureFields } from './exposureFields';
import {
	accentColor,
	byteOrderMark,
	language,
	logoField,
	outputs,
	sections,
	subtitle,
	title,
} from './outputs';
import { renderReport } from './render';
import {
	coachAbove,
	DEFAULT_PLACE_RADIUS,
	placeRadius,
	resolutionTarget,
	responseClock,
	responseTarget,
} from './targets';

const [referenceTime, timeZone, weekStartsOn] = periodOptions;

/** Makes one report of all input items. */
export const createReport = reportOperation({
	resource: 'report',
	operation: 'create',
	name: 'Create',
	action: 'Create report',
	description: 'Make one report of all input items',
	asTool: 'Not for questions, and not without records: other nodes read them.',
	fields: [
		...periodFields,
		title,
		outputs,
		responseClock,
		responseTarget,
		...exposureFields,
		collection(
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
			},
			[
				accentColor,
				coachAbove,
				language,
				logoField,
				placeRadius,
				referenceTime,
				resolutionTarget,
				sections,
				subtitle,
				byteOrderMark,
				timeZone,
				weekStartsOn,
			],
		),
	],
	interpret(form, facts, context) {
		const period = readPeriod(form, facts, context);
		return period && { form, period };
	},
	async run({ form, period }, context) {
		const items = context.getInputData().map(({ json }): JsonRecord => json);
		const isOther = (item: JsonRecord) => isPeriod(item) || isExposureItem(item, form);
		const read = readItems(items, isOther);
		const { options, responseClock: clock } = form;
		const figures = computeFigures(read, period, {
			responseClock: clock,
			targets: targetsOf([
				[clock, form.responseTarget],
				['createdToResolved', options.resolutionTarget],
			]),
			placeRadius: options.placeRadius ?? DEFAULT_PLACE_RADIUS,
			coachAbove: options.coachAbove,
			exposure: exposureOf(
				form,
				items.filter((item) => isExposureItem(item, form)),
				read.records,
				period,
			),
		});
		const rendering = {
			outputs: form.outputs,
			options: {
				title: form.title ?? 'Safety report',
				subtitle: options.subtitle ?? '',
				accent: options.accentColor,
				locale: options.language,
				sections: options.sections ?? ALL_SECTIONS,
			},
			logoField: options.logoField,
			byteOrderMark: options.byteOrderMark ?? true,
		};
		const content = { figures, records: read.records, timeframe: timeframeOf(period) };
		return await renderReport(content, rendering, context);
	},
	output: z
		.object({
			schemaVersion: z.number(),
			period: z.object({}).passthrough(),
			headline: z.object({}).passthrough(),
			needsAction: z.object({}).passthrough(),
			incidents: z.object({}).passthrough(),
			safetyEvents: z.object({}).passthrough(),
			moderation: z.object({}).passthrough(),
			visitors: z.object({}).passthrough(),
			dangerZones: z.object({}).passthrough(),
			safetyScores: z.object({}).passthrough(),
			places: z.object({}).passthrough(),
			dataQuality: z.object({}).passthrough(),
			email: z.object({ subject: z.string(), html: z.string() }).optional(),
			summary: z.object({ text: z.string(), markdown: z.string() }).optional(),
		})
		.passthrough(),
});

/** What Period → Get gives, which may come along with the records. */
const isPeriod = (item: JsonRecord) =>
	typeof item.readFrom === 'string' && typeof item.readTo === 'string';

/** Targets above 0. */
const targetsOf = (targets: Array<[clock: Clock, minutes: number | undefined]>) =>
	Object.fromEntries(targets.filter(([, minutes]) => minutes !== undefined && minutes > 0));
