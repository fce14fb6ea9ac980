import { isJsonRecord } from '../json';
import type { Answer } from './request';

/** First wait when the service gives no hint, in milliseconds; it doubles with each attempt. */
export const BASE_WAIT_MS = 500;
/** No wait without a hint is longer than this, in milliseconds. */
export const LONGEST_UNHINTED_WAIT_MS = 30_000;
/** A hint to wait longer than this, a day, is taken for a mistake, in milliseconds. */
export const LONGEST_HINT_MS = 86_400_000;

/** Also with the unit, and the first of several: a header that came twice is joined by commas, a policy follows a semicolon. */
const NUMBER = /^(\d+(?:\.\d+)?) ?(?:s|secs?|seconds?)?(?=$|\s*[,;])/i;
/** The three forms of RFC 9110 §5.6.7, and other names for Greenwich. */
const HTTP_DATE =
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]*\d\d:\d\d:\d\d(?: GMT| UTC| [+-]0000| \d{4})$/;
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;
/**
 * A number from one of these on is no span but a moment, from 2001 on: nano-, micro-, milliseconds or seconds since 1970.
 */
const EPOCHS: ReadonlyArray<readonly [first: number, perMs: number]> = [
	[1e18, 1e6],
	[1e15, 1e3],
	[1e12, 1],
	[1e9, 1e-3],
];

/** In these headers services tell when a limit has room again; the first one that says so counts. */
const RESETS = [
	'ratelimit-reset',
	'x-ratelimit-reset-after',
	'x-ratelimit-reset',
	'x-rate-limit-reset',
];
/** Where services tell the wait in milliseconds. */
const MS_HEADERS = ['retry-after-ms', 'x-ms-retry-after-ms'];
/** Of the header `RateLimit`, as in `limit=100, remaining=0, reset=50` and `"default";r=0;t=50` (IETF drafts). */
const RESET_IN_ONE = /(?:^|[\s,;])(?:reset|t)=(\d+(?:\.\d+)?)(?=$|[\s,;])/;
/** In these members of an answer's JSON services tell how long to wait; written here without case and separators. */
const IN_BODY: ReadonlyArray<readonly [name: string, ms: number]> = [
	['retryafterms', 1],
	['retryafterseconds', 1_000],
	['retryafter', 1_000],
	['retrydelay', 1_000],
	['resetafter', 1_000],
];
/** Where such members stand besides the top and `error`. */
const INSIDE = ['data', 'detail', 'details', 'errors', 'meta'];
/** How many entries of a list there are looked at. */
const MOST_ENTRIES = 10;

/**
 * How long the service asked to wait, in milliseconds, or undefined when it did not say.
 *
 * `Retry-After` may be decimal seconds (Samsara documents 0.40235) or an HTTP date (RFC 9110 §10.2.3). The other hints say
 * something about a refusal (429) only: other answers carry them too, however much room is left. `X-RateLimit-Reset` is
 * an ISO 8601 time at Sety; elsewhere it is seconds, or the time since 1970. All forms are read everywhere. Times are read against the
 * answer's own `Date`, because the clocks of the two sides may differ. A hint that asks for no wait, for one of more than
 * a day, or that is not readable is none.
 *
 * @param now epoch milliseconds of the wall clock, for an answer without a `Date`
 */
export function hintedWaitMs(
	{ status, headers, body }: Pick<Answer, 'status' | 'headers'> & { body?: unknown },
	now: number,
): number | undefined {
	const theirNow = httpDateMs(headers.date) ?? now;
	const ofRefusal = () => [
		...RESETS.map((name) => untilReset(headers[name], theirNow)),
		seconds(RESET_IN_ONE.exec(headers.ratelimit ?? '')?.[1]),
		...MS_HEADERS.map((name) => numberIn(headers[name])),
		...waitsIn(body, theirNow),
	];
	return [untilReset(headers['retry-after'], theirNow), ...(status === 429 ? ofRefusal() : [])]
		.map((ms) => (ms === undefined ? undefined : Math.ceil(ms)))
		.find((ms) => ms !== undefined && ms > 0 && ms <= LONGEST_HINT_MS);
}

