import { collection, field } from '../../core/form/field';
import { optional, text } from '../../core/form/schemas';
import { perItemOptions } from '../../core/run/settings';
import type { SetyRecord } from '../answers';
import { readWritten } from '../answers';
import { setyOperation } from '../service';
import { incident, incidentIdOf } from './incident';
import { incidentId } from './locator';

/** POST /incidents/{incidentId}/notes: path and fields are assumed. */
export const addNote = setyOperation({
	resource: 'incident',
	operation: 'addNote',
	name: 'Add Note',
	action: 'Add note to incident',
	description: 'Add a note to an incident',
	asTool: 'Only what a person has said. Not to report another emergency, and not to cancel one.',
	fields: [
		incidentId,
		field(
			{
				displayName: 'Note',
				name: 'note',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				required: true,
				placeholder: 'e.g. Caller says the door is locked',
				description: 'Note text',
			},
			text,
			{ sendAs: 'note' },
		),
		collection(
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
						displayName: 'Author',
						name: 'author',
						type: 'string',
						default: '',
						placeholder: 'e.g. Night shift',
						description: 'Note author',
					},
					optional(text),
					{ sendAs: 'author' },
				),
			],
		),
		perItemOptions,
	],
	safeguard: 'none',
	call: {
		title: 'Add note',
		method: 'POST',
		path: '/incidents/{incidentId}/notes',
		evidence: 'assumed',
		effect: 'unsafeWrite',
		fields: ['note', 'author'],
		fieldEvidence: 'assumed',
	},
	read: (answer, { incidentId: id }) =>
		readWritten(
			answer,
			{
				name: 'incident',
				what: 'a note or an incident',
				knownBy: ['incident_id', 'note', 'note_id', 'timeline'],
			},
			{ id, idOf: incidentIdIn, what: 'incident' },
		),
	output: incident,
});

const OF_INCIDENTS = ['incident_id', 'timeline', 'category', 'subject'];

/** The answer may be the note, whose own ID is another matter. */
function incidentIdIn(record: SetyRecord): string | undefined {
	return OF_INCIDENTS.some((name) => name in record) ? incidentIdOf(record) : undefined;
}
