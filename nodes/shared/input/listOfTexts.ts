import { z } from 'zod';

import { isBlank } from './fields';
import { refuse } from './refuse';

/**
 * Several texts, however they come: as a list, as JSON text of one, or separated by commas or lines. Blank ones are left
 * out. Throws nothing: what is no text is refused on the field.
 */
export const listOfTexts = z.unknown().transform((value, context): string[] => {
	const entries = entriesOf(value);
	const texts = entries.filter((entry) => entry !== null && entry !== undefined);
	if (texts.some((entry) => typeof entry === 'object')) {
		refuse(
			context,
			'holds something that is not text',
			'Map a list of texts, or write them separated by commas or lines.',
		);
		return z.NEVER;
	}
	return texts.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
});

/** As listOfTexts, each text once. */
export const setOfTexts = listOfTexts.transform((texts) => [...new Set(texts)]);

/** What stands in a list, however it was written; the entries themselves are left as they are. */
export function entriesOf(value: unknown): unknown[] {
	if (value === null || value === undefined) return [];
	if (Array.isArray(value)) return value.flatMap(entriesOf);
	if (typeof value !== 'string') return [value];
	return listWritten(value) ?? value.trim().split(/[,;\r\n]+/);
}

/** The list that a text is the JSON of; undefined for other texts. */
export function listWritten(text: string): unknown[] | undefined {
	const written = text.trim();
	const parsed = written.startsWith('[') ? parsedJson(written) : undefined;
	return Array.isArray(parsed) ? parsed : undefined;
}

/** Whether there is nothing, or a list of nothing, however it was written. */
export function isNothing(value: unknown): boolean {
	return entriesOf(value).every(isBlank);
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
