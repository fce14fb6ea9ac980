import { collection } from '../../core/form/field';
import { refuseReversed } from '../../core/form/instant';
import { limit, limitOf, listFormat, returnAll } from '../../core/form/output';
import { optionalChoice } from '../../core/form/oneOf';
import { perItemOptions } from '../../core/run/settings';
import { readRecords } from '../lists';
import { outputFormatWithPlaces } from '../place';
import { setyOperation } from '../service';
import { fromDate, toDate } from '../timeSpan';
import { categoryFilter, severityFilter, statusFilter } from './fields';
import { incidents, simpleIncident } from './incident';

const filters = collection(
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
	},
	[
		optionalChoice(categoryFilter, { sendAs: 'category' }),
		fromDate,
		optionalChoice(severityFilter, { sendAs: 'severity' }),
		optionalChoice(statusFilter, { sendAs: 'status' }),
		toDate,
	],
	{
		neverMappedEmpty: true,
		rules: (span, context) => refuseReversed(context, span.fromDate, span.toDate, ['toDate']),
	},
);

/** GET /incidents, newest first. Which time the two dates filter is not documented. */
export const getAll = setyOperation({
	resource: 'incident',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many incidents',
	description: 'List incidents, newest first',
	asTool: 'Not to report one. With a known ID, get that incident instead.',
	fields: [returnAll, limit, filters, outputFormatWithPlaces, perItemOptions],
	call: incidents.call,
	output: simpleIncident.output,
	async run({ filters: { fromDate: from, toDate: to, ...filter }, output, ...list }, context) {
		const { client, hint } = context;
		const { keep, whole } = listFormat(output, simpleIncident.simplify);
		const found = await readRecords(
			client,
			incidents,
			{ ...filter, from_date: from, to_date: to },
			{ limit: limitOf(list), hint, keep },
		);
		return whole(found);
	},
});
