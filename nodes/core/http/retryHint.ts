import { isJsonRecord } from '../json';
import type { Answer } from './request';

/** Longest hint that the node believes, in milliseconds: a day. */
export const LONGEST_HINT_MS = 86_400_000;

/** A number, also with its unit. Of several the first: commas join a repeated header, a semicolon begins a policy. */
const NUMBER = /^(\d+(?:\.\d+)?) ?(?:s|secs?|seconds?)?(?=$|\s*[,;])/i;
/** The three forms of RFC 9110 §5.6.7, and other names of UTC. */
const HTTP_DATE =
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]*\d\d:\d\d:\d\d(?: GMT| UTC| [+-]0000| \d{4})$/;
const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;
/** From these on, a number is not a duration but a time since 1970, in nano-, micro-, milliseconds or seconds. */
const EPOCHS: ReadonlyArray<readonly [first: number, perMs: number]> = [
	[1e18, 1e6],
	[1e15, 1e3],
	[1e12, 1],
	[1e9, 1e-3],
];

/** Headers that say when a limit has room again. The first readable one counts. */
const RESETS = [
	'ratelimit-reset',
	'x-ratelimit-reset-after',
	'x-ratelimit-reset',
	'x-rate-limit-reset',
];
/** Headers that say how many requests the service still admits. */
const REMAINING = ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining'];
/** Headers that give the wait in milliseconds. */
const MS_HEADERS = ['retry-after-ms', 'x-ms-retry-after-ms'];
/** In the header `RateLimit`, as in `limit=100, remaining=0, reset=50` and `"default";r=0;t=50` (IETF drafts). */
const RESET_IN_ONE = /(?:^|[\s,;])(?:reset|t)=(\d+(?:\.\d+)?)(?=$|[\s,;])/;
/** Fields of an answer that give the wait, in lower case and without separators. */
const IN_BODY: ReadonlyArray<readonly [name: string, ms: number]> = [
	['retryafterms', 1],
	['retryafterseconds', 1_000],
	['retryafter', 1_000],
	['retrydelay', 1_000],
	['resetafter', 1_000],
];
/** Fields that may hold them, below the top and `error`. */
const INSIDE = ['data', 'detail', 'details', 'errors', 'meta'];
/** How many entries of a list the node reads. */
const MOST_ENTRIES = 10;

/**
 * How long the service asks for a wait of, in milliseconds, or undefined if it does not say.
 *
 * `Retry-After` may be decimal seconds (Samsara documents 0.40235) or an HTTP date (RFC 9110 §10.2.3). The other hints
 * count for a refusal (429) only: services send them with other answers too, however much room is left.
 * `X-RateLimit-Reset` is an ISO 8601 time at Sety; elsewhere it is seconds, or the time since 1970. The node reads all
 * forms everywhere. It compares times with the answer's own `Date`, because the clocks of the two sides may differ. It
 * ignores a hint that is unreadable, is not positive, or is longer than a day.
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
		secondsIn(RESET_IN_ONE.exec(headers.ratelimit ?? '')?.[1]),
		...MS_HEADERS.map((name) => numberIn(headers[name])),
		...waitsIn(body, theirNow),
	];
	return [untilReset(headers['retry-after'], theirNow), ...(status === 429 ? ofRefusal() : [])]
		.map((ms) => (ms === undefined ? undefined : Math.ceil(ms)))
		.find((ms) => ms !== undefined && ms > 0 && ms <= LONGEST_HINT_MS);
}

/** Epoch milliseconds of an HTTP date. The pattern comes first because Date.parse finds a year in any text. */
export function httpDateMs(text: string | undefined): number | undefined {
	const trimmed = text?.trim() ?? '';
	if (!HTTP_DATE.test(trimmed)) return undefined;
	return validMs(Date.parse(/ (?:GMT|UTC|[+-]0000)$/.test(trimmed) ? trimmed : `${trimmed} GMT`));
}

/**
 * The time of an answer on the service's clock, in epoch milliseconds: its `Date`, and the seconds it has spent in a cache
 * since (`Age`, RFC 9111 §5.1). Undefined without a `Date`.
 */
export function answeredAtMs({ date, age = '' }: Record<string, string>): number | undefined {
	const made = httpDateMs(date);
	const cachedMs = /^\d{1,9}$/.test(age.trim()) ? Number(age) * 1_000 : 0;
	return made === undefined ? undefined : made + (cachedMs <= LONGEST_HINT_MS ? cachedMs : 0);
}

/** How many requests the service still admits until its limit has room again; undefined if it does not say. */
export function requestsLeft(headers: Record<string, string>): number | undefined {
	return REMAINING.map((name) => numberIn(headers[name])).find((left) => left !== undefined);
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

/** Without an offset the time is UTC. */
function isoMs(text: string): number | undefined {
	const [, day, time, offset = 'Z'] = ISO_TIME.exec(text.replace(/ ?UTC$/, 'Z')) ?? [];
	return day === undefined ? undefined : validMs(Date.parse(`${day}T${time}${offset}`));
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

/** The objects of an answer that may give a wait. */
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

const secondsIn = (text: unknown): number | undefined => {
	const number = numberIn(text);
	return number === undefined ? undefined : number * 1_000;
};

function numberIn(text: unknown): number | undefined {
	const [, number] = typeof text === 'string' ? (NUMBER.exec(text.trim()) ?? []) : [];
	return number === undefined ? undefined : Number(number);
}

function validMs(ms: number): number | undefined {
	return Number.isNaN(ms) ? undefined : ms;
}
