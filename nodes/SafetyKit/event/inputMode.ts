import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { formSchema, sentFields } from '../../core/form/field';
import { jsonRecord } from '../../core/form/schemas';
import type { JsonRecord } from '../../core/json';
import { eventFields } from './fields';
import { metadataOf } from './metadata';
import { productOf } from './product';

export const INPUT_MODES = ['fields', 'json', 'mapFromItem'] as const;
export type InputMode = (typeof INPUT_MODES)[number];

const inputMode = (preset: InputMode): INodeProperties => ({
	displayName: 'Input Mode',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'Fill in one field after the other' },
		{ name: 'JSON', value: 'json', description: 'Write the event as one JSON object' },
		{
			name: 'Map From Item',
			value: 'mapFromItem',
			description: 'Each input item is an event. Its columns have the names of the event fields.',
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
		"The event with SafetyKit's own field names. Without a timestamp, the node sends the current time.",
};

/** Generated from TYPE_RULES. */
const COLUMNS_PAGE =
	'https://github.com/n8n-nodes-safetyops/n8n-nodes-safetyops/blob/main/docs/safetykit.md#columns-of-an-event';

export const mapNotice: INodeProperties = {
	displayName: `Each input item is one event. Every item needs the columns type and event_name; the type decides which others. <a href="${COLUMNS_PAGE}" target="_blank">See the columns of each event type</a>. The node leaves out empty columns and columns that the type does not have. A list or an object may be JSON text.`,
	name: 'mapNotice',
	type: 'notice',
	displayOptions: { show: { inputMode: ['mapFromItem'] } },
	default: '',
};

/** The event as the user gave it: in the fields, as JSON, or as the input item. Refuses with `context`. */
export function givenEvent(
	raw: JsonRecord,
	mode: InputMode,
	item: JsonRecord,
	context: z.RefinementCtx,
): JsonRecord | undefined {
	if (mode === 'mapFromItem') return item;
	const parsed =
		mode === 'json' ? jsonRecord.safeParse(raw.eventJson) : eventFromFields.safeParse(raw);
	if (parsed.success) return parsed.data;
	for (const issue of parsed.error.issues) {
		context.addIssue({ ...issue, path: mode === 'json' ? ['eventJson'] : issue.path });
	}
	return undefined;
}

/** n8n hides a field that the type does not know, so it has no value. */
const eventFromFields = formSchema(eventFields).transform((form, context): JsonRecord => {
	const { eventType, sourceType, metadata, additionalFields } = form;
	return {
		...sentFields(eventFields, form),
		// The dropdown always has a value, and with an expression as Event Type n8n shows it for every type.
		source_type: eventType === 'moderation_decision' ? sourceType : undefined,
		product: eventType === 'product_changed' ? productOf(form) : undefined,
		metadata: metadataOf(metadata, additionalFields.metadataJson, context),
	};
});
