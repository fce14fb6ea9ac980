import { z } from 'zod';

/** Why a value is refused: what begins with a verb, and the sentence after it. */
export interface Refusal {
	what: string;
	howToGoOn: string;
}

/**
 * Marks a value as refused. The parameter's display name is put before `what` later, so it begins with a verb:
 * "is empty". `howToGoOn` is a sentence with its full stop.
 *
 * A refused value ends here (`fatal`): checks of the whole form would otherwise go on with what is left of it, and find
 * "undefined characters" or a wrong order of dates in it.
 */
export function refuse(
	context: z.RefinementCtx,
	what: string,
	howToGoOn: string,
	path: Array<string | number> = [],
): void {
	context.addIssue({ code: 'custom', message: what, params: { howToGoOn }, path, fatal: true });
}

/** The same in a transform, which has to give something back. */
export function refuseFor(context: z.RefinementCtx, { what, howToGoOn }: Refusal): never {
	refuse(context, what, howToGoOn);
	return z.NEVER;
}

/** How much of a text a message quotes. */
const LONGEST_QUOTE = 60;

/** A value in the words of a message: a text in quotation marks, else what kind of value it is. Throws nothing. */
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
