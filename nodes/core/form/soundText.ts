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
export function whyUnsound(text: string): { what: string; howToGoOn: string } | undefined {
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
export function madeSound(text: string): string {
	if (!UNSOUND.test(text)) return text;
	return text.replaceAll(ALL_CONTROLS, '').replaceAll(ALL_SURROGATES, REPLACEMENT);
}
