import type { Refusal } from './refusal';

/**
 * Invisible characters besides white space: the soft hyphen, the Mongolian vowel separator, zero-width characters, marks
 * and isolates of writing direction, invisible operators, and the byte order mark.
 */
function isInvisible(code: number): boolean {
	return (
		code === 0xad ||
		code === 0x61c ||
		code === 0x180e ||
		(code >= 0x200b && code <= 0x200f) ||
		(code >= 0x202a && code <= 0x202e) ||
		(code >= 0x2060 && code <= 0x206f) ||
		code === 0xfeff
	);
}

const LAST_ASCII = 0x7f;

/**
 * The text without invisible characters at its ends: white space (also no-break), zero-width characters, direction marks, a
 * byte order mark. Spreadsheets, exports and right-to-left keyboards add them, and they would make a different ID.
 */
export function cleanText(text: string): string {
	let trimmed = text.trim();
	// A loop: a pattern for such characters at the end takes quadratic time where the text has many of them.
	while (hasInvisibleEnd(trimmed)) {
		let from = 0;
		let to = trimmed.length;
		while (from < to && isInvisible(trimmed.charCodeAt(from))) from++;
		while (to > from && isInvisible(trimmed.charCodeAt(to - 1))) to--;
		trimmed = trimmed.slice(from, to).trim();
	}
	return trimmed;
}

function hasInvisibleEnd(text: string): boolean {
	const first = text.charCodeAt(0);
	const last = text.charCodeAt(text.length - 1);
	return (first > LAST_ASCII && isInvisible(first)) || (last > LAST_ASCII && isInvisible(last));
}

/** Marks that an ID or a phone number never contains on purpose. */
const MARKS = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** As cleanText, for an ID, a key or a phone number: also without direction marks and zero-width spaces inside. */
export function cleanId(text: string): string {
	const trimmed = cleanText(text);
	return cleanText(trimmed.replaceAll(MARKS, ''));
}

/** Half of a character that takes two code units, as `slice` and spreadsheets with a maximum length leave it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Control characters except tab and line breaks: the only ones that SafetyKit supports by its documentation. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

const NOT_STORABLE = new RegExp(`${LONE_SURROGATE.source}|${CONTROL.source}`, 'u');
const ALL_SURROGATES = new RegExp(LONE_SURROGATE, 'gu');
const ALL_CONTROLS = new RegExp(CONTROL, 'gu');

const REPLACEMENT = '\ufffd';

/** Why no service stores the text unchanged: it has half a character, or a control character. */
export function whyNotStorable(text: string): Refusal | undefined {
	const [found] = NOT_STORABLE.exec(text) ?? [];
	if (found === undefined) return undefined;
	const code = found.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
	return LONE_SURROGATE.test(found)
		? {
				what: `has half a character (U+${code})`,
				howToGoOn:
					'The text was cut inside a character. Cut it between characters, as in {{ [...$json.text].slice(0, 100).join("") }}.',
			}
		: {
				what: `contains the control character U+${code}`,
				howToGoOn: 'Remove it: only tabs and line breaks are supported.',
			};
}

/** The text without control characters, and with U+FFFD for each half character. For a request that must be sent anyway. */
export function makeStorable(text: string): string {
	if (!NOT_STORABLE.test(text)) return text;
	return text.replaceAll(ALL_CONTROLS, '').replaceAll(ALL_SURROGATES, REPLACEMENT);
}
