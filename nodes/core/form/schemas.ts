import { z } from 'zod';

import { isJsonRecord } from '../json';
import { cleanText, cleanId, whyNotStorable } from './unicode';
import { IncompleteId, whyIncomplete, whyNotId, whyNotName, whyNotText } from './textChecks';
import { readJson, whyNotJson } from './jsonInput';
import type { Refusal } from './refusal';
import { refuse, refuseFor } from './refusal';

/** n8n passes '' for an empty field, and null for an expression without a result. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && cleanText(value) === '')
	);
}

const EMPTY = 'is empty';
const FILL_IN = 'Enter a value, or map one from the input item.';

/** A field that may be empty: undefined then, else the output of `schema`. */
export function optional<Schema extends z.ZodTypeAny>(schema: Schema) {
	return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional());
}

/** One value as text, cleaned by `clean`. Refuses values that are no text, and texts that a check refuses. */
function textOf(
	clean: (text: string) => string,
	...checks: ReadonlyArray<(text: string) => Refusal | undefined>
) {
	return z.unknown().transform((value, context): string => {
		if (isBlank(value)) {
			refuse(context, EMPTY, FILL_IN);
			return z.NEVER;
		}
		const why = whyNotText(value);
		if (why !== undefined) return refuseFor(context, why);
		const text = clean(String(value));
		for (const check of [whyNotStorable, ...checks]) {
			const problem = check(text);
			if (problem !== undefined) return refuseFor(context, problem);
		}
		return text;
	});
}

/** Text without invisible characters at its ends; numbers and booleans from expressions become text. */
export const text = textOf(cleanText);

/** Text that names something: true and false do not. */
export const name = z.unknown().superRefine(refuseBoolean).pipe(textOf(cleanText, whyNotName));

/** An ID or a key. Refuses values that several items would share by mistake. */
export const id = z.unknown().superRefine(refuseBoolean).pipe(textOf(cleanId, whyNotId));

/** As a user or a key, true and false would be the same for many items. */
function refuseBoolean(value: unknown, context: z.RefinementCtx): void {
	if (typeof value !== 'boolean') return;
	refuse(context, `is ${value}, where text is expected`, 'Map the text value.');
}

/** An ID that becomes one segment of a path. */
export const identifier = id.superRefine((segment, context) => {
	// encodeURIComponent does not encode these, and they would name another resource.
	if (segment === '.' || segment === '..') {
		refuse(context, `is "${segment}", which is not an ID`, FILL_IN);
	}
	if (/^https?:/i.test(segment)) {
		const howToGoOn = 'Enter only the ID, or choose By URL if the field offers it.';
		refuse(context, 'is a link, where an ID is expected', howToGoOn);
	}
});

/** A number, or text of one. Bounds are inclusive. */
export function number({
	min = -Infinity,
	max = Infinity,
	whole = false,
}: { min?: number; max?: number; whole?: boolean } = {}) {
	return z.unknown().transform((value, context): number => {
		if (isBlank(value)) {
			refuse(context, EMPTY, FILL_IN);
			return z.NEVER;
		}
		const parsed = decimalOf(value);
		if (!Number.isFinite(parsed)) {
			refuse(context, 'is not a number', 'Use digits and a point for decimals, such as 6.5244.');
			return z.NEVER;
		}
		if (whole && !Number.isInteger(parsed)) {
			refuse(context, 'is not a whole number', 'Use a number without decimals.');
			return z.NEVER;
		}
		if (parsed < min || parsed > max) {
			refuse(context, `is ${parsed}, ${outside(min, max)}`, `Use a value ${within(min, max)}.`);
			return z.NEVER;
		}
		return parsed;
	});
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** NaN for a value that is no decimal number: Number() reads an empty list as 0, and a Date as milliseconds. */
export function decimalOf(value: unknown): number {
	if (typeof value === 'number') return value;
	if (typeof value !== 'string') return NaN;
	const written = cleanId(value);
	return DECIMAL.test(written) ? Number(written) : NaN;
}

function outside(min: number, max: number): string {
	if (max === Infinity) return `less than ${min}`;
	return `outside ${min} to ${max}`;
}

function within(min: number, max: number): string {
	return max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
}

/** A switch. The text 'false' of an expression is false. */
export const flag = z.unknown().transform((value, context): boolean => {
	if (typeof value === 'boolean') return value;
	if (isBlank(value)) return false;
	const word = typeof value === 'string' ? cleanText(value).toLowerCase() : undefined;
	if (word === 'true') return true;
	if (word === 'false') return false;
	refuse(context, 'is neither true nor false', 'Use true or false.');
	return z.NEVER;
});

const IN_DOUBLE_QUOTES = 'Names and text need double quotes, as in {"plate": "LND-204"}.';

/**
 * A JSON object, as such or as text, whose content the caller checks. A long number in the text, which JavaScript would
 * round, becomes text itself.
 */
export const jsonRecord = z
	.unknown()
	.transform((value, context) => recordIn(value, context)?.record ?? z.NEVER);

/** The same, with what JSON cannot say as it is refused: for metadata, whose values may be text. */
export const metadataObject = jsonRecord.superRefine((record, context) => {
	refuseNotJson(record, context);
});

/** As metadataObject, but a long number is refused, because what it is sent to may want a number. */
export const jsonObject = z.unknown().transform((value, context): Record<string, unknown> => {
	const read = recordIn(value, context);
	if (read === undefined || refuseNotJson(read.record, context)) return z.NEVER;
	const [long] = read.longNumbers;
	if (long === undefined) return read.record;
	return refuseFor(context, {
		what: `→ ${long.join(' → ')} is a number with more digits than JavaScript can hold`,
		howToGoOn: 'Put it in double quotes, so that it is sent as text, or shorten it.',
	});
});

function refuseNotJson(record: Record<string, unknown>, context: z.RefinementCtx): boolean {
	const problem = whyNotJson(record);
	if (problem === undefined) return false;
	const place = problem.path.length === 0 ? '' : `→ ${problem.path.join(' → ')} `;
	refuse(context, place + problem.what, problem.howToGoOn);
	return true;
}

function recordIn(
	value: unknown,
	context: z.RefinementCtx,
): { record: Record<string, unknown>; longNumbers: ReadonlyArray<readonly string[]> } | undefined {
	if (value instanceof IncompleteId) {
		const { what, howToGoOn } = whyIncomplete(value);
		refuse(context, what, howToGoOn);
		return undefined;
	}
	const read = typeof value === 'string' ? readJson(cleanText(value)) : { value, longNumbers: [] };
	if ('problem' in read) {
		refuse(context, read.problem, IN_DOUBLE_QUOTES);
		return undefined;
	}
	const { value: record, longNumbers } = read;
	if (isPlainRecord(record)) return { record, longNumbers };
	refuse(
		context,
		'is not a JSON object',
		'Write pairs of name and value in braces, as in {"plate": "LND-204"}.',
	);
	return undefined;
}

/** False for other objects, such as dates and maps: a request would carry them as {}. */
function isPlainRecord(value: unknown): value is Record<string, unknown> {
	try {
		return (
			isJsonRecord(value) &&
			Object.prototype.toString.call(value) === '[object Object]' &&
			!('toISO' in value)
		);
	} catch {
		// A proxy of foreign code threw.
		return false;
	}
}
