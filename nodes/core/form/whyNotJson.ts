import { HalfEmpty } from './halfEmpty';
import { stepOf } from './readJson';
import { whyUnsound } from './soundText';
import { whyNotText } from './whyNotText';

/** How deep a JSON value may be nested: what sends it and what stores it goes through it level by level. */
export const MOST_LEVELS = 100;

export interface JsonProblem {
	/** From the value to what is wrong. */
	way: readonly string[];
	/** Begins with a verb. */
	what: string;
	howToGoOn: string;
}

/**
 * The first thing in a value that JSON cannot say as it is: a number that lost digits or is none, half a character, a
 * control character, a function, a date that does not exist, more than MOST_LEVELS levels, as what contains itself has.
 * Undefined when there is none.
 */
export function whyNotJson(value: unknown): JsonProblem | undefined {
	try {
		return whyNot(value, []);
	} catch {
		// A getter, a toJSON or a proxy of foreign code threw.
		return { way: [], what: 'cannot be read', howToGoOn: 'Map plain data: text, numbers, lists.' };
	}
}

function whyNot(value: unknown, way: readonly string[]): JsonProblem | undefined {
	switch (typeof value) {
		case 'undefined':
		case 'boolean':
			return undefined;
		case 'string':
			return at(way, whyUnsound(value));
		case 'bigint':
			return {
				way,
				what: 'is a BigInt, which JSON does not have',
				howToGoOn: 'Map it as text.',
			};
		case 'object':
			return value === null ? undefined : whyNoStructure(value, way);
		default:
			return at(way, whyNotText(value));
	}
}

function whyNoStructure(value: object, way: readonly string[]): JsonProblem | undefined {
	if (way.length >= MOST_LEVELS) {
		return {
			way: way.slice(0, 1),
			what: `is nested more than ${MOST_LEVELS} levels deep`,
			howToGoOn: 'Map only the part of it that is meant.',
		};
	}
	if (value instanceof HalfEmpty) return at(way, whyNotText(value));
	if (value instanceof Date && Number.isNaN(value.getTime())) {
		return { way, what: 'is a date that does not exist', howToGoOn: 'Correct the expression.' };
	}
	if ('toJSON' in value && typeof value.toJSON === 'function') {
		// What is sent in its place; of a date of n8n, text.
		const sent = (value as { toJSON(): unknown }).toJSON();
		if (sent !== value) return whyNot(sent, [...way]);
	}
	for (const [name, inner] of Object.entries(value)) {
		const step = stepOf(value, name);
		const unsound = whyUnsound(step);
		// Its own half character would be one in the message, too.
		if (unsound !== undefined)
			return { way: [...way, step.replaceAll(/\p{Surrogate}/gu, '\ufffd')], ...unsound };
		const found = whyNot(inner, [...way, step]);
		if (found !== undefined) return found;
	}
	return undefined;
}

const at = (
	way: readonly string[],
	why: { what: string; howToGoOn: string } | undefined,
): JsonProblem | undefined => (why === undefined ? undefined : { way, ...why });
