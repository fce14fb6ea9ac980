import { decimalOf } from '../../core/form/schemas';
import { cleanText } from '../../core/form/unicode';
import { positionOf } from '../../core/geo/position';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { recordTime } from '../../core/polling/recordTime';

/** The longest text of a record that a report keeps, in characters. */
const LONGEST_TEXT = 500;

/** The first of the values that is a text or a number, as text without blanks at its ends; '' where none is. */
export function textOf(...values: unknown[]): string {
	for (const value of values) {
		if (typeof value === 'number' && Number.isFinite(value)) return String(value);
		if (typeof value !== 'string') continue;
		const text = cleanText(value.slice(0, LONGEST_TEXT));
		if (text !== '') return text;
	}
	return '';
}

/** Larger numbers are no figures of a service, and their sums would not be finite. */
const LARGEST_NUMBER = 1e15;

/** A number, or text of one. Never -0, which JSON does not keep. */
export function numberOf(value: unknown): number | undefined {
	const number = decimalOf(value);
	return Math.abs(number) <= LARGEST_NUMBER ? number + 0 : undefined;
}

/** The usual form of a time, which needs no other reader. */
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

/** Epoch milliseconds of the first of the values that is a time. A text without an offset is UTC. */
export function timeOf(...values: unknown[]): number | undefined {
	for (const value of values) {
		if (value === undefined || value === null || value === '') continue;
		const parsed = typeof value === 'string' && UTC_TIME.test(value) ? Date.parse(value) : NaN;
		const time = Number.isNaN(parsed) ? recordTime(value) : parsed;
		if (time !== undefined) return time;
	}
	return undefined;
}

/** The first of the values that is a place, in degrees. */
export function placeOf(...values: unknown[]): { latitude: number; longitude: number } | undefined {
	for (const value of values) {
		const position = positionOf(value);
		if (position !== undefined) return { latitude: position[1] + 0, longitude: position[0] + 0 };
	}
	return undefined;
}

/** Each text of a list once, of records that under `name`. */
export function textsOf(list: unknown, name: string): string[] {
	if (!Array.isArray(list) || list.length === 0) return [];
	const texts = new Set<string>();
	for (const entry of list as unknown[])
		texts.add(textOf(isJsonRecord(entry) ? entry[name] : entry));
	texts.delete('');
	return [...texts].sort();
}

/** A link that a report may show; '' for any other text. */
export function httpsLink(value: unknown): string {
	const text = textOf(value);
	return /^https:\/\/[^\s"'<>]+$/i.test(text) ? text : '';
}

/** A field of a field: `partOf(incident, 'location', 'address')`. */
export function partOf(record: JsonRecord, field: string, name: string): unknown {
	const inner = record[field];
	return isJsonRecord(inner) ? inner[name] : undefined;
}

export const hasSome = (record: JsonRecord, ...names: string[]): boolean =>
	names.some((name) => record[name] !== undefined && record[name] !== null);
