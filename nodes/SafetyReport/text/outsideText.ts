import { makeStorable } from '../../core/form/unicode';

/** Marks, embeddings, overrides and isolates of writing direction: they can make a reader see another order of characters. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Code points that are no characters: an HTML validator refuses them. */
const NO_CHARACTER = /[\ufdd0-\ufdef]|\p{Noncharacter_Code_Point}/gu;

const LINE_SEPARATORS = /[\u2028\u2029]/g;

/** Space and the printable characters of ASCII: most texts consist of these, and need no change. */
const PLAIN = /^[ -~]*$/;

/**
 * A text from outside that cannot change what stands around it: no control characters, no marks of writing direction, no half
 * characters. Tabs and line breaks stay.
 */
export function outsideText(text: string): string {
	if (PLAIN.test(text)) return text;
	return makeStorable(text)
		.replaceAll(DIRECTION, '')
		.replaceAll(LINE_SEPARATORS, ' ')
		.replaceAll(NO_CHARACTER, '\ufffd');
}

/** The same on one line. */
export function onOneLine(text: string): string {
	return outsideText(text).replaceAll(/\s+/g, ' ').trim();
}

/** The text on one line and cut at `longest` characters, with an ellipsis where something is missing. */
export function shorten(text: string, longest: number): string {
	// A character takes one or two units: what is far too long is cut before it is taken apart.
	const line = onOneLine(text.slice(0, longest * 8));
	const characters = [...line];
	if (characters.length <= longest) return line;
	return `${characters
		.slice(0, longest - 1)
		.join('')
		.trimEnd()}…`;
}