/** Epoch milliseconds of a date as HTTP writes it. Date.parse would find a year in any text. */
export function httpDateMs(text: string | undefined): number | undefined {
	const trimmed = text?.trim() ?? '';
	if (!HTTP_DATE.test(trimmed)) return undefined;
	return known(Date.parse(/ (?:GMT|UTC|[+-]0000)$/.test(trimmed) ? trimmed : `${trimmed} GMT`));
}

/**
 * What the service's clock showed when an answer came, epoch milliseconds: its `Date`, and the seconds it has waited in a
 * cache since (`Age`, RFC 9111 §5.1). Undefined when it does not tell.
 */
export function answeredAtMs({ date, age = '' }: Record<string, string>): number | undefined {
	const made = httpDateMs(date);
	const waited = /^\d{1,9}$/.test(age.trim()) ? Number(age) * 1_000 : 0;
	return made === undefined ? undefined : made + (waited <= LONGEST_HINT_MS ? waited : 0);
}

function untilReset(text: string | undefined, theirNow: number): number | undefined {
	const trimmed = text?.trim() ?? '';
	const number = numberIn(trimmed);
	if (number !== undefined) {
		const perMs = EPOCHS.find(([first]) => number >= first)?.[1];
		return perMs === undefined ? number * 1_000 : number / perMs - theirNow;
	}
	const until = isoMs(trimmed) ?? httpDateMs(trimmed);
	return until === undefined ? undefined : until - theirNow;
}

/** A time without an offset counts as UTC. */
function isoMs(text: string): number | undefined {
	const [, day, time, offset = 'Z'] = ISO_TIME.exec(text.replace(/ ?UTC$/, 'Z')) ?? [];
	return day === undefined ? undefined : known(Date.parse(`${day}T${time}${offset}`));
}

function waitsIn(body: unknown, theirNow: number): Array<number | undefined> {
	const members = placesIn(body).flatMap((place) =>
		Object.entries(place).map(([name, value]) => ({ name: bare(name), value })),
	);
	return IN_BODY.flatMap(([name, ms]) =>
		members
			.filter((member) => member.name === name)
			.map(({ value }) => {
				if (typeof value === 'number') return value * ms;
				if (typeof value !== 'string') return undefined;
				const number = numberIn(value);
				return number === undefined ? untilReset(value, theirNow) : number * ms;
			}),
	);
}

const bare = (name: string): string => name.replaceAll(/[\s_-]/g, '').toLowerCase();

/** The objects of an answer that may tell. */
function placesIn(body: unknown): Array<Record<string, unknown>> {
	if (!isJsonRecord(body)) return [];
	const top = [body, body.error].filter(isJsonRecord);
	const inner = top.flatMap((place) =>
		INSIDE.flatMap((name) => {
			const value = place[name];
			return Array.isArray(value) ? (value as unknown[]).slice(0, MOST_ENTRIES) : [value];
		}),
	);
	return [...top, ...inner.filter(isJsonRecord)];
}

const seconds = (text: unknown): number | undefined => {
	const number = numberIn(text);
	return number === undefined ? undefined : number * 1_000;
};

function numberIn(text: unknown): number | undefined {
	const [, number] = typeof text === 'string' ? (NUMBER.exec(text.trim()) ?? []) : [];
	return number === undefined ? undefined : Number(number);
}

function known(ms: number): number | undefined {
	return Number.isNaN(ms) ? undefined : ms;
}

/**
 * Exponential with full jitter: anywhere from 0 to 0.5 s · 2^(attempt − 1), at most LONGEST_UNHINTED_WAIT_MS.
 *
 * @param attempt how many attempts have ended so, from 1
 * @param random in [0, 1)
 */
export function unhintedWaitMs(attempt: number, random: number): number {
	const ceiling = Math.min(LONGEST_UNHINTED_WAIT_MS, BASE_WAIT_MS * 2 ** (attempt - 1));
	return Math.round(random * ceiling);
}
