import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { optional } from '../../core/form/fields';
import { choicesOf, oneOf } from '../../core/form/oneOf';
import { refuseReversed } from '../../core/form/instant';
import { limit, limitOf, listInput, returnAll } from '../../core/form/limit';
import { perItemOptions } from '../../core/run/settings';
import { formatInput, listFormat } from '../../core/form/outputFormat';
import { simpleAccessLog } from '../api/schemas';
import { outputFormat } from '../output/format';
import { simplifyAccessLog } from '../output/simplify';
import { setyOperation } from '../operation';
import { fromDate, timeSpanInput, toDate } from '../timeSpan';

const statusFilter: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Checked In', value: 'checked_in' },
		{ name: 'Checked Out', value: 'checked_out' },
	],
	default: 'checked_in',
	description: 'Only visitors in this state. Filter and values are assumed.',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [fromDate, statusFilter, toDate],
};

const filtersInput = z
	.object({ status: optional(oneOf(choicesOf(statusFilter))), ...timeSpanInput })
	.superRefine((span, context) => refuseReversed(context, span.fromDate, span.toDate, ['toDate']))
	.default({});

/** GET /access-logs: path and filters are assumed, by analogy with the incidents. */
export const getAll = setyOperation({
	resource: 'accessLog',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many access logs',
	description: 'List the entries and exits of visitors',
	properties: [returnAll, limit, filters, outputFormat, perItemOptions],
	notEmptyWhenMapped: ['filters'],
	input: z.object({ ...listInput, filters: filtersInput, output: formatInput }),
	output: simpleAccessLog,
	async run(
		{ filters: { status, fromDate: from, toDate: to }, output, ...list },
		{ client, hint },
	) {
		const { keep, whole } = listFormat(output, simplifyAccessLog);
		const logs = await client.listAccessLogs(
			{ status, from_date: from, to_date: to },
			{ limit: limitOf(list), hint, keep },
		);
		return whole(logs);
	},
});
