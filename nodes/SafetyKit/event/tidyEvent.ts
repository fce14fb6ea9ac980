import { cleanText, cleanId } from '../../core/form/unicode';
import { isBlank } from '../../core/form/schemas';
import { instantOf } from '../../core/form/instant';
import { findChoice } from '../../core/form/oneOf';
import { readEntries } from '../../core/form/lists';
import { mergeFields } from '../../core/form/requestFields';
import { readJson } from '../../core/form/jsonInput';
import { isJsonRecord } from '../../core/json';
import type { Ambiguity } from './columns';
import { underFieldNames } from './columns';
import type { SafetyKitEvent } from './event';
import {
	EVENT_TYPES,
	fieldsOf,
	PART_TYPES,
	PRODUCT_EVENT_NAMES,
	RESOURCE_TYPES,
	SOURCE_TYPES,
	TEXT_FIELDS,
} from './event';

export interface Tidied {
	event: Record<string, unknown>;
	/** Fields of the event that are filled in and that the event type does not know. */
	unknownFields: readonly string[];
	ambiguous: Ambiguity | undefined;
}

/** The check sees these although the type may not know them: it refuses a decision with a user_id. */
const ALWAYS_CHECKED = new Set(['type', 'user_id']);

/**
 * An event without empty fields, with IDs and numbers as text, and with structures read from their JSON text. The node
 * never touches text that users wrote, because SafetyKit compares it with what it saw before.
 *
 * @param columns named as SafetyKit names the fields, or much like it
 * @param extra laid over it, objects into objects; an empty field of it takes the field away
 * @param keepUnknown whether fields of `columns` that the event type does not know belong to it; those of `extra` do
 */
export function tidyEvent(
	columns: SafetyKitEvent,
	extra: SafetyKitEvent,
	keepUnknown: boolean,
): Tidied {
	const { event: given, ambiguous } = underFieldNames(columns);
	const known = fieldsOf(typeText(extra.type ?? given.type));
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
	if (event.type === 'product_changed') event.event_name = productEventName(event.event_name);
	return { event, unknownFields, ambiguous };
}

/** JavaScript would take a field named __proto__ for the prototype, and the event would get hidden fields. */
function put(event: Record<string, unknown>, field: string, value: unknown): void {
	if (field !== '__proto__') event[field] = value;
}

const together = (ours: unknown, extra: unknown): unknown =>
	isJsonRecord(ours) && isJsonRecord(extra) ? mergeFields(ours, extra) : extra;

type Tidy = (value: unknown) => unknown;

/** Digits of a number that are exact; the ones after them are noise of its binary form (IEEE 754). */
const EXACT_DIGITS = 15;

/**
 * A number as text: keys of tables are often numbers. Any other value stays as it is, and so does a number that has lost
 * digits or cannot be written out: the check refuses it.
 */
function writtenText(value: unknown): unknown {
	if (typeof value === 'bigint') return String(value);
	if (typeof value !== 'number' || !Number.isFinite(value)) return value;
	return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : String(value);
}

/** A single value as text, without invisible characters at its ends. For texts that users wrote: `writtenText`. */
function oneText(value: unknown): unknown {
	return typeof value === 'string' ? cleanText(value) : writtenText(value);
}

/** The value of a choice: its label counts as well, in any case. Another text stays as it is: the check refuses it. */
function choiceText(choices: readonly string[]): Tidy {
	const values = new Set<unknown>(choices);
	return (written) => {
		if (values.has(written)) return written;
		const word = oneText(written);
		return typeof word === 'string' ? (findChoice(choices, word) ?? word) : word;
	};
}

/** As oneText, for IDs and keys. */
function idText(value: unknown): unknown {
	return typeof value === 'string' ? cleanId(value) : writtenText(value);
}

/** An amount of money as a decimal number in text: 0.1 + 0.2 is "0.3". The check refuses what is no number, NaN too. */
function decimal(value: unknown): unknown {
	if (typeof value === 'string') return cleanText(value);
	return typeof value === 'number' ? String(Number(value.toPrecision(EXACT_DIGITS))) : value;
}

/**
 * Reads JSON that a table without a JSON type holds as text; a number with more digits than JavaScript holds stays text.
 * Text that is no JSON stays as it is: the check refuses it.
 */
function fromJson(written: unknown): unknown {
	if (typeof written !== 'string') return written;
	const read = readJson(cleanText(written));
	return 'value' in read ? read.value : written;
}

/** Metadata with each time as ISO 8601 text in UTC: database nodes hand over Dates, and expressions Luxon's DateTimes. */
function timesInText(metadata: unknown): unknown {
	if (!isJsonRecord(metadata)) return metadata;
	const entries = Object.entries(metadata);
	// Mostly there is none, and there may be thousands of events.
	if (!entries.some(([, value]) => typeof value === 'object')) return metadata;
	return Object.fromEntries(
		entries.map(([name, value]) => [
			name,
			Array.isArray(value) ? value.map(textOfTime) : textOfTime(value),
		]),
	);
}

const textOfTime = (value: unknown): unknown =>
	typeof value === 'object' ? (instantOf(value) ?? value) : value;

/** A list of texts, in any notation (readEntries). A value that is no list stays as it is: the check refuses it. */
function texts(value: unknown): unknown {
	const read = readEntries(value);
	return 'entries' in read ? read.entries.map(oneText) : value;
}

/**
 * Tidies some members of an object, each by its own function; gives the same object back if that changes nothing.
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

const clientInfo = members({ ip: idText });
const money = members({ amount: decimal, currency: oneText });
const product = members(
	{
		price: money,
		discounted_price: money,
		shipping_info: members({ ships_from: oneText, ships_to: texts }),
	},
	['discounted_price', 'shipping_info'],
);
const part = members(
	{
		type: choiceText(PART_TYPES),
		text: writtenText,
		key: oneText,
		source: members({ type: oneText, url: oneText }),
	},
	['key'],
);
const resource = members({ type: choiceText(RESOURCE_TYPES), value: idText, namespace: idText }, [
	'namespace',
]);

const typeText = choiceText(EVENT_TYPES);
const productEventName = choiceText(PRODUCT_EVENT_NAMES);

const TIDY: ReadonlyMap<string, Tidy> = new Map<string, Tidy>([
	['type', typeText],
	['source_type', choiceText(SOURCE_TYPES)],
	...TEXT_FIELDS.map((field): [string, Tidy] => [field, idText]),
	['client_info', (written) => clientInfo(fromJson(written))],
	['content', listOf(part)],
	['labels', texts],
	['metadata', (written) => timesInText(fromJson(written))],
	['product', (written) => product(fromJson(written))],
	['resources_used', listOf(resource)],
]);

function tidied(field: string, value: unknown): unknown {
	const tidy = TIDY.get(field);
	return tidy === undefined ? value : tidy(value);
}
