import { z } from 'zod';

import { identifier, optional } from '../../core/form/fields';
import { fieldsOfQuery } from '../../core/form/query';
import { perItemOptions } from '../../core/run/settings';
import { requestStatus } from '../api/schemas';
import { safetyKitOperation } from '../operation';
import { namespace } from './namespace';

/** GET /v1/data/{namespace}/requests/{requestId}. Over 5 MiB of results it answers 413. */
export const getStatus = safetyKitOperation({
	resource: 'dataObject',
	operation: 'getStatus',
	name: 'Get Status',
	action: 'Get status of data object request',
	description: 'See how far the review of submitted objects is, with the results once it is done',
	fields: [
		namespace,
		{
			displayName: 'Request ID',
			name: 'requestId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. req_01h2m7qdmdjckc30e1mnq6xqfd',
			description: 'The requestId that Submit gave back',
		},
		perItemOptions,
	],
	ids: [namespace.name, 'requestId'],
	options: z.object({ extraFields: optional(fieldsOfQuery) }),
	form: z.object({ namespace: identifier, requestId: identifier }),
	output: requestStatus,
	async run({ namespace: kind, requestId }, { client }) {
		return await client.getRequestStatus(kind, requestId);
	},
});
