import type { Refusal } from './refusal';

/** Why a value cannot be part of an ID. */
export type EmptyPart = 'nothing' | 'no number' | 'a boolean' | 'an object' | 'a list';

/**
 * The raw value of an ID or a key of which an expression filled only a part: `trip-{{ $json.tripId }}` without a tripId
 * would be `trip-`, the same for every item. Every schema refuses it.
 */
export class IncompleteId {
	/**
	 * @param part the expression, with its braces
	 * @param gave the kind of value it resolved to
	 * @param path to the text in a JSON parameter
	 */
	constructor(
		readonly part: string,
		readonly gave: EmptyPart,
		readonly path: readonly string[] = [],
	) {}
}

const LONGEST_PART = 80;

/** Refuses it in a message that names the expression. */
export function whyIncomplete({ part, gave, path }: IncompleteId): Refusal {
	const quote = part.length > LONGEST_PART ? `${part.slice(0, LONGEST_PART)}…` : part;
	const place = path.length === 0 ? '' : `→ ${path.join(' → ')} `;
	return {
		what: `${place}is incomplete: ${quote} gives ${gave}`,
		howToGoOn:
			'Correct the expression, or filter out items without the value: they would all share one ID.',
	};
}

const ORIGIN = 'Correct the expression or the source column, or filter out such items.';

/**
 * What JavaScript writes for a missing value: short words alone or between separators, long ones anywhere. Also what it
 * writes for objects and for an invalid date.
 */
const LEFT_OVER =
	/(?:^|[^\p{L}\p{N}])(?:null|NULL|NaN)(?=$|[^\p{L}\p{N}])|(?:undefined|UNDEFINED)(?!\p{L})|\[object \w*\]|Invalid Date/u;

/** An expression in a field that is not set to Expression, so n8n did not resolve it. */
const UNRESOLVED = /\{\{.*\}\}/s;

/** Words and errors that spreadsheets and exports write instead of a value. */
const NO_VALUE =
	/^(?:null|none|nil|nan|n\/a|undefined|true|false|err:\d{3}|#{3,}|#(?:n\/a|ref!|value!|name\?|div\/0!|null!|num!|error!|spill!|calc!|field!|blocked!|busy!|connect!|unknown!|getting_data))$/i;

/** How a spreadsheet shortens a long number: `2.81475E+14`. */
const SHORTENED = /^[+-]?(?:\d+[.,]\d+e[+-]?\d+|\d+e\+\d+)$/i;

/**
 * Why a text cannot be a name: it holds what JavaScript writes for a missing value (`user_null`, `[object Object]-3`).
 * Undefined for a text that can.
 */
export function whyNotName(text: string): Refusal | undefined {
	const [found] = LEFT_OVER.exec(text) ?? [];
	if (found === undefined) return undefined;
	return {
		what: 'contains what an expression writes for a missing value or an object',
		howToGoOn: ORIGIN,
	};
}

/** As whyNotName, for IDs and keys: also refuses a table's word for "no value" and a number that a table shortened. */
export function whyNotId(text: string): Refusal | undefined {
	if (UNRESOLVED.test(text)) {
		return {
			what: 'contains an expression that n8n did not resolve: every item would get the same text',
			howToGoOn: 'Switch the field from Fixed to Expression.',
		};
	}
	if (SHORTENED.test(text)) {
		return {
			what: `is "${text}", a number that has lost digits`,
			howToGoOn: 'Format the source column as text.',
		};
	}
	if (!NO_VALUE.test(text)) return whyNotName(text);
	return {
		what: 'is a word or an error code for a missing value, not an ID',
		howToGoOn: ORIGIN,
	};
}

/**
 * Why text cannot represent a value exactly; undefined when it can. JavaScript would continue with "NaN", or with the ID
 * of another person.
 */
export function whyNotText(value: unknown): Refusal | undefined {
	switch (typeof value) {
		case 'string':
		case 'boolean':
		case 'bigint':
			return undefined;
		case 'number':
			return whyNotExact(value);
		default:
			if (value instanceof IncompleteId) return whyIncomplete(value);
			return {
				what: 'is not text',
				howToGoOn: 'Map a single value instead of an object or a list.',
			};
	}
}

function whyNotExact(value: number): Refusal | undefined {
	if (!Number.isFinite(value)) {
		return {
			what: 'is the result of a calculation without a valid number',
			howToGoOn: 'Correct the calculation, or filter out items that lack its input.',
		};
	}
	if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
	return {
		what: 'is a number too large to be exact',
		howToGoOn: `Pass it as text: beyond ${Number.MAX_SAFE_INTEGER} a number loses digits.`,
	};
}
