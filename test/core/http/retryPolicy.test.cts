import fc from 'fast-check';

import type { Effect, Outcome } from '../../../nodes/core/http/request.ts';
import type { Attempted } from '../../../nodes/core/http/retryPolicy.ts';
import {
	decideRetry,
	LONGEST_UNHINTED_WAIT_MS,
	MAX_ATTEMPTS,
	mayRetry,
	MOST_REFUSALS,
	unhintedWaitMs,
} from '../../../nodes/core/http/retryPolicy.ts';

const answer = (status: number, body: unknown = {}): Outcome => ({
	kind: 'answer',
	status,
	headers: {},
	body,
});

type Row = [Outcome, read: boolean, safeWrite: boolean, unsafeWrite: boolean];
const EFFECTS: readonly Effect[] = ['read', 'safeWrite', 'unsafeWrite'];

const PASSING = [
	...[408, 425, 500, 502, 503, 504],
	...[520, 521, 522, 523, 524, 525, 526, 527, 529, 530],
];

describe('may the request be retried', () => {
	const rows: Row[] = [
		[{ kind: 'neverLeft', code: 'ECONNREFUSED' }, true, true, true],
		[answer(429), true, true, true],
		...PASSING.map((status): Row => [answer(status), true, true, false]),
		[{ kind: 'interrupted', code: 'ECONNRESET' }, true, true, false],
		[{ kind: 'interrupted', code: 'ETIMEDOUT' }, true, true, false],
		// A page of HTML, half a JSON, a JSON that is neither object nor list.
		...[200, 201, 202].flatMap((status) => [
			[answer(status, '<!DOCTYPE html>'), true, true, false] as Row,
			[answer(status, '{"incident":{"incid'), true, true, false] as Row,
			[answer(status, null), true, true, false] as Row,
			[answer(status, 7), true, true, false] as Row,
		]),
		// An empty answer: a write without a key may need none.
		[answer(200, ''), true, true, false],
		[{ kind: 'answer', status: 201, headers: {}, body: undefined }, true, true, false],
		[answer(204, ''), false, true, false],
		[{ kind: 'answer', status: 204, headers: {}, body: undefined }, false, true, false],
		...[200, 201].flatMap((status) => [
			[answer(status, {}), false, false, false] as Row,
			[answer(status, []), false, false, false] as Row,
		]),
		...[
			...[301, 303, 304, 400, 401, 402, 403, 404, 405, 409, 410, 413, 421, 422, 423, 424, 428, 431],
			...[460, 499, 501, 505, 511, 598, 599],
		].map((status): Row => [answer(status), false, false, false]),
		[{ kind: 'blocked', reason: 'certificate' }, false, false, false],
		[{ kind: 'notMade', reason: 'no isolate' }, false, false, false],
		[{ kind: 'pausedTooLong', waitMs: 1 }, false, false, false],
		[{ kind: 'outOfTime' }, false, false, false],
	];

	it.each(rows)('%j: read %s, safe write %s, unsafe write %s', (outcome, ...expected) => {
		expect(EFFECTS.map((effect) => mayRetry(effect, outcome))).toEqual(expected);
	});
});

describe('when it is retried', () => {
	const at = { now: Date.parse('2026-03-10T14:30:00Z'), random: 0.5 };
	const decide = (attempted: Partial<Attempted> & Pick<Attempted, 'outcome'>) =>
		decideRetry({ effect: 'read', failures: 1, refusals: 0, leftMs: 60_000, ...attempted }, at);
	const refused = (headers: Record<string, string> = {}): Outcome => ({
		kind: 'answer',
		status: 429,
		headers,
		body: '',
	});

	it.each([
		[1, 250],
		[2, 500],
		[3, 1_000],
		[4, 2_000],
	])('after failure %i in %i ms', (failures, afterMs) => {
		expect(decide({ outcome: answer(503), failures })).toEqual({ retry: true, afterMs });
	});

	it('not after the last failure, whatever the wait', () => {
		expect(decide({ outcome: answer(503), failures: MAX_ATTEMPTS })).toEqual({
			retry: false,
			why: 'tooManyAttempts',
		});
	});

	it('refusals do not count as failures', () => {
		expect(decide({ outcome: answer(503), failures: 1, refusals: 400 })).toEqual({
			retry: true,
			afterMs: 250,
		});
		expect(decide({ outcome: refused(), failures: MAX_ATTEMPTS, refusals: 2 })).toEqual({
			retry: true,
			afterMs: 500,
		});
	});

	it.each([
		[7, 15_000],
		[8, 15_000],
		[50, 15_000],
		[MOST_REFUSALS - 1, 15_000],
	])('refusal %i without a hint is retried after %i ms', (refusals, afterMs) => {
		expect(decide({ outcome: refused(), failures: 0, refusals })).toEqual({ retry: true, afterMs });
	});

	it('refusals that ask for next to no wait come to an end', () => {
		const outcome = refused({ 'retry-after': '0.001' });
		expect(decide({ outcome, refusals: MOST_REFUSALS })).toEqual({
			retry: false,
			why: 'tooManyAttempts',
		});
	});

	it.each<[string, number, ReturnType<typeof decideRetry>]>([
		['exactly what is left', 7_000, { retry: true, afterMs: 7_000 }],
		[
			'one millisecond more than is left',
			6_999,
			{ retry: false, why: 'tooLongAWait', afterMs: 7_000, asked: true },
		],
		['more than is left', 0, { retry: false, why: 'tooLongAWait', afterMs: 7_000, asked: true }],
	])('a hint of %s', (_what, leftMs, decision) => {
		expect(decide({ outcome: refused({ 'retry-after': '7' }), refusals: 1, leftMs })).toEqual(
			decision,
		);
	});

	it('a wait without a hint is marked as such', () => {
		expect(decide({ outcome: answer(503), leftMs: 249 })).toEqual({
			...{ retry: false, why: 'tooLongAWait', afterMs: 250, asked: false },
		});
	});

	it.each(EFFECTS)('a hint is kept to the millisecond by every effect (%s)', (effect) => {
		const outcome = refused({ 'retry-after': '0.40235' });
		expect(decide({ effect, outcome, refusals: 3 })).toEqual({ retry: true, afterMs: 403 });
	});

	it.each(EFFECTS)('a final answer is final in spite of a hint (%s)', (effect) => {
		const headers = { 'retry-after': '1' };
		const outcome: Outcome = { kind: 'answer', status: 409, headers, body: {} };
		expect(decide({ effect, outcome })).toEqual({ retry: false, why: 'final' });
	});
});

it.each([
	[1, 500],
	[2, 1_000],
	[3, 2_000],
	[4, 4_000],
	[5, 8_000],
	[6, 16_000],
	[7, 30_000],
	[8, 30_000],
	[500, 30_000],
	[5_000, 30_000],
])('without a hint, attempt %i waits up to %i ms', (attempt, ceiling) => {
	expect(unhintedWaitMs(attempt, 0)).toBe(0);
	expect(unhintedWaitMs(attempt, 0.5)).toBe(ceiling / 2);
	expect(unhintedWaitMs(attempt, 1)).toBe(ceiling);
});

it('without a hint the wait is neither negative nor longer than its bound', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 10_000 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(attempt, random) => {
				const wait = unhintedWaitMs(attempt, random);
				expect(wait).toBeGreaterThanOrEqual(0);
				expect(wait).toBeLessThanOrEqual(LONGEST_UNHINTED_WAIT_MS);
			},
		),
	);
});
