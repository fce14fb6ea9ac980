import { z } from 'zod';

import { id, name, optional, text } from '../../core/form/fields';
import { perItemOptions } from '../../core/run/settings';
import { agentDecision } from '../api/schemas';
import { safetyKitOperation } from '../operation';

/** POST /v1/agent_decisions: one object and one policy for each call. The answer says whether SafetyKit was right. */
export const create = safetyKitOperation({
	resource: 'agentDecision',
	operation: 'create',
	name: 'Create',
	action: 'Create agent decision',
	description: 'Tell SafetyKit what a reviewer decided on an object under a policy',
	fields: [
		{
			displayName: 'Reference ID',
			name: 'referenceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. listing_12345',
			description: 'Your own ID of the object that was reviewed',
		},
		{
			displayName: 'Content Type',
			name: 'contentType',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. product_listing',
			description: 'The namespace of the object, or its content type',
		},
		{
			displayName: 'Policy ID',
			name: 'policyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. counterfeit',
		},
		{
			displayName: 'Decision',
			name: 'decision',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. match',
			description: 'What the reviewer found, such as match or no_match',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Action',
					name: 'action',
					type: 'string',
					default: '',
					placeholder: 'e.g. unpublish',
					description: 'What was done about it',
				},
				{
					displayName: 'Agent Type',
					name: 'agentType',
					type: 'string',
					default: '',
					placeholder: 'e.g. policy_expert',
					description: 'Who reviewed it, such as appeal, bpo_review or policy_expert',
				},
				{
					displayName: 'Comment',
					name: 'comment',
					type: 'string',
					default: '',
				},
			],
		},
		perItemOptions,
	],
	ids: ['referenceId', 'contentType', 'policyId', 'decision'],
	form: z.object({
		referenceId: id,
		contentType: name,
		policyId: id,
		decision: name,
		additionalFields: z
			.object({ action: optional(text), agentType: optional(text), comment: optional(text) })
			.default({}),
	}),
	output: agentDecision,
	async run({ referenceId, contentType, policyId, decision, additionalFields }, { client }) {
		return await client.createAgentDecision({
			reference_id: referenceId,
			content_type: contentType,
			policy_id: policyId,
			decision,
			action: additionalFields.action,
			agent_type: additionalFields.agentType,
			comment: additionalFields.comment,
		});
	},
});
