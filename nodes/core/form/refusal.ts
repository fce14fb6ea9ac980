import { z } from 'zod';

/** Why a value is refused. `what` begins with a verb and follows the field's name; `howToGoOn` is a sentence. */
export interface Refusal {
	what: string;
	howToGoOn: string;
}

/**
 * Refuses a value. parseInput puts the parameter's display name before `what`, so it begins with a verb: "is empty".
 * `howToGoOn` is a sentence with its full stop.
 *
 * The issue is `fatal`: checks of the whole form would otherwise continue without the value, and complain about "undefined
 * characters" or a wrong order of dates.
 */
export function refuse(
	context: z.RefinementCtx,
	what: string,
	howToGoOn: string,
	path: Array<string | number> = [],
): void {
	context.addIssue({ code: 'custom', message: what, params: { howToGoOn }, path, fatal: true });
}

/** The same in a transform, which needs a return value. */
export function refuseFor(context: z.RefinementCtx, { what, howToGoOn }: Refusal): never {
	refuse(context, what, howToGoOn);
	return z.NEVER;
}

/** How much of a text a message quotes, in characters. */
const LONGEST_QUOTE = 60;

/** A value for a message: a text in quotation marks, else the kind of value. Never throws. */
export function quoteValue(value: unknown): string {
	switch (typeof value) {
		case 'string': {
			// A quotation mark inside would end the quote for the reader.
			const text = value.slice(0, LONGEST_QUOTE).replaceAll('"', "'");
			return value.length > LONGEST_QUOTE ? `"${text}…"` : `"${text}"`;
		}
		case 'boolean':
		case 'bigint':
			return String(value);
		case 'number':
			return Number.isFinite(value) ? String(value) : 'no number';
		case 'object':
			if (value === null) return 'empty';
			return Array.isArray(value) ? 'a list' : 'an object';
		default:
			return 'empty';
	}
}
