import { tryToParseDateTime } from 'n8n-workflow';
import { z } from 'zod';

import { cleanText } from './unicode';
import { refuse } from './refusal';

/**
 * A day, alone or with a time, in every form of ISO 8601: day of a month, of a week or of a year, basic or extended.
 * PostgreSQL writes a space between the two, and other programs write one before the offset.
 */
const ISO_8601 =
	/^(\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}-?\d|\d{4}-?\d{3})(?:[T ](\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** The form of `toISOString`. */
const CANONICAL_LENGTH = '2026-03-10T14:30:00.000Z'.length;

/** The same on a day that every month has, so it needs no calendar. An input may hold thousands of them. */
const CANONICAL_UP_TO_DAY_28 =
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A point in time: ISO 8601 text, a Date or a Luxon DateTime. Becomes ISO 8601 in UTC with milliseconds. */
export const instant = z.unknown().transform((value, context): string => {
	const moment = instantOf(value);
	if (moment !== undefined) return moment;
	const { what, howToGoOn } = whyNotInstant(value);
	refuse(context, what, howToGoOn);
	return z.NEVER;
});

/** Why a value is no point in time. A number could count milliseconds or seconds, so it is refused. */
export function whyNotInstant(value: unknown): { what: string; howToGoOn: string } {
	return typeof value === 'number' || (typeof value === 'string' && /^\s*\d+\s*$/.test(value))
		? {
				what: 'is a number, where an ISO 8601 date is expected',
				howToGoOn:
					'Convert it in an expression, with DateTime.fromMillis(Number(…)) or DateTime.fromSeconds(Number(…)).',
			}
		: {
				what: 'is not an ISO 8601 date',
				howToGoOn: 'Write it as in 2026-03-10T14:30:00Z, or map a date of the input item.',
			};
}

/**
 * The same without a schema around it.
 *
 * @param timeZone IANA name, for texts without an offset
 * @returns undefined for what is no point in time
 */
export function instantOf(value: unknown, timeZone = 'UTC'): string | undefined {
	if (typeof value === 'string') return momentWritten(cleanText(value), timeZone);
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (typeof value !== 'object' || value === null || !('toISO' in value)) return undefined;
	// A DateTime of Luxon from n8n's expressions; or an item with a field of that name.
	const written = isoOf(value);
	return typeof written === 'string' ? momentWritten(written, timeZone) : undefined;
}

function isoOf(value: object & Record<'toISO', unknown>): unknown {
	try {
		return typeof value.toISO === 'function' ? value.toISO() : undefined;
	} catch {
		return undefined;
	}
}

function momentWritten(text: string, timeZone: string): string | undefined {
	if (isCanonical(text)) return text;
	const [, day, time, offset = ''] = ISO_8601.exec(text) ?? [];
	if (day === undefined || !isRealDay(day)) return undefined;
	try {
		const moment = tryToParseDateTime(
			time === undefined ? day : `${day}T${time}${offset}`,
			timeZone,
		);
		return new Date(moment.toMillis()).toISOString();
	} catch {
		return undefined;
	}
}

function isCanonical(text: string): boolean {
	if (text.length !== CANONICAL_LENGTH || !text.endsWith('Z')) return false;
	if (CANONICAL_UP_TO_DAY_28.test(text)) return true;
	const date = new Date(text);
	return !Number.isNaN(date.getTime()) && date.toISOString() === text;
}

/** Where Luxon refuses 30 February, n8n's helper falls back to Date.parse, which reads it as 2 March. */
function isRealDay(day: string): boolean {
	const [, year, month, date] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(day) ?? [];
	if (date === undefined) return true;
	const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
	return real.getUTCMonth() === Number(month) - 1 && real.getUTCDate() === Number(date);
}

/**
 * n8n's date picker stores a time without an offset, in the workflow's time zone. Converts such a text to UTC; returns any
 * other value unchanged.
 */
export function inTimeZone(value: unknown, timeZone: string): unknown {
	return typeof value === 'string' ? (instantOf(value, timeZone) ?? value) : value;
}

/** Refuses a time span whose end is before its start. */
export function refuseReversed(
	context: z.RefinementCtx,
	from: string | undefined,
	to: string | undefined,
	toPath: Array<string | number>,
): void {
	if (from === undefined || to === undefined || to >= from) return;
	refuse(context, 'is before the start of the time span', 'Swap the two dates.', toPath);
}
