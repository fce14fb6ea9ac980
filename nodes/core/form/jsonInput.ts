import { IncompleteId, whyNotText } from './textChecks';
import { whyNotStorable } from './unicode';

/** What JSON text holds, or why it cannot be read. */
export type JsonReading =
	| {
			value: unknown;
			/** Where numbers stand that JavaScript cannot hold; each is text there, with all its digits. */
			longNumbers: ReadonlyArray<readonly string[]>;
	  }
	| { problem: string };

/** A text in JSON, or a number outside of one. Without alternatives in a loop: the engine keeps a place for each turn. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads JSON text without losing a digit: a number that JavaScript cannot hold exactly becomes text, where `JSON.parse`
 * would silently give another one, with other last digits. Throws nothing.
 */
export function readJson(written: string): JsonReading {
	try {
		const value: unknown = JSON.parse(written);
		let hasLong = false;
		const exact = written.replaceAll(TOKEN, (token) => {
			if (token.startsWith('"') || isExact(token)) return token;
			hasLong = true;
			return `"${token}"`;
		});
		if (!hasLong) return { value, longNumbers: [] };
		const kept: unknown = JSON.parse(exact);
		const longNumbers: string[][] = [];
		collectDifferences(value, kept, [], longNumbers);
		return { value: kept, longNumbers };
	} catch (cause) {
		return { problem: placeIn(cause) };
	}
}

/** Digits up to which a number is exact in JavaScript, however it is written (IEEE 754). */
const EXACT_DIGITS = 15;

function isExact(token: string): boolean {
	if (token.length <= EXACT_DIGITS && !/e/i.test(token)) return true;
	const number = Number(token);
	return Number.isFinite(number) && normal(token) === normal(String(number));
}

/** Significant digits and the power of ten behind them: the same for each way to write a number. */
function normal(number: string): string {
	const [, sign = '', whole = '', fraction = '', power = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
	const digits = `${whole}${fraction}`.replace(/^0+/, '');
	const significant = withoutZerosAtTheEnd(digits);
	if (significant === '') return '0';
	const exponent = Number(power) - fraction.length + (digits.length - significant.length);
	return `${sign}${significant}e${exponent}`;
}

/** A loop: the pattern for it takes quadratic time for long runs of zeros inside. */
function withoutZerosAtTheEnd(digits: string): string {
	let end = digits.length;
	while (end > 0 && digits[end - 1] === '0') end--;
	return digits.slice(0, end);
}

/** The ways to what is a number in one reading and text in the other. */
function collectDifferences(
	value: unknown,
	kept: unknown,
	way: readonly string[],
	found: string[][],
): void {
	if (typeof value === 'number' && typeof kept === 'string') {
		found.push([...way]);
	} else if (typeof value === 'object' && value !== null) {
		const members = kept as Record<string, unknown>;
		for (const [name, inner] of Object.entries(value)) {
			collectDifferences(inner, members[name], [...way, stepOf(value, name)], found);
		}
	}
}

/** One step of a way: the name of a member, or the place in a list, counted from 1. */
export function stepOf(parent: object, name: string): string {
	return Array.isArray(parent) ? `entry ${Number(name) + 1}` : name;
}

/** V8 writes the place at the end of its message. Nothing else of that is for users. */
function placeIn(cause: unknown): string {
	if (!(cause instanceof SyntaxError)) return 'is nested too deep, or too long, to be read';
	const [, line, column] = /line (\d+) column (\d+)/.exec(cause.message) ?? [];
	if (line !== undefined && column !== undefined) {
		return `is not valid JSON (line ${line}, column ${column})`;
	}
	const [, position] = /at position (\d+)/.exec(cause.message) ?? [];
	if (position !== undefined) return `is not valid JSON (character ${Number(position) + 1})`;
	return /end of JSON/i.test(cause.message)
		? 'is not valid JSON: it ends too early'
		: 'is not valid JSON';
}

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
			return at(way, whyNotStorable(value));
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
	if (value instanceof IncompleteId) return at(way, whyNotText(value));
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
		const unsound = whyNotStorable(step);
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
