import type { Refusal } from './refusal';
import { IncompleteId, whyNotText } from './textChecks';
import { whyNotStorable } from './unicode';

/** The value of a JSON text, or why it cannot be read. */
export type JsonReading =
	| {
			value: unknown;
			/** Paths of numbers that JavaScript cannot hold; in `value` each is text with all its digits. */
			longNumbers: ReadonlyArray<readonly string[]>;
	  }
	| { problem: string };

/** A JSON text or a number outside one. No alternatives in a loop: the engine keeps a backtracking position for each turn. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads JSON text without losing a digit: a number that JavaScript cannot hold exactly becomes text, where `JSON.parse`
 * would silently change its last digits. Never throws.
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
		return { problem: parseProblem(cause) };
	}
}

/** Up to this many digits, JavaScript holds every number exactly (IEEE 754). */
const EXACT_DIGITS = 15;

function isExact(token: string): boolean {
	if (token.length <= EXACT_DIGITS && !/e/i.test(token)) return true;
	const number = Number(token);
	return Number.isFinite(number) && normal(token) === normal(String(number));
}

/** Significant digits and the power of ten: the same for every notation of a number. */
function normal(number: string): string {
	const [, sign = '', whole = '', fraction = '', power = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? [];
	const digits = `${whole}${fraction}`.replace(/^0+/, '');
	const significant = withoutTrailingZeros(digits);
	if (significant === '') return '0';
	const exponent = Number(power) - fraction.length + (digits.length - significant.length);
	return `${sign}${significant}e${exponent}`;
}

/** A loop: a pattern takes quadratic time for long runs of zeros inside. */
function withoutTrailingZeros(digits: string): string {
	let end = digits.length;
	while (end > 0 && digits[end - 1] === '0') end--;
	return digits.slice(0, end);
}

/** The paths of values that are numbers in one reading and text in the other. */
function collectDifferences(
	value: unknown,
	kept: unknown,
	path: readonly string[],
	found: string[][],
): void {
	if (typeof value === 'number' && typeof kept === 'string') {
		found.push([...path]);
	} else if (typeof value === 'object' && value !== null) {
		const members = kept as Record<string, unknown>;
		for (const [name, inner] of Object.entries(value)) {
			collectDifferences(inner, members[name], [...path, stepOf(value, name)], found);
		}
	}
}

/** One step of a path: the name of a member, or the place in a list, counted from 1. */
function stepOf(parent: object, name: string): string {
	return Array.isArray(parent) ? `entry ${Number(name) + 1}` : name;
}

/** V8 writes the place at the end of its message. The rest of the message is not for users. */
function parseProblem(cause: unknown): string {
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

/** How deep a JSON value may be nested: the code that sends and stores it recurses into every level. */
export const MOST_LEVELS = 100;

export interface JsonProblem extends Refusal {
	/** From the value to the problem. */
	path: readonly string[];
}

/**
 * The first part of a value that JSON cannot represent exactly: a number that lost digits or is NaN, half a character, a
 * control character, a function, an invalid date, more than MOST_LEVELS levels (a value that contains itself has them).
 * Undefined when there is none.
 */
export function whyNotJson(value: unknown): JsonProblem | undefined {
	try {
		const problem = whyNot(value, 0);
		return problem?.what === TOO_DEEP ? { ...problem, path: problem.path.slice(0, 1) } : problem;
	} catch {
		// A getter, a toJSON or a proxy of foreign code threw.
		return { path: [], what: 'cannot be read', howToGoOn: 'Map plain data: text, numbers, lists.' };
	}
}

const TOO_DEEP = `is nested more than ${MOST_LEVELS} levels deep`;

/** The path begins at `value`: it is only made where there is a problem. */
function whyNot(value: unknown, level: number): JsonProblem | undefined {
	switch (typeof value) {
		case 'undefined':
		case 'boolean':
			return undefined;
		case 'string':
			return here(whyNotStorable(value));
		case 'bigint':
			return here({
				what: 'is a BigInt, which JSON does not have',
				howToGoOn: 'Map it as text.',
			});
		case 'object':
			return value === null ? undefined : whyNotObject(value, level);
		default:
			return here(whyNotText(value));
	}
}

function whyNotObject(value: object, level: number): JsonProblem | undefined {
	if (level >= MOST_LEVELS) {
		return here({ what: TOO_DEEP, howToGoOn: 'Map only the part that you need.' });
	}
	if (value instanceof IncompleteId) return here(whyNotText(value));
	if (value instanceof Date && Number.isNaN(value.getTime())) {
		return here({ what: 'is a date that does not exist', howToGoOn: 'Correct the expression.' });
	}
	if ('toJSON' in value && typeof value.toJSON === 'function') {
		// This is what gets sent: text for a date of n8n.
		const sent = (value as { toJSON(): unknown }).toJSON();
		if (sent !== value) return whyNot(sent, level);
	}
	const members = value as Readonly<Record<string, unknown>>;
	for (const name of Object.keys(value)) {
		const refusal = whyNotStorable(name);
		// The message must not repeat the half character.
		if (refusal !== undefined) {
			return { path: [name.replaceAll(/\p{Surrogate}/gu, '\ufffd')], ...refusal };
		}
		const found = whyNot(members[name], level + 1);
		if (found !== undefined) return { ...found, path: [stepOf(value, name), ...found.path] };
	}
	return undefined;
}

const here = (refusal: Refusal | undefined): JsonProblem | undefined =>
	refusal === undefined ? undefined : { path: [], ...refusal };
