import { field } from '../../core/form/field';
import { additionalFields } from './additionalFields';
import { byType } from './byType';
import { content } from './content';
import type { EventType } from './event';
import { EVENT_TYPES, PRODUCT_EVENT_NAMES, SOURCE_TYPES } from './event';
import { asGiven, choice, forTypesWith, inFieldsMode, optionOf, single } from './fieldsMode';
import { metadata } from './metadata';
import { productFields } from './product';
import { resourcesUsed } from './resources';

/** The labels of the event types, in the words of the guide. */
const TYPE_TEXTS: Record<EventType, { name: string; description: string }> = {
	appeal: { name: 'Appeal', description: 'A user contests a decision' },
	content_uploaded: {
		name: 'Content Uploaded',
		description: 'A user posts, publishes, edits or replaces content',
	},
	create_account: { name: 'Create Account', description: 'A user creates an account' },
	moderation_decision: {
		name: 'Moderation Decision',
		description: 'A reviewer or a system labels a user or content, or decides about it',
	},
	product_changed: {
		name: 'Product Changed',
		description: 'A user creates or changes a product listing',
	},
	update_account: {
		name: 'Update Account',
		description: 'A user changes account or profile data',
	},
	user_contact: {
		name: 'User Contact',
		description: 'A user messages, pays or otherwise contacts another user',
	},
	user_report: { name: 'User Report', description: 'A user reports a user, content or both' },
};

/** SafetyKit needs a target: see checkEvent. */
const orBoth = (other: string) => `Fill in this field, ${other}, or both.`;

/**
 * The fields of an event, in the order of the form. An expression in Idempotency Key or Timestamp has to give a value: a
 * derived key is another one in each run, and the current time would be wrong.
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
			description: `What happened. The type decides which fields the event has. An expression gives a label or a value: ${EVENT_TYPES.join(', ')}.`,
		},
		choice(EVENT_TYPES),
		{ sendAs: 'type' },
	),
	byType(
		field(
			{
				displayName: 'Event Name',
				name: 'eventName',
				type: 'string',
				default: '',
				placeholder: 'e.g. message_sent',
				description: 'Your own name of the action, in snake_case and without variable parts',
			},
			single,
			{ sendAs: 'event_name', isId: true },
		),
		'event_name',
		{
			appeal: { placeholder: 'e.g. decision_appealed' },
			content_uploaded: { placeholder: 'e.g. listing_published' },
			create_account: { placeholder: 'e.g. account_created' },
			moderation_decision: { placeholder: 'e.g. listing_removed' },
			product_changed: {
				placeholder: 'e.g. product_updated',
				description: `One of the two names that SafetyKit takes: ${PRODUCT_EVENT_NAMES.join(', ')}`,
			},
			update_account: { placeholder: 'e.g. profile_updated' },
			user_report: { placeholder: 'e.g. message_reported' },
		},
	),
	byType(
		field(
			{
				displayName: 'User ID',
				name: 'userId',
				type: 'string',
				default: '',
				placeholder: 'e.g. user_123',
				description: 'Your own stable ID of the user who acted',
			},
			single,
			{ sendAs: 'user_id', isId: true },
		),
		'user_id',
		{
			appeal: { description: 'Your own stable ID of the user who contests the decision' },
			content_uploaded: { description: 'Your own stable ID of the user who uploaded the content' },
			create_account: { description: 'Your own stable ID of the new user' },
			product_changed: { description: 'Your own stable ID of the user who changed the product' },
			update_account: { description: 'Your own stable ID of the user whose account changed' },
			user_contact: { description: 'Your own stable ID of the user who made the contact' },
			user_report: {
				placeholder: 'e.g. reporter_123',
				description: 'Your own stable ID of the user who reports. The reported user is the target.',
			},
		},
	),
	field(
		{
			displayName: 'Source Type',
			name: 'sourceType',
			type: 'options',
			displayOptions: forTypesWith('source_type'),
			options: SOURCE_TYPES.map(optionOf),
			default: 'human_moderator',
			description: `Who decided. An expression gives a label or a value: ${SOURCE_TYPES.join(', ')}.`,
		},
		choice(SOURCE_TYPES),
		{ sendAs: 'source_type' },
	),
	byType(
		field(
			{
				displayName: 'Source ID',
				name: 'sourceId',
				type: 'string',
				default: '',
				placeholder: 'e.g. reviewer_17',
				description:
					'Your own stable ID of the reviewer, rule, model or vendor that decided. Use the same ID each time.',
			},
			single,
			{ sendAs: 'source_id', isId: true },
		),
		'source_id',
	),
	byType(
		field(
			{
				displayName: 'Target User ID',
				name: 'targetUserId',
				type: 'string',
				default: '',
				placeholder: 'e.g. user_456',
				description: 'Your own stable ID of the user that the event is about',
			},
			single,
			{ sendAs: 'target_user_id', isId: true },
		),
		'target_user_id',
		{
			moderation_decision: {
				description: `The user that the decision is about. ${orBoth('Target Content ID')}`,
			},
			user_contact: { description: 'Your own stable ID of the user who was contacted' },
			user_report: { description: `The reported user. ${orBoth('Target Content ID')}` },
		},
	),
	byType(
		field(
			{
				displayName: 'Target Content ID',
				name: 'targetContentId',
				type: 'string',
				default: '',
				placeholder: 'e.g. listing_abc123',
				description: 'Your own stable ID of the content that the event is about',
			},
			single,
			{ sendAs: 'target_content_id', isId: true },
		),
		'target_content_id',
		{
			moderation_decision: {
				description: `The content that the decision is about. ${orBoth('Target User ID')}`,
			},
			user_report: {
				placeholder: 'e.g. message_abc123',
				description: `The reported content. ${orBoth('Target User ID')}`,
			},
		},
	),
	byType(
		field(
			{
				displayName: 'Labels',
				name: 'labels',
				type: 'string',
				default: '',
				placeholder: 'e.g. spam, scam',
				description: 'Your own labels, separated by commas or line breaks',
			},
			asGiven,
			{ sendAs: 'labels', isId: true },
		),
		'labels',
		{
			moderation_decision: {
				placeholder: 'e.g. counterfeit',
				description: 'What the reviewer found, separated by commas or line breaks',
			},
			user_report: {
				placeholder: 'e.g. harassment, spam',
				description: 'What the user reports, separated by commas or line breaks',
			},
		},
	),
	field(
		{
			displayName: 'Appealed Decision ID',
			name: 'appealedDecisionId',
			type: 'string',
			displayOptions: forTypesWith('appealed_decision_id'),
			default: '',
			placeholder: 'e.g. decision_abc123',
			description: 'The contested decision: the Content ID of its event, for instance',
		},
		single,
		{ sendAs: 'appealed_decision_id', isId: true },
	),
	...productFields,
	byType(content, 'content'),
	resourcesUsed,
	metadata,
	additionalFields,
] as const;

/** Ways to the IDs in rows, beside the fields that are an ID themselves. */
export const idsInRows = ['resourcesUsed.resources.*.namespace', 'resourcesUsed.resources.*.value'];
