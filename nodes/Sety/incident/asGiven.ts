import { cleanText, makeStorable } from '../../core/form/unicode';
import { IncompleteId } from '../../core/form/textChecks';
import { isJsonRecord } from '../../core/json';

/** Words and errors by which spreadsheets, exports and expressions mean that there is no value. */
const NO_VALUE =
	/^(?:null|none|nil|nan|n\/?a|undefined|true|false|-+|\?+|\[object \w*\]|#(?:n\/a|ref!|value!|name\?|div\/0!|null!|num!|error!))$/i;

/** What an expression leaves in a text for a missing value, or an expression in a field that is not set to Expression. */
const LEFT_OVER =
	/(?:^|[^\p{L}\p{N}])(?:undefined|null|NaN)(?=$|[^\p{L}\p{N}])|\[object \w*\]|\{\{.*\}\}/su;

/** How deep the node looks for texts in an object, and how many it takes. */
const DEEPEST = 5;
const MOST_TEXTS = 20;

/** How much of an unusable value a responder reads, in characters. */
const LONGEST_GIVEN = 200;

/** A value as text: for an object or a list, the texts in it, because an address may come as one. */
export interface Given {
	/** '' for a value without a text. */
	text: string;
	/** Whether the text joins the parts of an object or a list. */
	joined: boolean;
}

/** Any value as text. Never throws. */
export function given(value: unknown): Given {
	if (value instanceof IncompleteId) return { text: '', joined: false };
	if (isMoment(value))
		return { text: tidy(String(value.toISOString?.() ?? value.toISO?.() ?? '')), joined: false };
	if (typeof value !== 'object' || value === null) return { text: textFrom(value), joined: false };
	return { text: textsIn(value).slice(0, MOST_TEXTS).join(', '), joined: true };
}

/** Whether an expression left a gap in a text, so that it names no person. */
export function hasGap(text: string): boolean {
	return LEFT_OVER.test(text);
}

/** A line for those who read the incident, so that an unusable value is not lost. */
export function asGiven(field: string, { text }: Given): string {
	const shown = [...text].slice(0, LONGEST_GIVEN).join('');
	return `${field} as given: ${shown}${shown.length < text.length ? '…' : ''}`;
}

function textsIn(value: unknown, depth = 0): string[] {
	if (Array.isArray(value) || isJsonRecord(value)) {
		if (depth >= DEEPEST) return [];
		return Object.values(value)
			.slice(0, MOST_TEXTS)
			.flatMap((part) => textsIn(part, depth + 1));
	}
	const text = textFrom(value);
	return text === '' ? [] : [text];
}

function textFrom(value: unknown): string {
	if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'string') return '';
	const text = tidy(String(value));
	return NO_VALUE.test(text) ? '' : text;
}

const tidy = (text: string) => cleanText(makeStorable(text));

interface Moment {
	toISOString?(): string;
	toISO?(): string | null;
}

function isMoment(value: unknown): value is Moment {
	return value instanceof Date
		? !Number.isNaN(value.getTime())
		: typeof value === 'object' &&
				value !== null &&
				'toISO' in value &&
				typeof value.toISO === 'function';
}
