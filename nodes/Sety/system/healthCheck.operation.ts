import { z } from 'zod';

import { perItemOptions } from '../../core/run/settings';
import { readRecord } from '../answers';
import { setyOperation } from '../service';

const maybeText = z.string().nullish();

/** GET /health: the path is assumed, the body documented. A good answer does not prove that the key is valid. */
export const healthCheck = setyOperation({
	resource: 'system',
	operation: 'healthCheck',
	name: 'Health Check',
	action: 'Check health of API',
	description: 'Check whether the API responds, and which version it has',
	asTool: 'Not needed before other calls, and says nothing about incidents.',
	fields: [perItemOptions],
	call: {
		title: 'Health check',
		method: 'GET',
		path: '/health',
		evidence: 'assumed',
		effect: 'read',
		fields: [],
		fieldEvidence: 'documented',
	},
	read: (answer) =>
		readRecord(answer, {
			name: 'health',
			what: 'a status',
			knownBy: ['status', 'api_version'],
		}),
	output: z
		.object({ status: maybeText, api_version: maybeText, timestamp: maybeText })
		.passthrough(),
});
