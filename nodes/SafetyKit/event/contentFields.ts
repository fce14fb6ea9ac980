import type { INodeProperties } from 'n8n-workflow';

import { RESOURCE_TYPES } from './event';
import { always, titled } from './shown';

export const content: INodeProperties = {
	displayName: 'Content',
	name: 'content',
	type: 'fixedCollection',
	displayOptions: always,
	typeOptions: { multipleValues: true },
	placeholder: 'Add part',
	default: {},
	description: 'What users wrote or uploaded, one part for each field it comes from',
	options: [
		{
			displayName: 'Part',
			name: 'parts',
			values: [
				{
					displayName: 'Kind',
					name: 'kind',
					type: 'options',
					options: [
						{ name: 'Image', value: 'image' },
						{ name: 'Text', value: 'text' },
					],
					default: 'text',
				},
				{
					displayName: 'Key',
					name: 'key',
					type: 'string',
					default: '',
					placeholder: 'e.g. body',
					description: 'The field it comes from',
				},
				{
					displayName: 'Text',
					name: 'text',
					type: 'string',
					displayOptions: { show: { kind: ['text'] } },
					typeOptions: { rows: 3 },
					default: '',
					description: 'As the user wrote it, with nothing added and no HTML made of it',
				},
				{
					displayName: 'Image URL',
					name: 'imageUrl',
					type: 'string',
					displayOptions: { show: { kind: ['image'] } },
					default: '',
					placeholder: 'e.g. https://cdn.example.com/hero.jpg',
				},
			],
		},
	],
};

export const resourcesUsed: INodeProperties = {
	displayName: 'Resources Used',
	name: 'resourcesUsed',
	type: 'fixedCollection',
	displayOptions: always,
	typeOptions: { multipleValues: true },
	placeholder: 'Add resource',
	default: {},
	description: 'Identifiers of the user that others may use, too, such as an email or phone number',
	options: [
		{
			displayName: 'Resource',
			name: 'resources',
			values: [
				{
					displayName: 'Type',
					name: 'type',
					type: 'options',
					options: [...RESOURCE_TYPES.map(titled), { name: 'Other', value: 'other' }].sort((a, b) =>
						a.name.localeCompare(b.name),
					),
					default: 'email',
				},
				{
					displayName: 'Other Type',
					name: 'otherType',
					type: 'string',
					displayOptions: { show: { type: ['other'] } },
					default: '',
					placeholder: 'e.g. telegram',
				},
				{
					displayName: 'Namespace',
					name: 'namespace',
					type: 'string',
					displayOptions: { show: { type: ['entity_id'] } },
					default: '',
					placeholder: 'e.g. store',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. ada@example.com',
					description: 'One value, exactly as you hold it',
				},
			],
		},
	],
};
