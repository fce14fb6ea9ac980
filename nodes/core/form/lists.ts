import { z } from 'zod';

import { cleanText, cleanId, whyNotStorable } from './unicode';
import { isBlank } from './schemas';
import { IncompleteId, whyNotId, whyNotName, whyNotText } from './textChecks';
import { quoteValue, refuse, refuseFor } from './refusal';
import { readJson } from './jsonInput';
import type { Refusal } from './refusal';

const SEPARATORS = /[,;\r\n]+/;

const HOW_TO_LIST = 'Map a list, or separate the values with commas or line breaks.';

/** The entries of a list in any notation, or why it cannot be read. */
export type ListReading = { entries: unknown[] } | { problem: Refusal };

export interface ListRules {
	/** Separators of values in a text. */
	separators?: RegExp;
	/** Whether an empty text in a list is a gap: a label may be empty on purpose, an ID may not. */
	emptyTextIsGap?: boolean;
}

/**
 * Reads a list: a list as such, JSON text of one, or text with the values separated by commas, semicolons or lines. An
 * entry of a list as such stays one value, including its commas. A gap there is refused, because the missing value is
 * unknown. Empty parts of a text are skipped.
 */
export function readEntries(value: unknown, rules: ListRules = {}): ListReading {
	if (value === undefined || value === null) return { entries: [] };
	if (Array.isArray(value)) return withoutGaps(value.flat(Infinity), rules);
	if (typeof value !== 'string') return { entries: [value] };
	const text = cleanText(value);
	if (text.startsWith('[') && text.endsWith(']')) {
		const read = readJson(text);
		if ('value' in read) return readEntries(read.value, rules);
		return {
			problem: {
				what: 'is not a valid JSON list',
				howToGoOn: `Put each text in double quotes, as in ["a", "b"]. ${HOW_TO_LIST}`,
			},
		};
	}
	if (/^\{.*\}$/s.test(text)) {
		return { problem: { what: 'is an object in braces, not a list', howToGoOn: HOW_TO_LIST } };
	}
	const { separators = SEPARATORS } = rules;
	return { entries: text.split(separators).filter((entry) => !isBlank(entry)) };
}

function withoutGaps(entries: unknown[], { emptyTextIsGap = false }: ListRules): ListReading {
	if (entries.every(isBlank)) return { entries: [] };
	const gap = entries.findIndex(
		(entry) => isBlank(entry) && (emptyTextIsGap || typeof entry !== 'string'),
	);
	if (gap < 0) return { entries: entries.filter((entry) => !isBlank(entry)) };
	return {
		problem: {
			what: `has no value at position ${gap + 1} of ${entries.length}`,
			howToGoOn: 'Correct the expression, or filter out empty values.',
		},
	};
}

/** Around the whole text, or only before it, as in the first piece of a quoted text that was split at a comma. */
const QUOTES = /^["'`“”„‘’«»].*["'`“”„‘’«»]$|^"[^"]*$/su;

/** The entries as texts. Refuses an entry that is no text, or that a check refuses, and names its place. */
function textsIn(
	entries: readonly unknown[],
	clean: (text: string) => string,
	checks: ReadonlyArray<(text: string) => Refusal | undefined>,
	context: z.RefinementCtx,
): string[] {
	const texts: string[] = [];
	for (const [index, entry] of entries.entries()) {
		const why = whyNotEntry(entry, clean, checks);
		if (why === undefined) texts.push(clean(String(entry)));
		else {
			const place = entries.length === 1 ? '' : `at position ${index + 1} of ${entries.length} `;
			return refuseFor(context, { ...why, what: place + why.what });
		}
	}
	return texts;
}

function whyNotEntry(
	entry: unknown,
	clean: (text: string) => string,
	checks: ReadonlyArray<(text: string) => Refusal | undefined>,
): Refusal | undefined {
	if (typeof entry === 'boolean') {
		return { what: `is ${entry}, where text is expected`, howToGoOn: HOW_TO_LIST };
	}
	const why = whyNotText(entry);
	if (why !== undefined) {
		return typeof entry === 'object' && !(entry instanceof IncompleteId)
			? { what: 'contains a value that is not text', howToGoOn: HOW_TO_LIST }
			: why;
	}
	const text = clean(String(entry));
	for (const check of [whyNotStorable, whyQuoted, ...checks]) {
		const problem = check(text);
		if (problem !== undefined) return problem;
	}
	return undefined;
}

/** Refuses quotation marks or brackets around a text, as the export of a list leaves them. */
export function whyQuoted(text: string): Refusal | undefined {
	if (QUOTES.test(text)) {
		return {
			what: `is ${text.slice(0, 60)}, in quotation marks`,
			howToGoOn: 'Remove the quotation marks.',
		};
	}
	return /^(?:\[.*\]|\{.*\})$/s.test(text)
		? { what: `is ${quoteValue(text)}, a list in a list`, howToGoOn: HOW_TO_LIST }
		: undefined;
}

/** Several texts, such as labels, in the order given. */
export const listOfTexts = z.unknown().transform((value, context): string[] => {
	const read = readEntries(value);
	if ('problem' in read) return refuseFor(context, read.problem);
	return textsIn(read.entries, cleanText, [whyNotName], context);
});

/** As listOfTexts, each text once. */
export const setOfTexts = listOfTexts.transform((texts) => [...new Set(texts)]);

/** `281,474,978` may be one number with separators of thousands, or three. */
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/;

/** The same within a list, and with points, the separator of other countries. */
const GROUPED = /^\d{1,3}(?:,\d{3})+$|^\d{1,3}(?:\.\d{3}){2,}$/;

/** Several IDs, in the order given, doubles included. */
export const listOfIds = z.unknown().transform((value, context): string[] => {
	if (typeof value === 'string' && THOUSANDS.test(cleanId(value))) {
		refuse(
			context,
			'may be one number with commas in it, or several',
			'Write one ID without commas, or several with a space after each comma.',
		);
		return z.NEVER;
	}
	const read = readEntries(value, { emptyTextIsGap: true });
	if ('problem' in read) return refuseFor(context, read.problem);
	return textsIn(read.entries, cleanId, [whyNotId, whyNotSingleId], context);
});

/** As listOfIds, each ID once. */
export const setOfIds = listOfIds.transform((ids) => [...new Set(ids)]);

/** Refuses a text that looks like several IDs, or like a number that a table formatted. */
function whyNotSingleId(text: string): Refusal | undefined {
	if (/[\s[\]{}()<>"'`]/.test(text)) {
		return {
			what: `is ${JSON.stringify(text.slice(0, 60))}, which is not one ID`,
			howToGoOn: `An ID has no spaces, brackets or quotation marks. ${HOW_TO_LIST}`,
		};
	}
	if (GROUPED.test(text)) {
		return {
			what: `is ${text.slice(0, 60)}, which may be one number with separators in it, or several`,
			howToGoOn: 'Write one ID without separators.',
		};
	}
	return /^[+-]?\d+\.\d*$/.test(text)
		? {
				what: `is ${text}, a decimal number`,
				howToGoOn: 'Format the source column as text.',
			}
		: undefined;
}

/** Whether a value is empty, or a list of empty values in any notation. */
export function isEmptyInput(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isEmptyInput);
	const read = readEntries(value);
	return 'entries' in read && read.entries.every(isBlank);
}
