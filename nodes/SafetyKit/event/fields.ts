import type { INodeProperties } from 'n8n-workflow';

import type { EventType } from './event';
import { EVENT_TYPES, SOURCE_TYPES } from './event';
import { content, resourcesUsed } from './contentFields';
import { always, shownFor, titled } from './shown';

/** In the words of the guide; two of them say how they are known instead. */
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

const who: INodeProperties[] = [
	{
		displayName: 'Event Type',
		name: 'eventType',
		type: 'options',
		displayOptions: always,
		options: EVENT_TYPES.map((value) => ({ ...TYPE_TEXTS[value], value })),
		default: 'user_contact',
		description: 'What happened. It decides which fields the event has.',
	},
	{
		displayName: 'Event Name',
		name: 'eventName',
		type: 'string',
		displayOptions: always,
		default: '',
		required: true,
		placeholder: 'e.g. message_sent',
		description: 'The action in your own words, in snake_case and with nothing variable in it',
	},
	{
		displayName: 'User ID',
		name: 'userId',
		type: 'string',
		displayOptions: shownFor('user_id'),
		default: '',
		placeholder: 'e.g. user_123',
		description: 'Your own stable ID of the user who acted; for a report, of the reporter',
	},
	{
		displayName: 'Source Type',
		name: 'sourceType',
		type: 'options',
		displayOptions: shownFor('source_type'),
		options: SOURCE_TYPES.map(titled),
		default: 'human_moderator',
		description: 'Who decided',
	},
	{
		displayName: 'Source ID',
		name: 'sourceId',
		type: 'string',
		displayOptions: shownFor('source_id'),
		default: '',
		placeholder: 'e.g. reviewer_17',
		description: 'The reviewer, rule, model or vendor that decided, always under the same ID',
	},
];

const target: INodeProperties[] = [
	{
		displayName: 'Target User ID',
		name: 'targetUserId',
		type: 'string',
		displayOptions: shownFor('target_user_id'),
		default: '',
		placeholder: 'e.g. user_456',
		description:
			'The user who was contacted, reported or moderated. A contact needs it; a report or decision needs it or Target Content ID, better both.',
	},
	{
		displayName: 'Target Content ID',
		name: 'targetContentId',
		type: 'string',
		displayOptions: shownFor('target_content_id'),
		default: '',
		placeholder: 'e.g. listing_abc123',
		description: 'The content that was reported or moderated',
	},
	{
		displayName: 'Labels',
		name: 'labels',
		type: 'string',
		displayOptions: shownFor('labels'),
		default: '',
		placeholder: 'e.g. spam, scam',
		description: 'What it is said to be, separated by commas or lines',
	},
	{
		displayName: 'Appealed Decision ID',
		name: 'appealedDecisionId',
		type: 'string',
		displayOptions: shownFor('appealed_decision_id'),
		default: '',
		placeholder: 'e.g. decision_abc123',
		description: 'The decision that is contested, such as the Content ID of its event',
	},
];

const product: INodeProperties[] = [
	{
		displayName: 'Price',
		name: 'price',
		type: 'string',
		displayOptions: shownFor('product'),
		default: '',
		placeholder: 'e.g. 19.99',
		description: 'A decimal number with a point',
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		displayOptions: shownFor('product'),
		default: '',
		placeholder: 'e.g. USD',
	},
	{
		displayName: 'Product Details',
		name: 'productDetails',
		type: 'collection',
		displayOptions: shownFor('product'),
		placeholder: 'Add detail',
		default: {},
		options: [
			{
				displayName: 'Discounted Price',
				name: 'discountedPrice',
				type: 'string',
				default: '',
				placeholder: 'e.g. 9.99',
				description: 'In the same currency',
			},
			{
				displayName: 'Ships From',
				name: 'shipsFrom',
				type: 'string',
				default: '',
				placeholder: 'e.g. US',
			},
			{
				displayName: 'Ships To',
				name: 'shipsTo',
				type: 'string',
				default: '',
				placeholder: 'e.g. US, CA',
				description: 'Separated by commas or lines',
			},
		],
	},
];

const metadata: INodeProperties = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'fixedCollection',
	displayOptions: always,
	typeOptions: { multipleValues: true },
	placeholder: 'Add entry',
	default: {},
	description: 'Product context without personal data, such as the channel or listing category',
	options: [
		{
			displayName: 'Entry',
			name: 'entries',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. channel',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. marketplace_dm',
				},
			],
		},
	],
};

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	displayOptions: always,
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Client IP',
			name: 'clientIp',
			type: 'string',
			default: '',
			placeholder: 'e.g. 203.0.113.7',
			description: 'The address that the user acted from',
		},
		{
			displayName: 'Content ID',
			name: 'contentId',
			type: 'string',
			default: '',
			placeholder: 'e.g. message_abc123',
			description: 'Your own stable ID of the message, listing, report or decision',
		},
		{
			displayName: 'Idempotency Key',
			name: 'idempotencyKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.outboxId }}',
			description:
				'Your own ID of this occurrence. Left empty, the key covers retries of this execution only.',
		},
		{
			displayName: 'Metadata (JSON)',
			name: 'metadataJson',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"changed_fields": ["bio"]}',
			description:
				'For numbers, booleans and lists. They are sent together with the entries of Metadata.',
		},
		{
			displayName: 'Timestamp',
			name: 'timestamp',
			type: 'dateTime',
			default: '',
			description: 'When it happened. Left empty, it is the present time.',
		},
	],
};

/** What names somebody or something: half of it would name the same for many items. */
export const eventIds = [
	'eventName',
	'userId',
	'sourceId',
	'targetUserId',
	'targetContentId',
	'labels',
	'appealedDecisionId',
	'resourcesUsed.resources.*.namespace',
	'resourcesUsed.resources.*.value',
	'additionalFields.clientIp',
	'additionalFields.contentId',
	'additionalFields.idempotencyKey',
];

/** What is put in their place when they are left empty would be sent with each run anew, or with a wrong time. */
export const notEmptyWhenMapped = ['idempotencyKey', 'timestamp'].map(
	(name) => `${additionalFields.name}.${name}`,
);

/**
 * The fields of an event, in the order in which they are asked for. Those of some types only are not marked as required:
 * with an expression as Event Type n8n shows them all, and would then require them all.
 */
export const eventFields: INodeProperties[] = [
	...who,
	...target,
	...product,
	content,
	resourcesUsed,
	metadata,
	additionalFields,
];
