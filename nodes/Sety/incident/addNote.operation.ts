import { z } from 'zod';

import { identifier, optional, text } from '../../core/form/fields';
import { perItemOptions } from '../../core/run/settings';
import { incident } from '../api/schemas';
import { setyOperation } from '../operation';
import { incidentId } from './incidentId';

/** POST /incidents/{incidentId}/notes: path and fields are assumed. */
export const addNote = setyOperation({
	resource: 'incident',
	operation: 'addNote',
	name: 'Add Note',
	action: 'Add note to incident',
	description: 'Write something down about an incident',
	properties: [
		incidentId,
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			placeholder: 'e.g. Caller says the door is locked',
			description: 'What is to be written down',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{
					displayName: 'Author',
					name: 'author',
					type: 'string',
					default: '',
					placeholder: 'e.g. Night shift',
					description: 'Who says it',
				},
			],
		},
		perItemOptions,
	],
	ids: [incidentId.name],
	input: z.object({
		incidentId: identifier,
		note: text,
		additionalFields: z.object({ author: optional(text) }).default({}),
	}),
	output: incident,
	async run({ incidentId: id, note, additionalFields }, { client }) {
		return await client.addNote(id, { note, ...additionalFields });
	},
});
