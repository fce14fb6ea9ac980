import { z } from 'zod';

import { perItemOptions } from '../../core/run/settings';
import { health } from '../api/schemas';
import { setyOperation } from '../operation';

/** GET /health: the path is assumed, the body documented. A good answer does not prove that the key is valid. */
export const healthCheck = setyOperation({
	resource: 'system',
	operation: 'healthCheck',
	name: 'Health Check',
	action: 'Check health of API',
	description: 'See whether the API answers, and in which version',
	properties: [perItemOptions],
	input: z.object({}),
	output: health,
	async run(_input, { client }) {
		return await client.checkHealth();
	},
});
