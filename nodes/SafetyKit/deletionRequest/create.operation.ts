import { z } from 'zod';

import { id, optional } from '../../core/form/fields';
import { instant } from '../../core/form/instant';
import { refuse } from '../../core/form/refuse';
import { perItemOptions } from '../../core/run/settings';
import { deletionRequest } from '../api/schemas';
import { safetyKitOperation } from '../operation';

/** Documented maxima, in characters. */
const LONGEST_USER_ID = 512;
const LONGEST_REQUEST_ID = 256;

const atMost = (longest: number) =>
	id.superRefine((value, context) => {
		if (value.length <= longest) return;
		refuse(
			context,
			`has ${value.length} characters, more than ${longest}`,
			'SafetyKit takes no more: use a shorter ID.',
		);
	});

/** POST /v1/deletion_requests. The same external_request_id gives the first request back, so a repeat is harmless. */
export const create = safetyKitOperation({
	resource: 'deletionRequest',
	operation: 'create',
	name: 'Create',
	action: 'Create deletion request',
	description: 'Ask SafetyKit to delete what it has stored about a user',
	fields: [
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. user_123',
			description: 'Your own ID of the user, as events carry it',
		},
		{
			displayName: 'External Request ID',
			name: 'externalRequestId',
			type: 'string',
			default: '',
			placeholder: 'e.g. gdpr-123456',
			description:
				'Your own ID of the request. SafetyKit makes one request of it, however often it is sent. Left empty, an ID is made that covers retries of this execution only.',
		},
		{
			displayName: 'Requested At',
			name: 'requestedAt',
			type: 'dateTime',
			default: '',
			description: 'When the user asked for it',
		},
		perItemOptions,
	],
	notEmptyWhenMapped: ['externalRequestId', 'requestedAt'],
	ids: ['userId', 'externalRequestId'],
	form: z.object({
		userId: atMost(LONGEST_USER_ID),
		externalRequestId: optional(atMost(LONGEST_REQUEST_ID)),
		requestedAt: optional(instant),
	}),
	output: deletionRequest,
	async run({ userId, externalRequestId, requestedAt }, { client, keyFor }) {
		const external_request_id = externalRequestId ?? keyFor();
		const accepted = await client.createDeletionRequest({
			subject_user_id: userId,
			external_request_id,
			requested_at: requestedAt,
		});
		return { external_request_id, ...accepted };
	},
});
