import { z } from 'zod';

import { refuse } from './refuse';

const ISO_8601 =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

/** A point in time: ISO 8601 text, a Date or a Luxon DateTime. Becomes ISO 8601 in UTC with milliseconds. */
export const instant = z.unknown().transform((value, context): string => {
	const written = isoTextOf(value);
	const time = written === undefined ? NaN : Date.parse(asDateParseReads(written));
	if (written === undefined || Number.isNaN(time) || !isRealDay(written)) {
		refuse(
			context,
			'is not an ISO 8601 date',
			'Write it as in 2026-03-10T14:30:00Z, or map a date of the input item.',
		);
		return z.NEVER;
	}
	return new Date(time).toISOString();
});

function isoTextOf(value: unknown): string | undefined {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (typeof value === 'object' && value !== null && 'toISO' in value) {
		// Luxon, as n8n's expressions hand it over.
		const luxon = value as { toISO(): string | null };
		return luxon.toISO() ?? undefined;
	}
	if (typeof value !== 'string') return undefined;
	return ISO_8601.test(value.trim()) ? value.trim() : undefined;
}

/** Forms of ISO 8601 that Date.parse does not know: PostgreSQL writes `2026-03-10 14:30:00+02`. */
function asDateParseReads(written: string): string {
	return written
		.replace(/^(\S+) (?=\d)/, '$1T')
		.replace(/\s/, '')
		.replace(',', '.')
		.replace(/(:\d{2}(?:\.\d+)?[+-]\d{2})$/, '$1:00');
}

/** Date.parse takes 30 February for 2 March. */
function isRealDay(written: string): boolean {
	const [, year, month, day] = ISO_8601.exec(written) ?? [];
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/**
 * n8n's date picker stores a time without an offset and means the workflow's time zone. Adds that meaning; a text with
 * an offset, and anything that is not such a text, comes back unchanged.
 */
export function inTimeZone(value: unknown, timeZone: string): unknown {
	if (typeof value !== 'string' || !WITHOUT_ZONE.test(value.trim())) return value;
	const written = value.trim().replace(' ', 'T');
	const asUtc = Date.parse(`${written.length === 10 ? `${written}T00:00:00` : written}Z`);
	if (Number.isNaN(asUtc) || !isRealDay(written)) return value;
	// The offset at the guess can be that of the other side of a clock change: look once more at the result.
	const guess = asUtc - offsetMs(asUtc, timeZone);
	return new Date(asUtc - offsetMs(guess, timeZone)).toISOString();
}

/** How far `timeZone` (IANA name) is ahead of UTC at that time, in milliseconds. */
function offsetMs(time: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(time);
	const part = (type: Intl.DateTimeFormatPartTypes) =>
		Number(parts.find((candidate) => candidate.type === type)?.value);
	const local = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return local - Math.floor(time / 1000) * 1000;
}

/** Adds to a schema with two instants that the second must not come before the first. */
export function refuseReversed(
	context: z.RefinementCtx,
	from: string | undefined,
	to: string | undefined,
	toPath: Array<string | number>,
): void {
	if (from === undefined || to === undefined || to >= from) return;
	refuse(context, 'is before the start of the time span', 'Exchange the two dates.', toPath);
}
