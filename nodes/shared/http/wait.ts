import { isJsonRecord } from '../json';
import type { Answer } from './request';

/** First wait when the service gives no hint, in milliseconds; it doubles with each attempt. */
export const BASE_WAIT_MS = 500;
/** No wait without a hint is longer than this, in milliseconds. */
export const LONGEST_UNHINTED_WAIT_MS = 30_000;
/** A hint to wait longer than this, a day, is taken for a mistake, in milliseconds. */
export const LONGEST_HINT_MS = 86_400_000;

const NUMBER = /^\d+(\.\d+)?$/;
/** The three forms of RFC 9110 §5.6.7. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]*\d\d:\d\d:\d\d(?: GMT| \d{4})$/;
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;
/** A number above this is no span but a moment: seconds since 1970, from 2001 on. */
const FIRST_EPOCH_SECONDS = 1e9;
const FIRST_EPOCH_MS = 1e12;

/** In these headers services tell when a limit has room again; the first one that says so counts. */
const RESETS = ['ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'];
/** Of the header `RateLimit`, as in `limit=100, remaining=0, reset=50` and `"default";r=0;t=50` (IETF drafts). */
const RESET_IN_ONE = /(?:^|[\s,;])(?:reset|t)=(\d+(?:\.\d+)?)(?=$|[\s,;])/;
/** In these members of an answer's JSON, at the top or under `error`, services tell how long to wait. */
const IN_BODY: ReadonlyArray<readonly [name: string, ms: number]> = [
	['retry_after_ms', 1],
	['retryAfterMs', 1],
	['retry_after_seconds', 1_000],
	['retryAfterSeconds', 1_000],
	['retry_after', 1_000],
	['retryAfter', 1_000],
];

/**
 * How long the service asked to wait, in milliseconds, or undefined when it did not say.
 *
 * `Retry-After` may be decimal seconds (Samsara documents 0.40235) or an HTTP date (RFC 9110 §10.2.3). The other hints say
 * something about a refusal (429) only: other answers carry them too, however much room is left. `X-RateLimit-Reset` is
 * an ISO 8601 time at Sety; elsewhere it is seconds, or epoch seconds or milliseconds. Times are read against the
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
		...waitsIn(body),
	];
	return [retryAfter(headers['retry-after'], theirNow), ...(status === 429 ? ofRefusal() : [])]
		.map((ms) => (ms === undefined ? undefined : Math.ceil(ms)))
		.find((ms) => ms !== undefined && ms > 0 && ms <= LONGEST_HINT_MS);
}

/** Epoch milliseconds of a date as HTTP writes it. Date.parse would find a year in any text. */
export function httpDateMs(text: string | undefined): number | undefined {
	const trimmed = text?.trim() ?? '';
	if (!HTTP_DATE.test(trimmed)) return undefined;
	return known(Date.parse(trimmed.endsWith('GMT') ? trimmed : `${trimmed} GMT`));
}

function retryAfter(text: string | undefined, theirNow: number): number | undefined {
	const until = httpDateMs(text);
	return until === undefined ? seconds(text) : until - theirNow;
}

function untilReset(text: string | undefined, theirNow: number): number | undefined {
	const trimmed = text?.trim() ?? '';
	if (NUMBER.test(trimmed)) {
		const number = Number(trimmed);
		if (number < FIRST_EPOCH_SECONDS) return number * 1_000;
		return (number < FIRST_EPOCH_MS ? number * 1_000 : number) - theirNow;
	}
	const until = isoMs(trimmed) ?? httpDateMs(trimmed);
	return until === undefined ? undefined : until - theirNow;
}

/** A time without an offset counts as UTC. */
function isoMs(text: string): number | undefined {
	const [, day, time, offset = 'Z'] = ISO_TIME.exec(text) ?? [];
	return day === undefined ? undefined : known(Date.parse(`${day}T${time}${offset}`));
}

function waitsIn(body: unknown): Array<number | undefined> {
	if (!isJsonRecord(body)) return [];
	const places = [body, body.error].filter(isJsonRecord);
	return IN_BODY.flatMap(([name, ms]) =>
		places.map((place) => {
			const value = place[name];
			const number = typeof value === 'number' ? value : numberIn(value);
			return number === undefined ? undefined : number * ms;
		}),
	);
}

const seconds = (text: unknown): number | undefined => {
	const number = numberIn(text);
	return number === undefined ? undefined : number * 1_000;
};

function numberIn(text: unknown): number | undefined {
	return typeof text === 'string' && NUMBER.test(text.trim()) ? Number(text.trim()) : undefined;
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
