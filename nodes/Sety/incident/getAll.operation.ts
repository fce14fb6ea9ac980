import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { optional } from '../../core/form/fields';
import { choicesOf, oneOf } from '../../core/form/oneOf';
import { refuseReversed } from '../../core/form/instant';
import { limit, limitOf, listInput, returnAll } from '../../core/form/limit';
import { perItemOptions } from '../../core/run/settings';
import { formatInput, listFormat } from '../../core/form/outputFormat';
import { simpleIncident } from '../api/schemas';
import { outputFormatWithPlaces } from '../output/format';
import { simplifyIncident } from '../output/simplify';
import { setyOperation } from '../operation';
import { fromDate, timeSpanInput, toDate } from '../timeSpan';
import { categoryFilter, severityFilter, statusFilter } from './fields';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [categoryFilter, fromDate, severityFilter, statusFilter, toDate],
};

const filtersInput = z
	.object({
		category: optional(oneOf(choicesOf(categoryFilter))),
		severity: optional(oneOf(choicesOf(severityFilter))),
		status: optional(oneOf(choicesOf(statusFilter))),
		...timeSpanInput,
	})
	.superRefine((span, context) => refuseReversed(context, span.fromDate, span.toDate, ['toDate']))
	.default({});

/** GET /incidents, newest first. Which time the two dates filter is not documented. */
export const getAll = setyOperation({
	resource: 'incident',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many incidents',
	description: 'List incidents, newest first',
	properties: [returnAll, limit, filters, outputFormatWithPlaces, perItemOptions],
	notEmptyWhenMapped: ['filters'],
	input: z.object({ ...listInput, filters: filtersInput, output: formatInput }),
	output: simpleIncident,
	async run(
		{ filters: { fromDate: from, toDate: to, ...filter }, output, ...list },
		{ client, hint },
	) {
		const { keep, whole } = listFormat(output, simplifyIncident);
		const incidents = await client.listIncidents(
			{ ...filter, from_date: from, to_date: to },
			{ limit: limitOf(list), hint, keep },
		);
		return whole(incidents);
	},
});
