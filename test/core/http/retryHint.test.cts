import fc from 'fast-check';

import {
	answeredAtMs,
	hintedWaitMs,
	httpDateMs,
	LONGEST_HINT_MS,
	requestsLeft,
} from '../../../nodes/core/http/retryHint.ts';
import { describeHostsIn } from '../hostsIn.cts';

const now = Date.parse('2026-03-10T14:30:00.000Z');

const hints: Array<[string, Record<string, string>, number | undefined]> = [
	['seconds', { 'retry-after': '30' }, 30_000],
	['decimal seconds (Samsara)', { 'retry-after': '0.40235' }, 403],
	['white space', { 'retry-after': ' 2 ' }, 2_000],
	['a date', { 'retry-after': 'Tue, 10 Mar 2026 14:30:05 GMT' }, 5_000],
	['a date as of 1994', { 'retry-after': 'Tuesday, 10-Mar-26 14:30:05 GMT' }, 5_000],
	['a date as of C', { 'retry-after': 'Tue Mar 10 14:30:05 2026' }, 5_000],
	['an ISO reset (Sety)', { 'x-ratelimit-reset': '2026-03-10T14:31:00.000Z' }, 60_000],
	['an ISO reset with an offset', { 'x-ratelimit-reset': '2026-03-10T15:31:00+01:00' }, 60_000],
	['an ISO reset without an offset', { 'x-ratelimit-reset': '2026-03-10T14:31:00' }, 60_000],
	['an ISO reset with a blank', { 'x-ratelimit-reset': '2026-03-10 14:31:00Z' }, 60_000],
	['a reset in seconds', { 'x-ratelimit-reset': '12' }, 12_000],
	['a reset in epoch seconds', { 'x-ratelimit-reset': '1773153060' }, 60_000],
	['a reset in decimal epoch seconds', { 'x-ratelimit-reset': '1773153060.5' }, 60_500],
	['a reset in epoch milliseconds', { 'x-ratelimit-reset': '1773153060000' }, 60_000],
	['a reset as an HTTP date', { 'x-ratelimit-reset': 'Tue, 10 Mar 2026 14:30:05 GMT' }, 5_000],
	['a reset with another spelling', { 'x-rate-limit-reset': '1773153060' }, 60_000],
	['RateLimit-Reset', { 'ratelimit-reset': '50' }, 50_000],
	['RateLimit-Reset in decimal seconds', { 'ratelimit-reset': '0.5' }, 500],
	['RateLimit', { ratelimit: 'limit=100, remaining=0, reset=50' }, 50_000],
	['RateLimit as a structured field', { ratelimit: '"default";r=0;t=50' }, 50_000],
	[
		'Retry-After before the reset',
		{ 'retry-after': '1', 'x-ratelimit-reset': '2026-03-10T14:31:00.000Z' },
		1_000,
	],
	[
		'RateLimit-Reset before X-RateLimit-Reset',
		{ 'x-ratelimit-reset': '9', 'ratelimit-reset': '8' },
		8_000,
	],
	[
		'a date by their clock, which is an hour ahead',
		{ date: 'Tue, 10 Mar 2026 15:30:00 GMT', 'retry-after': 'Tue, 10 Mar 2026 15:30:07 GMT' },
		7_000,
	],
	[
		'a reset by their clock, which is an hour behind',
		{ date: 'Tue, 10 Mar 2026 13:30:00 GMT', 'x-ratelimit-reset': '2026-03-10T13:30:09.000Z' },
		9_000,
	],
	[
		'an epoch reset by their clock, which is an hour behind',
		{ date: 'Tue, 10 Mar 2026 13:30:00 GMT', 'x-ratelimit-reset': '1773149409' },
		9_000,
	],
	['an unreadable Date', { date: 'now 2026', 'x-ratelimit-reset': '2026-03-10T14:30:09Z' }, 9_000],
	['a date in the past', { 'retry-after': 'Tue, 10 Mar 2026 14:29:00 GMT' }, undefined],
	['a reset in the past', { 'x-ratelimit-reset': '2026-03-10T14:29:59Z' }, undefined],
	['an epoch reset in the past', { 'x-ratelimit-reset': '1773152999' }, undefined],
	['zero', { 'retry-after': '0' }, undefined],
	['zero with decimals', { 'retry-after': '0.0' }, undefined],
	['a reset of zero', { 'x-ratelimit-reset': '0' }, undefined],
	['negative', { 'retry-after': '-3' }, undefined],
	['a negative reset', { 'ratelimit-reset': '-3' }, undefined],
	['nonsense', { 'retry-after': 'soon' }, undefined],
	['nonsense with a year in it', { 'retry-after': 'try 2050' }, undefined],
	['a day without a time', { 'retry-after': 'Tue, 10 Mar 2050' }, undefined],
	['a day that there is not', { 'retry-after': 'Tue, 99 Mar 2026 14:30:05 GMT' }, undefined],
	['a reset with a year in it', { 'x-ratelimit-reset': 'try 2050' }, undefined],
	['a month', { 'x-ratelimit-reset': '2026-03' }, undefined],
	['a number with a unit', { 'retry-after': '30s' }, 30_000],
	['a unit in words', { 'retry-after': '30 seconds' }, 30_000],
	['another unit', { 'retry-after': '3m' }, undefined],
	['two headers in one', { 'retry-after': '5, 10' }, 5_000],
	['a date in UTC', { 'retry-after': 'Tue, 10 Mar 2026 14:30:05 UTC' }, 5_000],
	['a date at +0000', { 'retry-after': 'Tue, 10 Mar 2026 14:30:05 +0000' }, 5_000],
	['an ISO time', { 'retry-after': '2026-03-10T14:30:05Z' }, 5_000],
	['epoch seconds', { 'retry-after': '1773153060' }, 60_000],
	['a reset with its policy', { 'ratelimit-reset': '50;w=60' }, 50_000],
	['two resets in one', { 'x-ratelimit-reset': '12, 60' }, 12_000],
	['an ISO reset as Ruby writes it', { 'x-ratelimit-reset': '2026-03-10 14:31:00 UTC' }, 60_000],
	[
		'an ISO reset in UTC without a blank',
		{ 'x-ratelimit-reset': '2026-03-10 14:31:00UTC' },
		60_000,
	],
	[
		'an ISO reset with two offsets',
		{ 'x-ratelimit-reset': '2026-03-10 15:31:00+01:00 UTC' },
		undefined,
	],
	['a reset in epoch microseconds', { 'x-ratelimit-reset': '1773153060000000' }, 60_000],
	['a reset in epoch nanoseconds', { 'x-ratelimit-reset': '1773153060000000000' }, 60_000],
	['a reset after', { 'x-ratelimit-reset-after': '12.5' }, 12_500],
	['milliseconds', { 'retry-after-ms': '1500' }, 1_500],
	['exponents', { 'retry-after': '1e3' }, undefined],
	['hexadecimal', { 'retry-after': '0x10' }, undefined],
	['Infinity', { 'retry-after': 'Infinity' }, undefined],
	['NaN', { 'retry-after': 'NaN' }, undefined],
	['empty', { 'retry-after': '' }, undefined],
	['400 digits', { 'retry-after': '9'.repeat(400) }, undefined],
	['a reset of 400 digits', { 'x-ratelimit-reset': '9'.repeat(400) }, undefined],
	['an hour', { 'retry-after': '3600' }, 3_600_000],
	['a day', { 'retry-after': '86400' }, LONGEST_HINT_MS],
	['more than a day', { 'retry-after': '86401' }, undefined],
	['a date in 2050', { 'retry-after': 'Mon, 10 Jan 2050 14:30:00 GMT' }, undefined],
	[
		'nonsense before a reset',
		{ 'retry-after': 'soon', 'x-ratelimit-reset': '2026-03-10T14:30:01Z' },
		1_000,
	],
	['zero before a reset', { 'retry-after': '0', 'x-ratelimit-reset': '3' }, 3_000],
	['400 digits before a reset', { 'retry-after': '9'.repeat(400), 'ratelimit-reset': '3' }, 3_000],
	['nothing', {}, undefined],
];

