import { z } from 'zod';

import { id, identifier, isBlank, jsonObject } from '../../core/form/fields';
import { refuse } from '../../core/form/refuse';
import { perItemOptions } from '../../core/run/settings';
import { submittedObject } from '../api/schemas';
import { safetyKitOperation } from '../operation';
import { namespace } from './namespace';

/** POST /v1/data/{namespace}: accepted, not reviewed. The result comes by webhook, or is asked for by Get Status. */
export const submit = safetyKitOperation({
	resource: 'dataObject',
	operation: 'submit',
	name: 'Submit',
	action: 'Submit data object',
	description: 'Submit an object for review. An ID that SafetyKit knows is reviewed anew.',
	fields: [
		namespace,
		{
			displayName: 'Object ID',
			name: 'objectId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. listing_12345',
			description: 'Your own stable ID of the object',
		},
		{
			displayName: 'Data (JSON)',
			name: 'data',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"title": "Leather handbag", "price": 120}',
			description: 'The fields of the object, as they are set up for the namespace',
		},
		perItemOptions,
	],
	ids: [namespace.name, 'objectId'],
	form: z
		.object({ namespace: identifier, objectId: id, data: jsonObject })
		.superRefine(({ objectId, data }, context) => {
			// A whole row will do as Data, and its id is mostly a number there.
			const own = data.id;
			if (isBlank(own) || id.safeParse(own).data === objectId) return;
			refuse(context, 'has an id that is not Object ID', 'Take the id out of it.', ['data']);
		}),
	output: submittedObject,
	async run({ namespace: kind, objectId, data }, { client }) {
		const accepted = await client.submitObject(kind, { ...data, id: objectId });
		return { namespace: kind, id: objectId, ...accepted };
	},
});
