import { type FaultOrder, HINTS } from '../../sandbox/faults.cts';

export interface Hinted {
	title: string;
	fault: FaultOrder;
	/** The wait is longer than the node waits. */
	tooLong?: boolean;
	/** See HostileFault. */
	rotates?: boolean;
}

const refused = (headers: Record<string, string>, body?: unknown): FaultOrder => ({
	kind: 'status',
	status: 429,
	headers,
	...(body === undefined ? {} : { body }),
});

const HEADERS = [
	'retry-after',
	'ratelimit-reset',
	'x-ratelimit-reset',
	'x-ratelimit-reset-after',
	'x-rate-limit-reset',
	'retry-after-ms',
	'x-ms-retry-after-ms',
];

/** What a header holds that should hold a number or a date. */
const SPOILED: ReadonlyArray<[string, string]> = [
	['negative', '-5'],
	['zero', '0'],
	['garbage', 'try 2050'],
	['empty', ''],
	['400 digits', '9'.repeat(400)],
	['not a number', 'NaN'],
	['infinite', 'Infinity'],
	['a past date', 'Wed, 21 Oct 2015 07:28:00 GMT'],
	['a past moment', '2015-10-21T07:28:00Z'],
	['a far date', 'Wed, 21 Oct 2095 07:28:00 GMT'],
	['a far moment', '2095-10-21T07:28:00Z'],
	['no date', 'Wed, 99 Foo 2026 99:99:99 GMT'],
];

const says = (more: object) => ({ message: 'Slow down', ...more });

const BODIES: ReadonlyArray<[string, unknown, boolean?]> = [
	['retry_after', says({ retry_after: 7 })],
	['retryAfter as text', says({ retryAfter: '7' })],
	['retry_after_ms', says({ retry_after_ms: 7000 })],
	['retry_after inside error', { error: says({ retry_after: 7 }) }],
	['retry_after in a list', { errors: [{ retry_after: 7 }] }],
	['reset_after as a moment', says({ reset_after: '2095-10-21T07:28:00Z' })],
	['a negative wait', says({ retry_after: -2 })],
	['a wait of an hour', says({ retry_after: 3600 }), true],
	['a wait of 1e300', says({ retry_after: 1e300 })],
	['an object for a wait', says({ retry_after: { in: 'a while' } })],
	['a list', [1, 2, 3]],
	['a text', 'Slow down'],
];

/** Forms of the hint how long to wait: right ones, by the sandbox's own clock, and spoiled ones. */
export const rateLimitHints: readonly Hinted[] = [
	...HINTS.map(
		(hint): Hinted => ({ title: hint, fault: { kind: 'rateLimited', hint, seconds: 7 } }),
	),
	{ title: 'a minute and a second', fault: refused({ 'retry-after': '61' }), tooLong: true },
	{ title: 'an hour', fault: refused({ 'retry-after': '3600' }), tooLong: true },
	{
		title: 'RateLimit with a reset',
		fault: refused({ ratelimit: 'limit=9, remaining=0, reset=7' }),
	},
	{ title: 'RateLimit with a t', fault: refused({ ratelimit: '"default";r=0;t=7' }) },
	{ title: 'Retry-After-Ms', fault: refused({ 'retry-after-ms': '1400' }) },
	...HEADERS.flatMap((name, index) =>
		SPOILED.filter((_form, form) => index === 0 || form % HEADERS.length === index).map(
			([title, value]): Hinted => ({
				title: `${name}: ${title}`,
				fault: refused({ [name]: value }),
			}),
		),
	),
	...BODIES.map(
		([title, body, tooLong = false]): Hinted => ({
			title: `${title}, in the body`,
			fault: refused({}, body),
			tooLong,
			rotates: true,
		}),
	),
];