// Times without an offset are UTC, wherever n8n runs.
describeHostsIn(['UTC', 'America/New_York'], () => {
	it.each(hints)('a hint: %s', (_form, headers, expected) => {
		expect(hintedWaitMs({ status: 429, headers }, now)).toBe(expected);
	});
});

it.each<[unknown, number | undefined]>([
	[{ retry_after: 3 }, 3_000],
	[{ retry_after: 0.25 }, 250],
	[{ retry_after: '3' }, 3_000],
	[{ retryAfter: 3 }, 3_000],
	[{ retry_after_seconds: 3 }, 3_000],
	[{ retry_after_ms: 1500 }, 1_500],
	[{ retryAfterMs: '1500' }, 1_500],
	[{ error: { message: 'Slow down', retry_after: 4 } }, 4_000],
	[{ error: { retryAfter: 4 } }, 4_000],
	[{ retry_after: null, error: { retry_after: 4 } }, 4_000],
	[{ retry_after: '3s' }, 3_000],
	[{ retry_after: '2026-03-10T14:30:03Z' }, 3_000],
	[{ 'Retry-After': 3 }, 3_000],
	[{ error: { details: { retry_after: 3 } } }, 3_000],
	[{ error: { details: [{ '@type': 'RetryInfo', retryDelay: '3s' }] } }, 3_000],
	[{ errors: [{ message: 'Slow down' }, { retry_after: 3 }] }, 3_000],
	[{ detail: { retryAfter: 3 } }, 3_000],
	[{ data: { reset_after: 3 } }, 3_000],
	[{ errors: [...Array<object>(10).fill({}), { retry_after: 3 }] }, undefined],
	[{ retry_after: -3 }, undefined],
	[{ retry_after: 0 }, undefined],
	[{ retry_after: 1e9 }, undefined],
	[{ retry_after: 'soon' }, undefined],
	[{ retry_after: [3] }, undefined],
	[{ retry_after: true }, undefined],
	[{ error: 'retry_after: 3' }, undefined],
	['{"retry_after":3', undefined],
	[null, undefined],
])('in a body: %j', (body, expected) => {
	expect(hintedWaitMs({ status: 429, headers: {}, body }, now)).toBe(expected);
});

