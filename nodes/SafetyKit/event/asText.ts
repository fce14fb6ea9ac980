import { cleanText, cleanId } from '../../core/form/unicode';
import { instantOf } from '../../core/form/instant';
import { readEntries } from '../../core/form/lists';
import { readJson } from '../../core/form/jsonInput';
import { isJsonRecord } from '../../core/json';

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

/** A single value as text, without what nobody sees at its ends. What users wrote is `asText` instead. */
export function asValue(value: unknown): unknown {
	return typeof value === 'string' ? cleanText(value) : asText(value);
}

/** As asValue, for IDs and keys. */
export function asId(value: unknown): unknown {
	return typeof value === 'string' ? cleanId(value) : asText(value);
}

/** An amount of money as a decimal number in text: 0.1 + 0.2 is "0.3". */
export function asDecimal(value: unknown): unknown {
	if (typeof value === 'string') return cleanText(value);
	return typeof value === 'number' && Number.isFinite(value)
		? String(Number(value.toPrecision(EXACT_DIGITS)))
		: value;
}

/**
 * What a table without a JSON type holds as text; a number with more digits than JavaScript holds stays text. Left as it is
 * when it is no JSON: the check then says so.
 */
export function fromJson(written: unknown): unknown {
	if (typeof written !== 'string') return written;
	const read = readJson(cleanText(written));
	return 'value' in read ? read.value : written;
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

/** A list of texts, however it was written (readEntries). Left as it is when it is no list: the check then says so. */
export function asTexts(value: unknown): unknown {
	const read = readEntries(value);
	return 'entries' in read ? read.entries.map(asValue) : value;
}
