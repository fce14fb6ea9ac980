import { collection, field } from '../../core/form/field';
import { metadataObject, optional, text } from '../../core/form/schemas';
import { perItemOptions } from '../../core/run/settings';
import { readWritten } from '../answers';
import { setyOperation } from '../service';
import { ACCESS_LOG, accessLog } from './accessLog';

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
				displayName: 'Access Code',
				name: 'accessCode',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description: 'The code that the visitor used to enter',
			},
			optional(text),
			{ sendAs: 'access_code' },
		),
		field(
			{
				displayName: 'Gate',
				name: 'gate',
				type: 'string',
				default: '',
				placeholder: 'e.g. North gate',
			},
			optional(text),
			{ sendAs: 'gate' },
		),
		field(
			{
				displayName: 'Host Name',
				name: 'hostName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Tunde Bakare',
				description: 'The person whom the visitor comes to see',
			},
			optional(text),
			{ sendAs: 'host_name' },
		),
		field(
			{
				displayName: 'Metadata',
				name: 'metadata',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. {"badge": "A-17"}',
				description: 'More about the visit, as a JSON object',
			},
			optional(metadataObject),
			{ sendAs: 'metadata' },
		),
		field({ displayName: 'Notes', name: 'notes', type: 'string', default: '' }, optional(text), {
			sendAs: 'notes',
		}),
		field(
			{
				displayName: 'Purpose',
				name: 'purpose',
				type: 'string',
				default: '',
				placeholder: 'e.g. Delivery',
				description: 'Why the visitor comes',
			},
			optional(text),
			{ sendAs: 'purpose' },
		),
		field(
			{
				displayName: 'Vehicle Plate',
				name: 'vehiclePlate',
				type: 'string',
				default: '',
				placeholder: 'e.g. LND-204-KJA',
			},
			optional(text),
			{ sendAs: 'vehicle_plate' },
		),
		field(
			{
				displayName: 'Visitor Email',
				name: 'visitorEmail',
				type: 'string',
				default: '',
				placeholder: 'e.g. visitor@example.com',
			},
			optional(text),
			{ sendAs: 'visitor_email' },
		),
		field(
			{
				displayName: 'Visitor Phone',
				name: 'visitorPhone',
				type: 'string',
				default: '',
				placeholder: 'e.g. +2348012345678',
			},
			optional(text),
			{ sendAs: 'visitor_phone' },
		),
	],
);

/** POST /access-logs: path and fields are assumed. Without an idempotency key, so it is never sent twice. */
export const create = setyOperation({
	resource: 'accessLog',
	operation: 'create',
	name: 'Create',
	action: 'Create access log',
	description: 'Record that a visitor came in',
	asTool: 'Only if a person says so. Not to announce or invite a visitor.',
	fields: [
		field(
			{
				displayName: 'Visitor Name',
				name: 'visitorName',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. Ada Okafor',
				description: 'The person who came in',
			},
			text,
			{ sendAs: 'visitor_name' },
		),
		additionalFields,
		perItemOptions,
	],
	safeguard: 'none',
	call: {
		title: 'Create access log',
		method: 'POST',
		path: '/access-logs',
		evidence: 'assumed',
		effect: 'unsafeWrite',
		fields: [
			'visitor_name',
			'visitor_phone',
			'visitor_email',
			'purpose',
			'host_name',
			'access_code',
			'gate',
			'vehicle_plate',
			'notes',
			'metadata',
		],
		fieldEvidence: 'assumed',
	},
	read: (answer) => readWritten(answer, ACCESS_LOG),
	output: accessLog,
});
