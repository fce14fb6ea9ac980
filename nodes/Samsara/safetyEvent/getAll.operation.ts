import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { optional } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { oneOf } from '../../core/form/oneOf';
import { limit, limitOf, listFormat, returnAll } from '../../core/form/output';
import { perItemOptions } from '../../core/run/settings';
import { onlyTrue } from '../api/client';
import { simpleSafetyEvent } from '../api/schemas';
import { outputFormatWithPlaces } from '../output/format';
import { simplifyEvent } from '../output/simplify';
import { samsaraOperation } from '../operation';
import { endTime, refuseImpossibleSpan, startTime } from '../timeSpan';
import { filterIds, filters, filtersInput, hintAtTagsWithIds } from './filters';
import { include, includeInput } from './include';

/** Documented: with both the same, the stream gives the latest record of each asset before that time. */
const untilTime: INodeProperties = {
	...endTime,
	description:
		'The end of the time span. Left empty, it reaches until now. The same as Start gives the latest event of each vehicle before that time.',
};

const timeField: INodeProperties = {
	displayName: 'Time Field',
	name: 'timeField',
	type: 'options',
	options: [
		{
			name: 'Detected',
			value: 'createdAtTime',
			description: 'When the event happened. Samsara calls it createdAtTime and means startMs.',
		},
		{ name: 'Updated', value: 'updatedAtTime', description: 'When the event changed last' },
	],
	default: 'createdAtTime',
	description: 'Which time of an event has to lie in the time span',
};

const TIME_FIELDS = ['createdAtTime', 'updatedAtTime'];

const input = z
	.object({
		returnAll: returnAll.schema,
		limit: limit.schema,
		startTime: instant,
		endTime: optional(instant),
		timeField: optional(oneOf(TIME_FIELDS)),
		filters: filtersInput,
		include: includeInput,
		output: outputFormatWithPlaces.schema,
	})
	.superRefine((form, context) => refuseImpossibleSpan(context, form));

/**
 * GET /safety-events/stream over a time window. Samsara sizes the pages itself; short and empty ones may have more behind
 * them, so the cursor is followed to its end. The order is not documented, and assumed to be that of the time field.
 */
export const getAll = samsaraOperation({
	resource: 'safetyEvent',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many safety events',
	description: 'List the safety events of a time span',
	fields: [
		startTime,
		untilTime,
		timeField,
		returnAll,
		limit,
		filters,
		include,
		outputFormatWithPlaces,
		perItemOptions,
	],
	ids: filterIds,
	// A filter that came to nothing would list the events of everybody.
	notEmptyWhenMapped: ['endTime', 'filters'],
	form: input,
	output: simpleSafetyEvent,
	async run(form, { client, hint }) {
		const { startTime: from, endTime: to, timeField: queryByTimeField = 'createdAtTime' } = form;
		hintAtTagsWithIds(form.filters, hint);
		const query = {
			startTime: from,
			endTime: to,
			queryByTimeField,
			...form.filters,
			...onlyTrue(form.include),
		};
		const { keep, whole } = listFormat(form.output, simplifyEvent);
		return whole(await client.listSafetyEvents(query, { limit: limitOf(form), hint, keep }));
	},
});
