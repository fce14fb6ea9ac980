import { z } from 'zod';

import { refuseReversed } from '../../core/form/instant';
import { perItemOptions } from '../../core/run/settings';
import { accessLogStats } from '../api/schemas';
import { setyOperation } from '../operation';
import { fromDate, timeSpanInput, toDate } from '../timeSpan';

/** GET /access-logs/stats: path and filters are assumed. */
export const getStats = setyOperation({
	resource: 'accessLog',
	operation: 'getStats',
	name: 'Get Stats',
	action: 'Get access log stats',
	description: 'Count the visitors of a time span',
	properties: [fromDate, toDate, perItemOptions],
	notEmptyWhenMapped: ['fromDate', 'toDate'],
	input: z
		.object(timeSpanInput)
		.superRefine((span, context) =>
			refuseReversed(context, span.fromDate, span.toDate, ['toDate']),
		),
	output: accessLogStats,
	async run({ fromDate: from, toDate: to }, { client }) {
		return await client.getAccessLogStats({ from_date: from, to_date: to });
	},
});