it('a header takes precedence over a body', () => {
	const headers = { 'x-ratelimit-reset': '2' };
	expect(hintedWaitMs({ status: 429, headers, body: { retry_after: 5 } }, now)).toBe(2_000);
});

it.each([500, 502, 503])('the reset of a limit is no hint in an outage (%i)', (status) => {
	const headers = {
		'x-ratelimit-reset': '60',
		'ratelimit-reset': '60',
		ratelimit: 'limit=1, remaining=1, reset=60',
	};
	expect(hintedWaitMs({ status, headers, body: { retry_after: 60 } }, now)).toBeUndefined();
});

it.each(['try 2050', 'Tue, 10 Mar', '2026-03-10T14:30:00Z', '', 'Tue, 10 Mar 2026 14:30'])(
	'%j is not an HTTP date',
	(text) => {
		expect(httpDateMs(text)).toBeUndefined();
	},
);

it('in an outage only Retry-After is a hint', () => {
	const headers = { 'x-ratelimit-reset': '2026-03-10T14:31:00.000Z' };
	expect(hintedWaitMs({ status: 500, headers }, now)).toBeUndefined();
	expect(hintedWaitMs({ status: 503, headers: { ...headers, 'retry-after': '2' } }, now)).toBe(
		2_000,
	);
});

it('hints are whole milliseconds within a day, whatever the headers', () => {
	fc.assert(
		fc.property(
			fc.record(
				{
					'retry-after': fc.string(),
					'ratelimit-reset': fc.oneof(fc.string(), fc.double().map(String)),
					'x-ratelimit-reset': fc.oneof(fc.string(), fc.bigInt().map(String)),
					date: fc.string(),
				},
				{ requiredKeys: [] },
			),
			fc.jsonValue(),
			(texts, body) => {
				const headers = Object.fromEntries(Object.entries(texts));
				const hint = hintedWaitMs({ status: 429, headers, body }, now) ?? 1;
				expect(Number.isInteger(hint)).toBe(true);
				expect(hint).toBeGreaterThan(0);
				expect(hint).toBeLessThanOrEqual(LONGEST_HINT_MS);
			},
		),
	);
});

describe('the time of an answer', () => {
	const date = 'Tue, 10 Mar 2026 14:30:00 GMT';
	const cached = 'Tue, 10 Mar 2026 14:20:00 GMT';

	it.each<[string, Record<string, string>, number | undefined]>([
		['nothing', {}, undefined],
		['its age only', { age: '60' }, undefined],
		['its date', { date }, now],
		['its date with blanks', { date: ` ${date} ` }, now],
		['a date and an age', { date: cached, age: '600' }, now],
		['an age with blanks', { date: cached, age: ' 600 ' }, now],
		...['-5', '1.5', 'old', '', '86401', '9'.repeat(400), '600, 600'].map(
			(age): [string, Record<string, string>, number] => [
				`an age of "${age.slice(0, 9)}"`,
				{ date, age },
				now,
			],
		),
	])('%s', (_what, headers, time) => {
		expect(answeredAtMs(headers)).toBe(time);
	});
});

it.each<[string, Record<string, string>, number | undefined]>([
	['X-RateLimit-Remaining (Sety)', { 'x-ratelimit-remaining': '287' }, 287],
	['RateLimit-Remaining', { 'ratelimit-remaining': '0' }, 0],
	['a header that cannot be read', { 'x-ratelimit-remaining': 'many' }, undefined],
	['no header', {}, undefined],
])('reads how many requests are left from %s', (_what, headers, left) => {
	expect(requestsLeft(headers)).toBe(left);
});
