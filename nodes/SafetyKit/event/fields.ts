import { collection, field } from '../../core/form/field';
import { jsonRecord, optional } from '../../core/form/schemas';
import { content } from './content';
import type { EventType } from './event';
import { EVENT_TYPES, SOURCE_TYPES } from './event';
import { asGiven, forTypesWith, inFieldsMode, optionOf, single } from './fieldsMode';
import { metadata } from './metadata';
import { productFields } from './product';
import { resourcesUsed } from './resources';

/** In the words of the guide; two of them say where they are known from instead. */
const TYPE_TEXTS: Record<EventType, { name: string; description: string }> = {
	appeal: {
		name: 'Appeal',
		description: 'A user contests a decision. Known from SDK types only.',
	},
	content_uploaded: {
		name: 'Content Uploaded',
		description: 'A user posts, publishes, edits or replaces content',
	},
	create_account: { name: 'Create Account', description: 'A user creates an account' },
	moderation_decision: {
		name: 'Moderation Decision',
		description: 'A reviewer or system labels a user or content, or decides on it',
	},
	product_changed: {
		name: 'Product Changed',
		description: 'A product listing is created or changed. Known from SDK types only.',
	},
	update_account: {
		name: 'Update Account',
		description: 'A user changes account or profile data',
	},
	user_contact: {
		name: 'User Contact',
		description: 'A user messages, pays or otherwise interacts with another one',
	},
	user_report: { name: 'User Report', description: 'A user reports a user, content or both' },
};

const clientInfo = single.transform((ip) => (ip === undefined ? undefined : { ip }));

const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		displayOptions: inFieldsMode,
		placeholder: 'Add field',
		default: {},
	},
	[
		field(
			{
				displayName: 'Client IP',
				name: 'clientIp',
				type: 'string',
				default: '',
				placeholder: 'e.g. 203.0.113.7',
				description: 'The address that the user acted from',
			},
			clientInfo,
			{ sendAs: 'client_info', isId: true },
		),
		field(
			{
				displayName: 'Content ID',
				name: 'contentId',
				type: 'string',
				default: '',
				placeholder: 'e.g. message_abc123',
				description: 'Your own stable ID of the message, listing, report or decision',
			},
			single,
			{ sendAs: 'content_id', isId: true },
		),
		field(
			{
				displayName: 'Idempotency Key',
				name: 'idempotencyKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.outboxId }}',
				description:
					'Your own ID of this occurrence. Left empty, the key covers retries of this execution only.',
			},
			single,
			{ sendAs: 'idempotency_key', isId: true, neverMappedEmpty: true },
		),
		field(
			{
				displayName: 'Metadata (JSON)',
				name: 'metadataJson',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. {"changed_fields": ["bio"]}',
				description:
					'For numbers, booleans and lists. They are sent together with the entries of Metadata.',
			},
			optional(jsonRecord),
		),
		field(
			{
				displayName: 'Timestamp',
				name: 'timestamp',
				type: 'dateTime',
				default: '',
				description: 'When it happened. Left empty, it is the present time.',
			},
			asGiven,
			{ sendAs: 'timestamp', neverMappedEmpty: true },
		),
	],
);

/**
 * The fields of an event, in the order of the form. Those of some types only are not marked as required: with an
 * expression as Event Type n8n shows them all, and would then require them all. An expression in Idempotency Key or
 * Timestamp has to give a value: a derived key is another one in each run, and the present time would be wrong.
 */
export const eventFields = [
	field(
		{
			displayName: 'Event Type',
			name: 'eventType',
			type: 'options',
			displayOptions: inFieldsMode,
			options: EVENT_TYPES.map((value) => ({ ...TYPE_TEXTS[value], value })),
			default: 'user_contact',
			description: 'What happened. It decides which fields the event has.',
		},
		single,
		{ sendAs: 'type' },
	),
	field(
		{
			displayName: 'Event Name',
			name: 'eventName',
			type: 'string',
			displayOptions: inFieldsMode,
			default: '',
			required: true,
			placeholder: 'e.g. message_sent',
			description: 'The action in your own words, in snake_case and with nothing variable in it',
		},
		single,
		{ sendAs: 'event_name', isId: true },
	),
	field(
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			displayOptions: forTypesWith('user_id'),
			default: '',
			placeholder: 'e.g. user_123',
			description: 'Your own stable ID of the user who acted; for a report, of the reporter',
		},
		single,
		{ sendAs: 'user_id', isId: true },
	),
	field(
		{
			displayName: 'Source Type',
			name: 'sourceType',
			type: 'options',
			displayOptions: forTypesWith('source_type'),
			options: SOURCE_TYPES.map(optionOf),
			default: 'human_moderator',
			description: 'Who decided',
		},
		single,
		{ sendAs: 'source_type' },
	),
	field(
		{
			displayName: 'Source ID',
			name: 'sourceId',
			type: 'string',
			displayOptions: forTypesWith('source_id'),
			default: '',
			placeholder: 'e.g. reviewer_17',
			description: 'The reviewer, rule, model or vendor that decided, always under the same ID',
		},
		single,
		{ sendAs: 'source_id', isId: true },
	),
	field(
		{
			displayName: 'Target User ID',
			name: 'targetUserId',
			type: 'string',
			displayOptions: forTypesWith('target_user_id'),
			default: '',
			placeholder: 'e.g. user_456',
			description:
				'The user who was contacted, reported or moderated. A contact needs it; a report or decision needs it or Target Content ID, better both.',
		},
		single,
		{ sendAs: 'target_user_id', isId: true },
	),
	field(
		{
			displayName: 'Target Content ID',
			name: 'targetContentId',
			type: 'string',
			displayOptions: forTypesWith('target_content_id'),
			default: '',
			placeholder: 'e.g. listing_abc123',
			description: 'The content that was reported or moderated',
		},
		single,
		{ sendAs: 'target_content_id', isId: true },
	),
	field(
		{
			displayName: 'Labels',
			name: 'labels',
			type: 'string',
			displayOptions: forTypesWith('labels'),
			default: '',
			placeholder: 'e.g. spam, scam',
			description: 'What it is said to be, separated by commas or lines',
		},
		asGiven,
		{ sendAs: 'labels', isId: true },
	),
	field(
		{
			displayName: 'Appealed Decision ID',
			name: 'appealedDecisionId',
			type: 'string',
			displayOptions: forTypesWith('appealed_decision_id'),
			default: '',
			placeholder: 'e.g. decision_abc123',
			description: 'The decision that is contested, such as the Content ID of its event',
		},
		single,
		{ sendAs: 'appealed_decision_id', isId: true },
	),
	...productFields,
	content,
	resourcesUsed,
	metadata,
	additionalFields,
] as const;

/** Ways to the IDs in rows, beside the fields that are an ID themselves. */
export const idsInRows = ['resourcesUsed.resources.*.namespace', 'resourcesUsed.resources.*.value'];
