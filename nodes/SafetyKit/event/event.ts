import { systemClock } from '../../core/clock';

/** An event in the vendor's own field names. */
export type SafetyKitEvent = Readonly<Record<string, unknown>>;

export const EVENT_TYPES = [
	'appeal',
	'content_uploaded',
	'create_account',
	'moderation_decision',
	'product_changed',
	'update_account',
	'user_contact',
	'user_report',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export function isEventType(value: unknown): value is EventType {
	return EVENT_TYPES.some((type) => type === value);
}

/** The four of the guide. */
export const SOURCE_TYPES = ['automation', 'expert_labeler', 'human_moderator', 'vendor'] as const;

/** Identifiers that users leave behind and that the guide names; others are allowed. */
export const RESOURCE_TYPES = [
	'address',
	'email',
	'entity_id',
	'facebook',
	'instagram',
	'linkedin',
	'name',
	'payment_instrument',
	'phone',
	'tiktok',
	'url',
	'x',
	'youtube',
] as const;

/** The kinds of a content part. */
export const PART_TYPES = ['image', 'text'] as const;

/** The only names of a product_changed, a closed list (SDK types, ProductChangedEventRequest::EventName). */
export const PRODUCT_EVENT_NAMES = ['product_created', 'product_updated'] as const;

/** What every event may have. `client_info` and `idempotency_key` are in the reference only, not in the guide. */
const COMMON = [
	'type',
	'event_name',
	'timestamp',
	'content',
	'content_id',
	'resources_used',
	'metadata',
	'client_info',
	'idempotency_key',
];

/** Fields that are a single text, whatever the type. */
export const TEXT_FIELDS = [
	'event_name',
	'user_id',
	'target_user_id',
	'target_content_id',
	'source_id',
	'content_id',
	'appealed_decision_id',
	'idempotency_key',
] as const;

interface TypeRules {
	/** Besides type, event_name and timestamp. */
	required: readonly string[];
	optional: readonly string[];
	/** Whether target_user_id or target_content_id has to be there (guide: "should"; refused here, see checkEvent). */
	needsTarget?: boolean;
	/** Where the type is known from, for the documentation. */
	evidence: 'documented' | 'types of the SDKs';
}

/**
 * Six types are documented in the guide. `product_changed` and `appeal` are known from SDK types only: their literals,
 * that they need a user_id, and the targets of an appeal are assumed.
 */
export const TYPE_RULES: Readonly<Record<EventType, TypeRules>> = {
	user_contact: { required: ['user_id', 'target_user_id'], optional: [], evidence: 'documented' },
	create_account: { required: ['user_id'], optional: [], evidence: 'documented' },
	update_account: { required: ['user_id'], optional: [], evidence: 'documented' },
	content_uploaded: { required: ['user_id', 'content'], optional: [], evidence: 'documented' },
	user_report: {
		required: ['user_id', 'labels'],
		optional: ['target_user_id', 'target_content_id'],
		needsTarget: true,
		evidence: 'documented',
	},
	// Newer SDK types make labels optional here, the guide requires them: sending them satisfies both.
	moderation_decision: {
		required: ['source_type', 'source_id', 'labels'],
		optional: ['target_user_id', 'target_content_id'],
		needsTarget: true,
		evidence: 'documented',
	},
	product_changed: {
		required: ['user_id', 'content', 'product'],
		optional: [],
		evidence: 'types of the SDKs',
	},
	appeal: {
		required: ['user_id'],
		optional: ['appealed_decision_id', 'target_user_id', 'target_content_id'],
		evidence: 'types of the SDKs',
	},
};

const FIELDS: ReadonlyMap<unknown, ReadonlySet<string>> = new Map(
	EVENT_TYPES.map((type) => {
		const { required, optional } = TYPE_RULES[type];
		return [type, new Set([...COMMON, ...required, ...optional])];
	}),
);

/** Every field that some type knows. */
export const ALL_FIELDS: ReadonlySet<string> = new Set(
	[...FIELDS.values()].flatMap((fields) => [...fields]),
);

const NONE: ReadonlySet<string> = new Set();

/** The fields that a type knows; none for a type that is not known itself. */
export function fieldsOf(type: unknown): ReadonlySet<string> {
	return FIELDS.get(type) ?? NONE;
}

export type CompleteEvent = SafetyKitEvent & {
	readonly timestamp: string;
	/** Says that a repeat is the same event (SDK types). */
	readonly idempotency_key: string;
};

/**
 * Gives an event what the user left out: the present time, and a key that a retry of this item repeats.
 *
 * @param event tidied and checked, so that both are texts where they are there
 */
export function completeEvent(
	event: SafetyKitEvent,
	keyFor: () => string,
	now: number = systemClock.now(),
): CompleteEvent {
	const { timestamp, idempotency_key: key } = event;
	return {
		...event,
		timestamp: typeof timestamp === 'string' ? timestamp : new Date(now).toISOString(),
		idempotency_key: typeof key === 'string' ? key : keyFor(),
	};
}
