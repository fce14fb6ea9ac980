import { z } from 'zod';

import { ApiFailure } from '../../core/failures/failures';
import { field } from '../../core/form/field';
import { id, optional } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { mergeFields } from '../../core/form/requestFields';
import { refuse } from '../../core/form/refusal';
import { isText } from '../../core/json';
import { perItemOptions } from '../../core/run/settings';
import { acknowledged, refuseOther } from '../answers';
import type { SafetyKitAccount, SafetyKitCall } from '../service';
import { safetyKitOperation } from '../service';

/** Documented maxima, in characters. */
const LONGEST_USER_ID = 512;
const LONGEST_REQUEST_ID = 256;

const atMost = (longest: number) =>
	id.superRefine((value, context) => {
		if (value.length <= longest) return;
		refuse(
			context,
			`has ${value.length} characters, and SafetyKit takes ${longest} at most`,
			'Use a shorter ID.',
		);
	});

const call: SafetyKitCall = {
	key: 'deletionRequest.create',
	title: 'Create deletion request',
	method: 'POST',
	path: '/v1/deletion_requests',
	evidence: 'documented',
	effect: 'unsafeWrite',
	fields: ['subject_user_id', 'external_request_id', 'requested_at'],
	fieldEvidence: 'documented',
	parameters: 'User ID, External Request ID or Requested At',
};

/** POST /v1/deletion_requests. A known external_request_id returns its first request, so a repeat is harmless. */
export const create = safetyKitOperation({
	resource: 'deletionRequest',
	operation: 'create',
	name: 'Create',
	action: 'Create deletion request',
	description: 'Ask SafetyKit to delete the data of a user',
	asTool: 'Only if a person asks for it. Not to block a user or to remove one object.',
	fields: [
		field(
			{
				displayName: 'User ID',
				name: 'userId',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. user_123',
				description: 'Your own ID of the user: the same as in the events',
			},
			atMost(LONGEST_USER_ID),
			{ isId: true },
		),
		field(
			{
				displayName: 'External Request ID',
				name: 'externalRequestId',
				type: 'string',
				default: '',
				placeholder: 'e.g. gdpr-123456',
				description:
					'Your own ID of the request. SafetyKit makes one deletion request for each ID, even if you send it twice. If empty, the node makes an ID that only retries of this execution repeat.',
			},
			optional(atMost(LONGEST_REQUEST_ID)),
			{ isId: true, neverMappedEmpty: true },
		),
		field(
			{
				displayName: 'Requested At',
				name: 'requestedAt',
				type: 'dateTime',
				default: '',
				description: 'When the user asked for the deletion',
			},
			optional(instant),
			{ neverMappedEmpty: true },
		),
		perItemOptions,
	],
	call,
	async run({ userId, externalRequestId, requestedAt }, { client, keyFor }) {
		const external_request_id = externalRequestId ?? keyFor();
		const fields = { subject_user_id: userId, external_request_id, requested_at: requestedAt };
		const { external_request_id: sentId } = mergeFields(fields, client.extraFields);
		const answer = await client.send(call, {
			fields,
			effect: isText(sentId) ? 'safeWrite' : call.effect,
		});
		const { subject_user_id } = answer.sent;
		refuseOther(answer, { subject_user_id, external_request_id: sentId });
		const request = acknowledged(answer, 'deletion_request_id');
		refuseThatOfAnotherUser(request.deletion_request_id, subject_user_id, client.account);
		return { external_request_id, ...request };
	},
	output: z
		.object({
			deletion_request_id: z.string(),
			status: z.string().nullish(),
			external_request_id: z.string().nullish(),
		})
		.passthrough(),
});

/** SafetyKit makes one request of an external ID: the one for the first user. Throws ApiFailure. */
function refuseThatOfAnotherUser(
	requestId: unknown,
	user: unknown,
	{ deletions }: SafetyKitAccount,
): void {
	if (deletions.has(requestId) && deletions.get(requestId) !== user) {
		throw new ApiFailure(
			'SafetyKit returned the deletion request of another user of this run and deletes nothing of this user',
			'Both items have the same External Request ID. Give each user a different ID, or leave the field empty. Then send this item again.',
			{ attempts: 1, certainlyWithoutEffect: true },
		);
	}
	deletions.set(requestId, user);
}
