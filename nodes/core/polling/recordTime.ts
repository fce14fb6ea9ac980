import { decimalOf } from '../form/schemas';
import { instantOf } from '../form/instant';

/** Numbers are taken for seconds below this, and for milliseconds from it on: year 5138, or 1973. */
const FIRST_MILLISECONDS = 1e11;
/** September 2001. No record is older, and smaller numbers are no times. */
const EARLIEST_SECONDS = 1e9;
const LATEST_MILLISECONDS = 8.64e15;

/** The usual form of ISO 8601, which Date.parse reads faster than a calendar library does. */
const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:\d{2})?$/i;

/** "Tue, 10 Mar 2026 14:30:00 GMT", also without the day or the zone. */
const WITH_MONTH_NAME = /^(?=.*\b[a-z]{3})[a-z0-9 ,:.+()-]+$/i;
const ZONE = /(?:GMT|UTC|UT|Z|[+-]\d{2}(?::?\d{2})?)(?: ?\([\w ]+\))?$/i;

/**
 * A time as a service writes it: ISO 8601, the form of HTTP, or a number of seconds or milliseconds since 1970, by its
 * size. A time without an offset is UTC, whatever the time zone of this host.
 *
 * @returns epoch milliseconds; undefined for what is no time
 */
export function recordTime(value: unknown): number | undefined {
	const number = decimalOf(value);
	if (!Number.isNaN(number)) return epochTime(number);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	const [, day, time, offset] = DATE_TIME.exec(text) ?? [];
	const parsed = day === undefined ? NaN : Date.parse(`${day}T${time}${offset ?? 'Z'}`);
	if (!Number.isNaN(parsed)) return parsed;
	const moment = instantOf(text) ?? inMonthNameForm(text);
	const read = moment === undefined ? NaN : Date.parse(moment);
	return Number.isNaN(read) ? undefined : read;
}

/** Whether a text names a time of day without saying in which zone. */
export function lacksOffset(value: unknown): boolean {
	if (typeof value !== 'string' || !Number.isNaN(decimalOf(value))) return false;
	return /\d:\d/.test(value) && !ZONE.test(value.trim());
}

function epochTime(number: number): number | undefined {
	if (number < EARLIEST_SECONDS || number > LATEST_MILLISECONDS) return undefined;
	return Math.floor(number < FIRST_MILLISECONDS ? number * 1_000 : number);
}

function inMonthNameForm(text: string): string | undefined {
	if (!WITH_MONTH_NAME.test(text)) return undefined;
	return ZONE.test(text) ? text : `${text} UTC`;
}
