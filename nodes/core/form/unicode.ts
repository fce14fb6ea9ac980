/**
 * Characters beside white space that nobody sees: the soft hyphen, the Mongolian vowel separator, zero-width characters,
 * marks and isolates of writing direction, invisible operators, and the byte order mark.
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

/** The highest character that is neither white space of Unicode nor invisible, whatever stands below it being ASCII. */
const LAST_ASCII = 0x7f;

/**
 * The text without what nobody sees at its ends: white space (also no-break), zero-width characters, direction marks, a
 * byte order mark. Spreadsheets, exports and right-to-left keyboards leave them, and they would make another ID of it.
 */
export function cleanText(text: string): string {
	let trimmed = text.trim();
	// A loop: a pattern that looks for such characters at the end takes quadratic time where the text is full of them.
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

/** Marks that no ID and no phone number has on purpose, wherever they stand. */
const MARKS = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** As `cleanText`, for an ID, a key or a phone number: without direction marks and zero-width spaces inside it, too. */
export function cleanId(text: string): string {
	const trimmed = cleanText(text);
	return cleanText(trimmed.replaceAll(MARKS, ''));
}

/** Half of a character that takes two places in JavaScript, as `slice` and spreadsheets with a maximum length leave it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Control characters but tab and line breaks: SafetyKit names these three as the only ones that it supports. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

const UNSOUND = new RegExp(`${LONE_SURROGATE.source}|${CONTROL.source}`, 'u');
const ALL_SURROGATES = new RegExp(LONE_SURROGATE, 'gu');
const ALL_CONTROLS = new RegExp(CONTROL, 'gu');

const REPLACEMENT = '�';

/**
 * What makes a text one that no service stores as it is: half a character, or a control character. Undefined when it is
 * sound.
 */
export function whyNotStorable(text: string): { what: string; howToGoOn: string } | undefined {
	const [found] = UNSOUND.exec(text) ?? [];
	if (found === undefined) return undefined;
	const code = found.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
	return LONE_SURROGATE.test(found)
		? {
				what: `has half a character (U+${code})`,
				howToGoOn:
					'The text was cut in the middle of it. Cut it by characters, as in {{ [...$json.text].slice(0, 100).join("") }}.',
			}
		: {
				what: `contains the control character U+${code}`,
				howToGoOn: 'Only tab and line breaks are supported: take it out.',
			};
}

/** The text without control characters, and with U+FFFD for each half character. For what must be sent in any case. */
export function makeStorable(text: string): string {
	if (!UNSOUND.test(text)) return text;
	return text.replaceAll(ALL_CONTROLS, '').replaceAll(ALL_SURROGATES, REPLACEMENT);
}
