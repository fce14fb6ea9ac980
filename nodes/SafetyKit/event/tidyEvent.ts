import { isBlank } from '../../core/form/schemas';
import { mergeFields } from '../../core/form/requestFields';
import { isJsonRecord } from '../../core/json';
import { asDecimal, asId, asText, asTexts, asValue, fromJson, withTimesAsText } from './asText';
import type { Ambiguity } from './columns';
import { underFieldNames } from './columns';
import type { SafetyKitEvent } from './event';
import { fieldsOf, TEXT_FIELDS } from './event';

export interface Tidied {
	event: Record<string, unknown>;
	/** Fields of the event that are filled in and that the event type does not know. */
	unknownFields: readonly string[];
	ambiguous: Ambiguity | undefined;
}

/** Stay to be checked although the type may not know them: a decision with a user_id is refused, not stripped of it. */
const ALWAYS_CHECKED = new Set(['type', 'user_id']);

/**
 * An event as it is meant: without fields that are empty, with texts as text, and with structures that came as JSON text
 * read. Text that users wrote is never touched, because SafetyKit compares it with what it saw before.
 *
 * @param columns named as SafetyKit names the fields, or much like it
 * @param extra laid over it, objects into objects; what is empty there takes a field away
 * @param keepUnknown whether fields of `columns` that the event type does not know belong to it; those of `extra` do
 */
export function tidyEvent(
	columns: SafetyKitEvent,
	extra: SafetyKitEvent,
	keepUnknown: boolean,
): Tidied {
	const { event: given, ambiguous } = underFieldNames(columns);
	const known = fieldsOf(asValue(extra.type ?? given.type));
	const event: Record<string, unknown> = {};
	const unknownFields: string[] = [];
	for (const field of Object.keys(given)) {
		const value = given[field];
		if (isBlank(value)) continue;
		if (!known.has(field)) unknownFields.push(field);
		if (keepUnknown || known.has(field) || ALWAYS_CHECKED.has(field)) {
			put(event, field, tidied(field, value));
		}
	}
	for (const field of Object.keys(extra)) {
		const value = extra[field];
		if (isBlank(value)) delete event[field];
		else put(event, field, together(event[field], tidied(field, value)));
	}
	return { event, unknownFields, ambiguous };
}

/** A field named __proto__ would be taken for the prototype, and give the event what nobody sees in it. */
function put(event: Record<string, unknown>, field: string, value: unknown): void {
	if (field !== '__proto__') event[field] = value;
}

const together = (ours: unknown, extra: unknown): unknown =>
	isJsonRecord(ours) && isJsonRecord(extra) ? mergeFields(ours, extra) : extra;

type Tidy = (value: unknown) => unknown;

/**
 * What is there of some members of an object, each by its own function; the same object when that changes nothing.
 *
 * @param optional members that may be missing: a database says null for that
 */
function members(tidy: Readonly<Record<string, Tidy>>, optional: readonly string[] = []): Tidy {
	const names = Object.keys(tidy);
	return (value) => {
		if (!isJsonRecord(value)) return value;
		let changed = value;
		if (optional.some((name) => value[name] === null)) {
			const given = Object.entries(value);
			changed = Object.fromEntries(
				given.filter(([name, mine]) => mine !== null || !optional.includes(name)),
			);
		}
		for (const name of names) {
			const mine = changed[name];
			const meant = mine === undefined ? undefined : tidy[name]?.(mine);
			if (meant !== mine) changed = { ...changed, [name]: meant };
		}
		return changed;
	};
}

const listOf =
	(tidy: Tidy): Tidy =>
	(written) => {
		const list = fromJson(written);
		return Array.isArray(list) ? list.map((entry) => tidy(entry)) : list;
	};

const clientInfo = members({ ip: asId });
const money = members({ amount: asDecimal, currency: asValue });
const product = members(
	{
		price: money,
		discounted_price: money,
		shipping_info: members({ ships_from: asValue, ships_to: asTexts }),
	},
	['discounted_price', 'shipping_info'],
);
const part = members(
	{ type: asValue, text: asText, key: asValue, source: members({ type: asValue, url: asValue }) },
	['key'],
);
const resource = members({ type: asValue, value: asId, namespace: asId }, ['namespace']);

const TIDY: ReadonlyMap<string, Tidy> = new Map<string, Tidy>([
	['type', asValue],
	['source_type', asValue],
	...TEXT_FIELDS.map((field): [string, Tidy] => [field, asId]),
	['client_info', (written) => clientInfo(fromJson(written))],
	['content', listOf(part)],
	['labels', asTexts],
	['metadata', (written) => withTimesAsText(fromJson(written))],
	['product', (written) => product(fromJson(written))],
	['resources_used', listOf(resource)],
]);

function tidied(field: string, value: unknown): unknown {
	const tidy = TIDY.get(field);
	return tidy === undefined ? value : tidy(value);
}
