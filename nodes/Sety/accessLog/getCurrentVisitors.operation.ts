import { z } from 'zod';

import { limit, limitOf, returnAll } from '../../core/form/output';
import { perItemOptions } from '../../core/run/settings';
import { readRecords } from '../lists';
import { setyOperation } from '../service';
import { currentVisitors } from './accessLog';

/** GET /access-logs/current: the path is a guess. */
export const getCurrentVisitors = setyOperation({
	resource: 'accessLog',
	operation: 'getCurrentVisitors',
	name: 'Get Current Visitors',
	action: 'Get current visitors',
	description: 'List the visitors who have not checked out, as for a roll call',
	asTool: 'Not for visits that are over: get many access logs instead.',
	fields: [returnAll, limit, perItemOptions],
	call: currentVisitors.call,
	output: z
		.object({
			log_id: z.string().nullish(),
			visitor_name: z.string().nullish(),
			visitor_phone: z.string().nullish(),
			host_name: z.string().nullish(),
			gate: z.string().nullish(),
			entry_time: z.string().nullish(),
			duration_minutes: z.number().nullish(),
		})
		.passthrough(),
	run: async (list, { client, hint }) =>
		await readRecords(client, currentVisitors, {}, { limit: limitOf(list), hint }),
});
