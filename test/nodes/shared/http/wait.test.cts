import fc from 'fast-check';

import {
	hintedWaitMs,
	LONGEST_UNHINTED_WAIT_MS,
	unhintedWaitMs,
	waitMs,
} from '../../../../nodes/shared/http/wait.ts';

const now = Date.parse('2026-03-10T14:30:00.000Z');

const hints: Array<[string, Record<string, string>, number | undefined]> = [
	['seconds', { 'retry-after': '30' }, 30_000],
	['decimal seconds (Samsara)', { 'retry-after': '0.40235' }, 403],
	['white space', { 'retry-after': ' 2 ' }, 2_000],
	['a date', { 'retry-after': 'Tue, 10 Mar 2026 14:30:05 GMT' }, 5_000],
	['an ISO reset (Sety)', { 'x-ratelimit-reset': '2026-03-10T14:31:00.000Z' }, 60_000],
	[
		'Retry-After before the reset',
		{ 'retry-after': '1', 'x-ratelimit-reset': '2026-03-10T14:31:00.000Z' },
		1_000,
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
	['a date in the past', { 'retry-after': 'Tue, 10 Mar 2026 14:29:00 GMT' }, undefined],
	['zero', { 'retry-after': '0' }, undefined],
	['negative', { 'retry-after': '-3' }, undefined],
	['nonsense', { 'retry-after': 'soon' }, undefined],
	[
		'nonsense before a reset',
		{ 'retry-after': 'soon', 'x-ratelimit-reset': '2026-03-10T14:30:01Z' },
		1_000,
	],
	['epoch seconds as reset are not guessed at', { 'x-ratelimit-reset': '1773153060' }, undefined],
	['nothing', {}, undefined],
];

it.each(hints)('a hint: %s', (_form, headers, expected) => {
	expect(hintedWaitMs({ status: 429, headers }, now)).toBe(expected);
});

it('the reset of a limit that was not met says nothing about an outage', () => {
	const headers = { 'x-ratelimit-reset': '2026-03-10T14:31:00.000Z' };
	expect(hintedWaitMs({ status: 500, headers }, now)).toBeUndefined();
	expect(hintedWaitMs({ status: 503, headers: { ...headers, 'retry-after': '2' } }, now)).toBe(
		2_000,
	);
});

it.each([
	[1, 500],
	[2, 1_000],
	[3, 2_000],
	[4, 4_000],
	[5, 8_000],
	[6, 8_000],
])('without a hint, attempt %i waits up to %i ms', (attempt, ceiling) => {
	expect(unhintedWaitMs(attempt, 0)).toBe(0);
	expect(unhintedWaitMs(attempt, 0.5)).toBe(ceiling / 2);
	expect(unhintedWaitMs(attempt, 1)).toBe(ceiling);
});

it('never waits a negative time or, unhinted, longer than the bound', () => {
	fc.assert(
		fc.property(
			fc.record(
				{ 'retry-after': fc.string(), 'x-ratelimit-reset': fc.string(), date: fc.string() },
				{ requiredKeys: [] },
			),
			fc.integer({ min: 1, max: 10 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(texts, attempt, random) => {
				const headers = Object.fromEntries(Object.entries(texts));
				const refused = { kind: 'answer', status: 429, headers, body: '' } as const;
				const wait = waitMs(refused, { attempt, now, random });
				expect(wait).toBeGreaterThanOrEqual(0);
				if (hintedWaitMs(refused, now) === undefined) {
					expect(wait).toBeLessThanOrEqual(LONGEST_UNHINTED_WAIT_MS);
				}
			},
		),
	);
});
