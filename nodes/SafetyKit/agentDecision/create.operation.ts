import { z } from 'zod';

import { collection, field } from '../../core/form/field';
import { id, name, optional, text } from '../../core/form/schemas';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { perItemOptions } from '../../core/run/settings';
import type { Answer } from '../../core/service';
import { refuseOther, refuseRefused } from '../answers';
import { safetyKitOperation } from '../service';

const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
	},
	[
		field(
			{
				displayName: 'Action',
				name: 'action',
				type: 'string',
				default: '',
				placeholder: 'e.g. unpublish',
				description: 'What the reviewer did about the object',
			},
			optional(text),
			{ sendAs: 'action' },
		),
		field(
			{
				displayName: 'Agent Type',
				name: 'agentType',
				type: 'string',
				default: '',
				placeholder: 'e.g. policy_expert',
				description: 'The kind of reviewer, such as appeal, bpo_review or policy_expert',
			},
			optional(text),
			{ sendAs: 'agent_type' },
		),
		field(
			{
				displayName: 'Comment',
				name: 'comment',
				type: 'string',
				default: '',
				placeholder: 'e.g. The logo differs from the original',
				description: 'What the reviewer wrote about the decision',
			},
			optional(text),
			{ sendAs: 'comment' },
		),
	],
);

/** POST /v1/agent_decisions: one object and one policy for each call. The answer says whether SafetyKit was right. */
export const create = safetyKitOperation({
	resource: 'agentDecision',
	operation: 'create',
	name: 'Create',
	action: 'Create agent decision',
	description: 'Report what a reviewer decided about an object under a policy',
	asTool: 'Only what a person has decided. Not to decide by yourself.',
	fields: [
		field(
			{
				displayName: 'Reference ID',
				name: 'referenceId',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. listing_12345',
				description: 'Your own ID of the reviewed object',
			},
			id,
			{ sendAs: 'reference_id', isId: true },
		),
		field(
			{
				displayName: 'Content Type',
				name: 'contentType',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. product_listing',
				description: 'The namespace or content type of the object',
			},
			name,
			{ sendAs: 'content_type', isId: true },
		),
		field(
			{
				displayName: 'Policy ID',
				name: 'policyId',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. counterfeit',
				description: 'The policy that the reviewer applied, by its ID at SafetyKit',
			},
			id,
			{ sendAs: 'policy_id', isId: true },
		),
		field(
			{
				displayName: 'Decision',
				name: 'decision',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. match',
				description: 'What the reviewer found, such as match or no_match',
			},
			name,
			{ sendAs: 'decision', isId: true },
		),
		additionalFields,
		perItemOptions,
	],
	call: {
		title: 'Create agent decision',
		method: 'POST',
		path: '/v1/agent_decisions',
		evidence: 'documented',
		// Nothing is known about repeats.
		effect: 'unsafeWrite',
		fields: [
			'reference_id',
			'content_type',
			'policy_id',
			'decision',
			'action',
			'agent_type',
			'comment',
		],
		fieldEvidence: 'documented',
		parameters: 'Reference ID, Content Type, Policy ID, Decision or Additional Fields',
		longParameters: 'Comment',
	},
	read(answer) {
		const { reference_id, content_type, policy_id } = answer.sent;
		refuseOther(answer, { reference_id, content_type, policy_id });
		return decisionIn(answer);
	},
	output: z.object({ safetykitCorrect: z.boolean().nullish() }).passthrough(),
});

/** Whether SafetyKit was right: the answer holds nothing else. */
function decisionIn(answer: Answer): JsonRecord {
	const { body, lacks } = answer;
	refuseRefused(answer);
	const decision: JsonRecord = isJsonRecord(body) ? body : {};
	const wasRight = decision.safetykitCorrect ?? decision.safetykit_correct;
	if (typeof wasRight === 'boolean' || decision.safetykitCorrect === null) return decision;
	throw lacks('safetykitCorrect');
}
