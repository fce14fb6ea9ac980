import { decimalOf } from '../form/schemas';

/** Numbers are taken for seconds below this, and for milliseconds from it on: year 5138, or 1973. */
const FIRST_MILLISECONDS = 1e11;
/** September 2001. No record is older, and smaller numbers are no times. */
const EARLIEST_SECONDS = 1e9;
const LATEST_MILLISECONDS = 8.64e15;

/** A day of a month, alone or with a time, with and without punctuation. Other programs write a blank before the zone. */
const ISO_8601 =
	/^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d(?:[.,]\d+)?))?)? ?(Z|UTC|GMT|([+-]\d\d)(?::?(\d\d))?)?)?$/i;

/** "Tue, 10 Mar 2026 14:30:00 GMT", also in the order and with the zone that JavaScript and databases write. */
const WITH_MONTH_NAME =
	/^(?=.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?:[a-z]+,? )?(?:\d+([ -])[a-z]+\1|[a-z]+ \d+,? )\d{4}(?:,? (\d+:\d\d(?::\d\d)?(?: [ap]m)?)(?: (GMT|UTC?|Z|(?:GMT|UTC)?[+-]\d\d:?\d\d)(?: \([^)]+\))?)?)?$/i;

/** "Tue Mar 10 14:30:00 UTC 2026", as Unix writes it. */
const YEAR_LAST = /^([a-z]+ [a-z]+) +(\d+) (\d+:\d\d:\d\d)(?: (GMT|UTC|[+-]\d{4}))? (\d{4})$/i;

interface WrittenTime {
	/** In a form that every host reads alike. */
	readonly text: string;
	/** Whether it names a time of day without saying in which zone. */
	readonly lacksOffset: boolean;
}

/**
 * A time as a service writes it: ISO 8601, the form of HTTP, or a number of seconds or milliseconds since 1970, by its
 * size. A time without an offset is UTC, whatever the time zone of this host.
 *
 * @returns epoch milliseconds; undefined for what is no time
 */
export function recordTime(value: unknown): number | undefined {
	const number = decimalOf(value);
	if (!Number.isNaN(number)) return epochTime(number);
	const written = writtenTime(value);
	if (written === undefined) return undefined;
	const time = Date.parse(written.text);
	return Number.isNaN(time) ? undefined : time;
}

/** Whether a text names a time of day without saying in which zone. */
export function lacksOffset(value: unknown): boolean {
	return writtenTime(value)?.lacksOffset === true;
}

function epochTime(number: number): number | undefined {
	if (number < EARLIEST_SECONDS || number > LATEST_MILLISECONDS) return undefined;
	return Math.floor(number < FIRST_MILLISECONDS ? number * 1_000 : number);
}

function writtenTime(value: unknown): WrittenTime | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return inIso8601(text) ?? withMonthName(text.replace(YEAR_LAST, '$1 $2 $5 $3 $4').trim());
}

function inIso8601(text: string): WrittenTime | undefined {
	const parts = ISO_8601.exec(text);
	if (parts === null) return undefined;
	const [, year, month, day, hour, minute = '00', second = '00', offset, ...ofOffset] = parts;
	const [offsetHours = '+00', offsetMinutes = '00'] = ofOffset;
	const time = `${hour ?? '00'}:${minute}:${second.replace(',', '.')}`;
	return {
		text: `${year}-${month}-${day}T${time}${offsetHours}:${offsetMinutes}`,
		lacksOffset: hour !== undefined && offset === undefined,
	};
}

function withMonthName(text: string): WrittenTime | undefined {
	const parts = WITH_MONTH_NAME.exec(text);
	if (parts === null) return undefined;
	const [, , time, offset] = parts;
	return {
		text: offset === undefined ? `${text} UTC` : text,
		lacksOffset: time !== undefined && offset === undefined,
	};
}
