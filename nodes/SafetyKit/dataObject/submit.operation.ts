import { z } from 'zod';

import { field } from '../../core/form/field';
import { id, isBlank, jsonObject } from '../../core/form/schemas';
import { refuse } from '../../core/form/refusal';
import { isJsonRecord, isText } from '../../core/json';
import { perItemOptions } from '../../core/run/settings';
import type { Answer } from '../../core/service';
import { acknowledged, refuseOther } from '../answers';
import { safetyKitOperation } from '../service';
import { namespace } from './dataObject';

/** POST /v1/data/{namespace}: accepted, not reviewed. The result comes by webhook, or from Get Status. */
export const submit = safetyKitOperation({
	resource: 'dataObject',
	operation: 'submit',
	name: 'Submit',
	action: 'Submit data object',
	description: 'Submit an object for review. SafetyKit reviews a known ID again.',
	asTool: 'Not to read the result of a review: get its status instead.',
	fields: [
		namespace,
		field(
			{
				displayName: 'Object ID',
				name: 'objectId',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. listing_12345',
				description: 'Your own stable ID of the object',
			},
			id,
			{ isId: true },
		),
		field(
			{
				displayName: 'Data (JSON)',
				name: 'data',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. {"title": "Leather handbag", "price": 120}',
				description: 'The fields of the object, as your namespace at SafetyKit defines them',
			},
			jsonObject,
		),
		perItemOptions,
	],
	rules({ objectId, data }, context) {
		// Data may be a whole row, whose id is mostly a number.
		const own = data.id;
		if (isBlank(own) || id.safeParse(own).data === objectId) return;
		refuse(context, 'has an id that differs from Object ID', 'Remove the id from the JSON.', [
			'data',
		]);
	},
	call: {
		title: 'Submit object',
		method: 'POST',
		path: '/v1/data/{namespace}',
		evidence: 'documented',
		// The same id again updates the object and has it reviewed again (reference, data/add).
		effect: 'safeWrite',
		fields: ['data'],
		fieldEvidence: 'documented',
		parameters: 'Namespace, Object ID or Data (JSON)',
		longParameters: 'Data (JSON)',
	},
	request: ({ namespace: kind, objectId, data }) => ({
		path: { namespace: kind },
		fields: { data: { ...data, id: objectId } },
	}),
	read(answer, { namespace: kind, objectId }) {
		const { data } = answer.sent;
		const sentId = isJsonRecord(data) ? data.id : objectId;
		refuseOther(answer, { namespace: kind, ...(hasIdOfRequest(answer) ? {} : { id: sentId }) });
		return { namespace: kind, id: objectId, ...acknowledged(answer, 'requestId') };
	},
	output: z
		.object({
			requestId: z.string().describe('For Data Object → Get Status'),
			status: z.string(),
			namespace: z.string(),
			id: z.string(),
		})
		.passthrough(),
});

/** Whether `id` is that of the request, not that of the object. */
const hasIdOfRequest = ({ body }: Answer) =>
	isJsonRecord(body) && isText(body.id) && body.id === body.requestId;
