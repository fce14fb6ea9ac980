import { z } from 'zod';

import { limit, limitOf, listInput, returnAll } from '../../core/form/limit';
import { perItemOptions } from '../../core/run/settings';
import { currentVisitor } from '../api/schemas';
import { setyOperation } from '../operation';

/** GET /access-logs/current: the path is a guess. */
export const getCurrentVisitors = setyOperation({
	resource: 'accessLog',
	operation: 'getCurrentVisitors',
	name: 'Get Current Visitors',
	action: 'Get current visitors',
	description: 'List the visitors who have not checked out, as for a roll call',
	properties: [returnAll, limit, perItemOptions],
	input: z.object(listInput),
	output: currentVisitor,
	async run(list, { client, hint }) {
		return await client.listCurrentVisitors({ limit: limitOf(list), hint });
	},
});
