import { z } from 'zod';

import { isBlank, jsonRecord, optional, text } from '../../core/form/schemas';
import { cleanText } from '../../core/form/unicode';
import { refuse } from '../../core/form/refusal';

/** As it is: texts that users wrote are never touched, and what numbers and lists mean is the same in all modes. */
const asGiven = z.unknown();

/** One value without the white space around it; undefined when it is blank. Whether it will do is checked for all modes. */
const single = z.unknown().transform((value): unknown => {
	if (isBlank(value)) return undefined;
	return typeof value === 'string' ? cleanText(value) : value;
});

const rows = <Shape extends z.ZodRawShape>(name: string, shape: Shape) =>
	z
		.object({ [name]: z.array(z.object(shape)).default([]) })
		.default({})
		.transform(
			(group) => (group as Record<string, Array<z.output<z.ZodObject<Shape>>>>)[name] ?? [],
		);

const contentParts = rows('parts', {
	kind: single,
	key: single,
	text: asGiven,
	imageUrl: single,
}).transform((parts) =>
	parts.map(({ kind = 'text', key, text: written, imageUrl }) => ({
		...(kind === 'image'
			? { type: 'image', source: { type: 'url', url: imageUrl } }
			: { type: kind, text: written }),
		...(key === undefined ? {} : { key }),
	})),
);

const resources = rows('resources', {
	type: single,
	otherType: single,
	namespace: single,
	value: single,
}).transform((used) =>
	used.map(({ type = 'email', otherType, namespace, value }) => ({
		type: type === 'other' ? otherType : type,
		...(type === 'entity_id' ? { namespace } : {}),
		value,
	})),
);

const metadataEntries = rows('entries', { name: optional(text), value: asGiven });

/** The form of the Fields mode. Which fields an event needs is checked later, and for all modes alike. */
const form = z.object({
	eventType: single,
	eventName: single,
	userId: single,
	sourceType: single,
	sourceId: single,
	targetUserId: single,
	targetContentId: single,
	labels: asGiven,
	appealedDecisionId: single,
	price: single,
	currency: single,
	productDetails: z
		.object({
			discountedPrice: single,
			shipsFrom: single,
			shipsTo: single,
		})
		.default({}),
	content: contentParts,
	resourcesUsed: resources,
	metadata: metadataEntries,
	additionalFields: z
		.object({
			clientIp: single,
			contentId: single,
			idempotencyKey: single,
			metadataJson: optional(jsonRecord),
			timestamp: asGiven,
		})
		.default({}),
});

type Form = z.output<typeof form>;

/** The event that the fields describe; a field that is hidden for the type is not read, so it is not there. */
export const eventFromFields = form.transform((filled, context): Record<string, unknown> => {
	const { additionalFields: more } = filled;
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
		labels: filled.labels,
		appealed_decision_id: filled.appealedDecisionId,
		content: unlessEmpty(filled.content),
		content_id: more.contentId,
		product: productOf(filled),
		resources_used: unlessEmpty(filled.resourcesUsed),
		metadata: metadataOf(filled, context),
		client_info: more.clientIp === undefined ? undefined : { ip: more.clientIp },
		idempotency_key: more.idempotencyKey,
	};
});

const unlessEmpty = (list: unknown[]) => (list.length === 0 ? undefined : list);

/** The entries, with those of the JSON field. Which of two of the same name is meant nobody could tell. */
function metadataOf(
	{ metadata: entries, additionalFields: { metadataJson = {} } }: Form,
	context: z.RefinementCtx,
): Record<string, unknown> | undefined {
	const metadata = new Map<string, unknown>();
	for (const [index, { name, value }] of entries.entries()) {
		const refuseName = (what: string, howToGoOn: string) =>
			refuse(context, what, howToGoOn, ['metadata', 'entries', index, 'name']);
		if (name === undefined) {
			refuseName('is empty', 'Give the entry a name, or remove it.');
		} else if (metadata.has(name)) {
			refuseName(`is "${name}", which Metadata has twice`, 'Remove one of the two entries.');
		} else if (Object.hasOwn(metadataJson, name)) {
			refuseName(`is "${name}", which Metadata (JSON) has, too`, 'Remove it from one of the two.');
		} else {
			metadata.set(name, value);
		}
	}
	for (const [name, value] of Object.entries(metadataJson)) metadata.set(name, value);
	return metadata.size === 0 ? undefined : Object.fromEntries(metadata);
}

function productOf({ eventType, price, currency, productDetails }: Form) {
	if (eventType !== 'product_changed') return undefined;
	const { discountedPrice, shipsFrom, shipsTo } = productDetails;
	const ships = shipsFrom !== undefined || shipsTo !== undefined;
	return {
		price: { amount: price, currency },
		...(discountedPrice === undefined
			? {}
			: { discounted_price: { amount: discountedPrice, currency } }),
		...(ships ? { shipping_info: { ships_from: shipsFrom, ships_to: shipsTo ?? [] } } : {}),
	};
}

/** The parameter that holds a field of the event, or a part of one. */
const PARAMETERS: ReadonlyMap<string, string[]> = new Map([
	['type', ['eventType']],
	['event_name', ['eventName']],
	['timestamp', ['additionalFields', 'timestamp']],
	['user_id', ['userId']],
	['source_type', ['sourceType']],
	['source_id', ['sourceId']],
	['target_user_id', ['targetUserId']],
	['target_content_id', ['targetContentId']],
	['labels', ['labels']],
	['appealed_decision_id', ['appealedDecisionId']],
	['content', ['content']],
	['content_id', ['additionalFields', 'contentId']],
	['product price amount', ['price']],
	['product price currency', ['currency']],
	['product discounted_price amount', ['productDetails', 'discountedPrice']],
	['product discounted_price currency', ['currency']],
	['product shipping_info ships_from', ['productDetails', 'shipsFrom']],
	['product shipping_info ships_to', ['productDetails', 'shipsTo']],
	['product', ['price']],
	['resources_used', ['resourcesUsed']],
	['metadata', ['metadata']],
	['client_info', ['additionalFields', 'clientIp']],
	['client_info ip', ['additionalFields', 'clientIp']],
	['idempotency_key', ['additionalFields', 'idempotencyKey']],
]);

/** Where the form has what stands at `way` in the event, and what is left of the way from there. */
export function parameterOf(way: readonly string[]): { path: string[]; way: readonly string[] } {
	for (let length = way.length; length > 0; length--) {
		const path = PARAMETERS.get(way.slice(0, length).join(' '));
		if (path !== undefined) return { path, way: way.slice(length) };
	}
	return { path: ['eventType'], way };
}
