import { collection } from '../../core/form/field';
import { refuseReversed } from '../../core/form/instant';
import { limit, limitOf, listFormat, returnAll } from '../../core/form/output';
import { optionalChoice } from '../../core/form/oneOf';
import { perItemOptions } from '../../core/run/settings';
import { readRecords } from '../lists';
import { outputFormat } from '../place';
import { setyOperation } from '../service';
import { fromDate, toDate } from '../timeSpan';
import { accessLogs, simpleAccessLog } from './accessLog';

const status = optionalChoice(
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Checked In', value: 'checked_in' },
			{ name: 'Checked Out', value: 'checked_out' },
		],
		default: 'checked_in',
		description: 'Only visitors with this status: checked_in or checked_out',
	},
	{ sendAs: 'status' },
);

const filters = collection(
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
	},
	[fromDate, status, toDate],
	{
		neverMappedEmpty: true,
		rules: (span, context) => refuseReversed(context, span.fromDate, span.toDate, ['toDate']),
	},
);

/** GET /access-logs: path and filters are assumed, by analogy with the incidents. */
export const getAll = setyOperation({
	resource: 'accessLog',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many access logs',
	description: 'List the entries and exits of visitors',
	asTool: 'Not for who is inside now: get current visitors. Not to count them: get the stats.',
	fields: [returnAll, limit, filters, outputFormat, perItemOptions],
	call: accessLogs.call,
	output: simpleAccessLog.output,
	async run({ filters: { status: state, fromDate: from, toDate: to }, output, ...list }, context) {
		const { client, hint } = context;
		const { keep, whole } = listFormat(output, simpleAccessLog.simplify);
		const logs = await readRecords(
			client,
			accessLogs,
			{ status: state, from_date: from, to_date: to },
			{ limit: limitOf(list), hint, keep },
		);
		return whole(logs);
	},
});
