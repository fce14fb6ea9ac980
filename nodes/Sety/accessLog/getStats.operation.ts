import { z } from 'zod';

import { refuseReversed } from '../../core/form/instant';
import { perItemOptions } from '../../core/run/settings';
import { readRecord } from '../answers';
import { setyOperation } from '../service';
import { fromDate, toDate } from '../timeSpan';

/** GET /access-logs/stats: path and filters are assumed. */
export const getStats = setyOperation({
	resource: 'accessLog',
	operation: 'getStats',
	name: 'Get Stats',
	action: 'Get access log stats',
	description: 'Count the visitors within a time span',
	asTool: 'Not for names or single visits: get many access logs instead.',
	fields: [fromDate, toDate, perItemOptions],
	// Without a time the whole past counts.
	neverMappedEmpty: ['fromDate', 'toDate'],
	rules: (span, context) => refuseReversed(context, span.fromDate, span.toDate, ['toDate']),
	call: {
		title: 'Access log stats',
		method: 'GET',
		path: '/access-logs/stats',
		evidence: 'assumed',
		effect: 'read',
		fields: ['from_date', 'to_date'],
		fieldEvidence: 'assumed',
	},
	read: (answer) =>
		readRecord(answer, {
			name: 'stats',
			what: 'statistics',
			knownBy: ['total_entries', 'current_visitors'],
		}),
	output: z
		.object({
			total_entries: z.number().nullish(),
			current_visitors: z.number().nullish(),
			checked_out: z.number().nullish(),
			average_stay_minutes: z.number().nullish(),
			by_day: z
				.array(z.object({ date: z.string().nullish(), count: z.number().nullish() }).passthrough())
				.nullish(),
		})
		.passthrough(),
});
