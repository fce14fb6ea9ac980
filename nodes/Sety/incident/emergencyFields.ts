import type { INodeProperties } from 'n8n-workflow';

import { severity } from './fields';

/** The labels by which hints and the description of an incident name the fields of Create. */
export const LABELS = {
	name: 'Name of Person in Danger',
	phone: 'Phone of Person in Danger',
	email: 'Email of Person in Danger',
	reference: 'Reference of Person in Danger',
	metadata: 'Metadata of Person in Danger',
} as const;

/** What Sety itself requires is not documented, so the node refuses only an emergency with neither. */
export const whatIsNeeded: INodeProperties = {
	displayName:
		'Enter who is in danger (name, phone, email or reference) and where (coordinates, address or landmark). With only one of the two, the node still reports the emergency and shows a hint. With neither, it refuses the item.',
	name: 'whatIsNeeded',
	type: 'notice',
	default: '',
};

export const description: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Panic button pressed during a ride, no answer by phone',
	description: 'What happened, in words: the message of a panic button or an alarm',
};

export const person: INodeProperties[] = [
	{
		displayName: LABELS.name,
		name: 'subjectName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Amaka Obi',
		description: 'The person needs no Sety account',
	},
	{
		displayName: LABELS.phone,
		name: 'subjectPhone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +2348012345678',
		description: 'With + and country code, so that responders can call from anywhere',
	},
];

export const address: INodeProperties = {
	displayName: 'Address',
	name: 'address',
	type: 'string',
	default: '',
	placeholder: 'e.g. 14 Bourdillon Road, Ikoyi, Lagos',
	description: 'Where it happens, in words',
};

export const ownKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.tripId }}',
	description:
		'The ID of the trip, session or alarm behind this emergency. Sety creates one incident per key, however often you send it. Without your own key, only retries within this execution (Retry On Fail of this node) are safe: a new execution creates a new incident, and so does a retry of the Execute Workflow node that calls this workflow.',
};

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: LABELS.email,
			name: 'subjectEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. amaka@example.com',
		},
		{
			displayName: 'Landmark',
			name: 'landmark',
			type: 'string',
			default: '',
			placeholder: 'e.g. Gate B, north entrance',
			description: 'A place nearby that responders can look for',
		},
		{
			displayName: 'Mark As Drill',
			name: 'isDrill',
			type: 'boolean',
			default: false,
			description:
				'Whether this is a drill. Needs a test key, because Sety does not document that a drill with a live key dispatches no responders.',
		},
		{
			displayName: LABELS.metadata,
			name: 'subjectMetadata',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"vehicle_plate": "LND-204-KJA"}',
			description: 'More about the person, as a JSON object',
		},
		{
			displayName: LABELS.reference,
			name: 'subjectReference',
			type: 'string',
			default: '',
			placeholder: 'e.g. TRIP-44821',
			description: 'Your own ID of the person or trip',
		},
		severity,
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Panic button, gate B',
			description: 'A short headline of the incident',
		},
	],
};
