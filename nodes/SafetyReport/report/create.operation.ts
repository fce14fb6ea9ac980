import { z } from 'zod';

import { collection } from '../../core/form/field';
import type { JsonRecord } from '../../core/json';
import { computeFigures } from '../figures/computeFigures';
import type { Clock } from '../figures/incidentFigures';
import { periodFields, periodOptions, readPeriod } from '../period/fields';
import { readItems } from '../records/readItems';
import { reportOperation } from '../run';
import { exposureFields, exposureOf, isExposureItem } from './exposure';
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
	fields: [
		...periodFields,
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
			[coachAbove, placeRadius, referenceTime, resolutionTarget, timeZone, weekStartsOn],
		),
	],
	interpret(form, facts, context) {
		const period = readPeriod(form, facts, context);
		return period && { form, period };
	},
	run({ form, period }, context) {
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
			),
		});
		return { json: { ...figures } };
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
		})
		.passthrough(),
});

/** What Period → Get gives, which may come along with the records. */
const isPeriod = (item: JsonRecord) =>
	typeof item.readFrom === 'string' && typeof item.readTo === 'string';

/** Targets above 0. */
const targetsOf = (targets: Array<[clock: Clock, minutes: number | undefined]>) =>
	Object.fromEntries(targets.filter(([, minutes]) => minutes !== undefined && minutes > 0));
