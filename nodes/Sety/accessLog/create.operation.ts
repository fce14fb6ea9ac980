import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { metadataObject, optional, text } from '../../core/form/fields';
import { perItemOptions } from '../../core/run/settings';
import { accessLog } from '../api/schemas';
import { setyOperation } from '../operation';

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Access Code',
			name: 'accessCode',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The code the visitor came in with',
		},
		{
			displayName: 'Gate',
			name: 'gate',
			type: 'string',
			default: '',
			placeholder: 'e.g. North gate',
		},
		{
			displayName: 'Host Name',
			name: 'hostName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Tunde Bakare',
			description: 'Whom the visitor comes to see',
		},
		{
			displayName: 'Metadata',
			name: 'metadata',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"badge": "A-17"}',
			description: 'Anything else, as a JSON object',
		},
		{ displayName: 'Notes', name: 'notes', type: 'string', default: '' },
		{
			displayName: 'Purpose',
			name: 'purpose',
			type: 'string',
			default: '',
			placeholder: 'e.g. Delivery',
			description: 'Why the visitor comes',
		},
		{
			displayName: 'Vehicle Plate',
			name: 'vehiclePlate',
			type: 'string',
			default: '',
			placeholder: 'e.g. LND-204-KJA',
		},
		{
			displayName: 'Visitor Email',
			name: 'visitorEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. visitor@example.com',
		},
		{
			displayName: 'Visitor Phone',
			name: 'visitorPhone',
			type: 'string',
			default: '',
			placeholder: 'e.g. +2348012345678',
		},
	],
};

const input = z
	.object({
		visitorName: text,
		additionalFields: z
			.object({
				accessCode: optional(text),
				gate: optional(text),
				hostName: optional(text),
				metadata: optional(metadataObject),
				notes: optional(text),
				purpose: optional(text),
				vehiclePlate: optional(text),
				visitorEmail: optional(text),
				visitorPhone: optional(text),
			})
			.default({}),
	})
	.transform(({ visitorName, additionalFields: more }) => ({
		visitor_name: visitorName,
		visitor_phone: more.visitorPhone,
		visitor_email: more.visitorEmail,
		purpose: more.purpose,
		host_name: more.hostName,
		access_code: more.accessCode,
		gate: more.gate,
		vehicle_plate: more.vehiclePlate,
		notes: more.notes,
		metadata: more.metadata,
	}));

/** POST /access-logs: path and fields are assumed. Without an idempotency key, so it is never sent twice. */
export const create = setyOperation({
	resource: 'accessLog',
	operation: 'create',
	name: 'Create',
	action: 'Create access log',
	description: 'Record that a visitor came in',
	properties: [
		{
			displayName: 'Visitor Name',
			name: 'visitorName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Ada Okafor',
			description: 'Who came in',
		},
		additionalFields,
		perItemOptions,
	],
	input,
	output: accessLog,
	async run(fields, { client }) {
		return await client.createAccessLog(fields);
	},
});
