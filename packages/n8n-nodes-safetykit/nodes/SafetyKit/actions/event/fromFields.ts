import { z } from 'zod';

import { flatList } from './flatList';
import { jsonObject, optional, text } from '../../../shared/input/fields';
import { refuse } from '../../../shared/input/refuse';

/** Never trimmed: SafetyKit compares what users wrote with what it saw before. */
const authored = z.unknown().transform((value) => (value === undefined ? '' : value));

const rows = <Shape extends z.ZodRawShape>(name: string, shape: Shape) =>
	z
		.object({ [name]: z.array(z.object(shape)).default([]) })
		.default({})
		.transform(
			(group) => (group as Record<string, Array<z.output<z.ZodObject<Shape>>>>)[name] ?? [],
		);

const contentParts = rows('parts', {
	kind: z.string().default('text'),
	key: optional(text),
	text: authored,
	imageUrl: optional(text),
}).transform((parts) =>
	parts.map(({ kind, key, text: written, imageUrl }) => ({
		...(kind === 'image'
			? { type: 'image', source: { type: 'url', url: imageUrl } }
			: { type: kind, text: typeof written === 'number' ? String(written) : written }),
		...(key === undefined ? {} : { key }),
	})),
);

const resources = rows('resources', {
	type: z.string().default('email'),
	otherType: optional(text),
	namespace: optional(text),
	value: optional(text),
}).transform((used) =>
	used.map(({ type, otherType, namespace, value }) => ({
		type: type === 'other' ? otherType : type,
		...(type === 'entity_id' ? { namespace } : {}),
		value,
	})),
);

const metadataEntries = rows('entries', { name: optional(text), value: z.unknown() });

/** The form of the Fields mode. Which fields an event needs is checked later, and for all modes alike. */
const form = z.object({
	eventType: optional(text),
	eventName: optional(text),
	userId: optional(text),
	sourceType: optional(text),
	sourceId: optional(text),
	targetUserId: optional(text),
	targetContentId: optional(text),
	labels: flatList,
	appealedDecisionId: optional(text),
	price: optional(text),
	currency: optional(text),
	productDetails: z
		.object({ discountedPrice: optional(text), shipsFrom: optional(text), shipsTo: flatList })
		.default({}),
	content: contentParts,
	resourcesUsed: resources,
	metadata: metadataEntries,
	additionalFields: z
		.object({
			clientIp: optional(text),
			contentId: optional(text),
			idempotencyKey: optional(text),
			metadataJson: optional(jsonObject),
			timestamp: z.unknown(),
		})
		.default({}),
});

type Form = z.output<typeof form>;

/** The event that the fields describe; a field that is hidden for the type is not read, so it is not there. */
export const eventFromFields = form.transform((filled, context): Record<string, unknown> => {
	const { additionalFields: more } = filled;
	const entries: Array<[string, unknown]> = [];
	for (const [index, { name, value }] of filled.metadata.entries()) {
		if (name === undefined) {
			refuse(context, 'is empty', 'Give the entry a name, or remove it.', [
				'metadata',
				'entries',
				index,
				'name',
			]);
			continue;
		}
		entries.push([name, value]);
	}
	const metadata = Object.fromEntries([...entries, ...Object.entries(more.metadataJson ?? {})]);
	return {
		type: filled.eventType,
		event_name: filled.eventName,
		timestamp: more.timestamp,
		user_id: filled.userId,
		// The dropdown always has a value; with an expression as Event Type it is there for every type.
		source_type: filled.eventType === 'moderation_decision' ? filled.sourceType : undefined,
		source_id: filled.sourceId,
		target_user_id: filled.targetUserId,
		target_content_id: filled.targetContentId,
		labels: unlessEmpty(filled.labels),
		appealed_decision_id: filled.appealedDecisionId,
		content: unlessEmpty(filled.content),
		content_id: more.contentId,
		product: productOf(filled),
		resources_used: unlessEmpty(filled.resourcesUsed),
		metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
		client_info: more.clientIp === undefined ? undefined : { ip: more.clientIp },
		idempotency_key: more.idempotencyKey,
	};
});

const unlessEmpty = (list: unknown[]) => (list.length === 0 ? undefined : list);

function productOf({ eventType, price, currency, productDetails }: Form) {
	if (eventType !== 'product_changed') return undefined;
	const { discountedPrice, shipsFrom, shipsTo } = productDetails;
	const ships = shipsFrom !== undefined || shipsTo.length > 0;
	return {
		price: { amount: price, currency },
		...(discountedPrice === undefined
			? {}
			: { discounted_price: { amount: discountedPrice, currency } }),
		...(ships ? { shipping_info: { ships_from: shipsFrom, ships_to: shipsTo } } : {}),
	};
}

/** The parameter that holds a field of the event. */
const PARAMETERS: Readonly<Record<string, string[]>> = {
	type: ['eventType'],
	event_name: ['eventName'],
	timestamp: ['additionalFields', 'timestamp'],
	user_id: ['userId'],
	source_type: ['sourceType'],
	source_id: ['sourceId'],
	target_user_id: ['targetUserId'],
	target_content_id: ['targetContentId'],
	labels: ['labels'],
	appealed_decision_id: ['appealedDecisionId'],
	content: ['content'],
	content_id: ['additionalFields', 'contentId'],
	product: ['price'],
	resources_used: ['resourcesUsed'],
	metadata: ['metadata'],
	client_info: ['additionalFields', 'clientIp'],
	idempotency_key: ['additionalFields', 'idempotencyKey'],
};

export const parameterOf = (field: string): string[] => PARAMETERS[field] ?? ['eventType'];
