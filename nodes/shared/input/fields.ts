import { z } from 'zod';

import { isJsonRecord } from '../json';
import { refuse } from './refuse';

/** n8n hands over '' for a field that was left empty, and null for an expression without a result. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

const EMPTY = 'is empty';
const FILL_IN = 'Enter a value, or map one from the input item.';

/** A field that may be left empty: undefined then, else what `schema` makes of it. */
export function optional<Schema extends z.ZodTypeAny>(schema: Schema) {
	return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional());
}

/**
 * Why a value cannot be written out as text that says the same; undefined when it can. JavaScript would go on with "NaN",
 * and with the ID of somebody else.
 */
export function whyNotText(value: unknown): { what: string; howToGoOn: string } | undefined {
	if (typeof value === 'object') {
		return {
			what: 'is not text',
			howToGoOn: 'Map a single value instead of an object or a list.',
		};
	}
	if (typeof value !== 'number') return undefined;
	if (!Number.isFinite(value)) {
		return {
			what: `is ${value}, which is no number`,
			howToGoOn: 'Correct the calculation that it comes from.',
		};
	}
	if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
	return {
		what: 'is a number that is not exact any more',
		howToGoOn: `Hand it over as text: beyond ${Number.MAX_SAFE_INTEGER} a number loses digits.`,
	};
}

/** Text without the white space around it; numbers and booleans from expressions become text. */
export const text = z.unknown().transform((value, context): string => {
	if (isBlank(value)) {
		refuse(context, EMPTY, FILL_IN);
		return z.NEVER;
	}
	const why = whyNotText(value);
	if (why !== undefined) {
		refuse(context, why.what, why.howToGoOn);
		return z.NEVER;
	}
	return String(value).trim();
});

/** Text that becomes one segment of a path. */
export const identifier = text.superRefine((id, context) => {
	// encodeURIComponent leaves these alone, and they would name another resource.
	if (id === '.' || id === '..' || /\p{Surrogate}/u.test(id)) {
		refuse(context, `is "${id}", which is not an ID`, FILL_IN);
	}
	if (/^https?:/i.test(id)) {
		const howToGoOn = 'Enter the ID alone, or choose By URL where there is a choice.';
		refuse(context, 'is a link, where an ID is expected', howToGoOn);
	}
});

/** A number, also when it arrives as text. Bounds are inclusive. */
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

/** NaN for what is no decimal number: Number() would take an empty list for 0, and a Date for a count. */
export function decimalOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : NaN;
}

function outside(min: number, max: number): string {
	if (max === Infinity) return `less than ${min}`;
	return `outside ${min} to ${max}`;
}

function within(min: number, max: number): string {
	return max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
}

/** A switch. Text from an expression counts by what it says, so that 'false' is false. */
export const flag = z.unknown().transform((value, context): boolean => {
	if (typeof value === 'boolean') return value;
	const said = String(value ?? 'false')
		.trim()
		.toLowerCase();
	if (said === 'true') return true;
	if (said === 'false' || said === '') return false;
	refuse(context, 'is neither true nor false', 'Use true or false.');
	return z.NEVER;
});

/** A JSON object, as such or as text. */
export const jsonObject = z.unknown().transform((value, context): Record<string, unknown> => {
	let parsed = value;
	if (typeof value === 'string') {
		try {
			parsed = JSON.parse(value);
		} catch (cause) {
			const where = cause instanceof Error ? ` (${cause.message})` : '';
			refuse(
				context,
				`is not valid JSON${where}`,
				'Names and text need double quotes, as in {"plate": "LND-204"}.',
			);
			return z.NEVER;
		}
	}
	if (!isJsonRecord(parsed)) {
		refuse(
			context,
			'is not a JSON object',
			'Write pairs of name and value in braces, as in {"plate": "LND-204"}.',
		);
		return z.NEVER;
	}
	return parsed;
});
