import type { INodeProperties } from 'n8n-workflow';

export const INPUT_MODES = ['fields', 'json', 'mapFromItem'] as const;
export type InputMode = (typeof INPUT_MODES)[number];

const inputMode = (preset: InputMode): INodeProperties => ({
	displayName: 'Input Mode',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'Fill in the fields of the event one by one' },
		{ name: 'JSON', value: 'json', description: 'Write the event as one JSON object' },
		{
			name: 'Map From Item',
			value: 'mapFromItem',
			description: "The input item is the event, under SafetyKit's own field names",
		},
	],
	default: preset,
	description: 'Where the event comes from',
});

/** One event is mostly put together by hand, a batch mostly comes out of a table as it is. */
export const inputModeOfSend = inputMode('fields');
export const inputModeOfBatch = inputMode('mapFromItem');

export const eventJson: INodeProperties = {
	displayName: 'Event (JSON)',
	name: 'eventJson',
	type: 'json',
	displayOptions: { show: { inputMode: ['json'] } },
	default: '{}',
	required: true,
	placeholder: 'e.g. {"type": "user_contact", "event_name": "message_sent", "user_id": "user_123"}',
	description:
		"The event under SafetyKit's own field names. Without a timestamp it gets the present time.",
};

export const mapHint: INodeProperties = {
	displayName:
		'Each input item is one event, with the fields type, event_name, user_id and so on. Empty fields are left out, structures may be JSON text, and fields that the type does not know are not sent.',
	name: 'mapNotice',
	type: 'notice',
	displayOptions: { show: { inputMode: ['mapFromItem'] } },
	default: '',
};
