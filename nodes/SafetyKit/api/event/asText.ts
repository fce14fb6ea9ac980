import { isBlank } from '../../../shared/input/fields';
import { instantOf } from '../../../shared/input/instant';
import { entriesOf } from '../../../shared/input/listOfTexts';
import { isJsonRecord } from '../../../shared/json';

/** How many digits of a number are its own; what comes after them is noise of the binary form (IEEE 754). */
const EXACT_DIGITS = 15;

/**
 * A number as the text that it stands for, as the keys of tables do. All else is left as it is, and so is a number that
 * has lost digits or cannot be written out: the check then says so.
 */
export function asText(value: unknown): unknown {
	if (typeof value === 'bigint') return String(value);
	if (typeof value !== 'number' || !Number.isFinite(value)) return value;
	return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : String(value);
}

/** An amount of money as a decimal number in text: 0.1 + 0.2 is "0.3". */
export function asDecimal(value: unknown): unknown {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' ? String(Number(value.toPrecision(EXACT_DIGITS))) : value;
}

/** What a table without a JSON type holds as text. Left as it is when it is no JSON: the check then says so. */
export function fromJson(written: unknown): unknown {
	if (typeof written !== 'string') return written;
	try {
		return JSON.parse(written);
	} catch {
		return written;
	}
}

/** Metadata with each time as ISO 8601 text in UTC: database nodes hand over Dates, and expressions Luxon's DateTimes. */
export function withTimesAsText(metadata: unknown): unknown {
	if (!isJsonRecord(metadata)) return metadata;
	const entries = Object.entries(metadata);
	// Mostly there is none, and there may be thousands of events.
	if (!entries.some(([, value]) => typeof value === 'object')) return metadata;
	return Object.fromEntries(
		entries.map(([name, value]) => [
			name,
			Array.isArray(value) ? value.map(timeAsText) : timeAsText(value),
		]),
	);
}

const timeAsText = (value: unknown): unknown =>
	typeof value === 'object' ? (instantOf(value) ?? value) : value;

/**
 * A list of texts, however it was written: as a list, as JSON text of one, or separated by commas or lines. What stands in
 * a list is a word that somebody chose, so it stays whole.
 */
export function asTexts(value: unknown): unknown[] {
	const entries: unknown[] = Array.isArray(value) ? value : entriesOf(unlessObject(value));
	return entries
		.filter((entry) => !isBlank(entry))
		.map((entry) => (typeof entry === 'string' ? entry.trim() : asText(entry)));
}

/** JSON text of an object has commas, too, and is no list. */
function unlessObject(value: unknown): unknown {
	return typeof value === 'string' && value.trimStart().startsWith('{') ? fromJson(value) : value;
}
