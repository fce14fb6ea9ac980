import { collection, field } from '../../core/form/field';
import { jsonRecord, optional } from '../../core/form/schemas';
import { asGiven, inFieldsMode, single } from './fieldsMode';

const clientInfo = single.transform((ip) => (ip === undefined ? undefined : { ip }));

/** The fields of an event that few workflows need. */
export const additionalFields = collection(
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
				description: "The IP address of the user's device",
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
					'Your own ID of this occurrence. If empty, the node makes a key that only retries of this execution repeat.',
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
					'Metadata with numbers, booleans and lists, as a JSON object. The node adds it to the entries of Metadata.',
			},
			optional(jsonRecord),
		),
		field(
			{
				displayName: 'Timestamp',
				name: 'timestamp',
				type: 'dateTime',
				default: '',
				description: 'When it happened. If empty, the node sends the current time.',
			},
			asGiven,
			{ sendAs: 'timestamp', neverMappedEmpty: true },
		),
	],
);
