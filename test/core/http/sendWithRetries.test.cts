import fc from 'fast-check';

import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';
import { createRateLimiter } from '../../../nodes/core/http/rateLimiter.ts';
import type { Effect, HttpRequest, Outcome } from '../../../nodes/core/http/request.ts';
import { MAX_ATTEMPTS } from '../../../nodes/core/http/retryPolicy.ts';
import { sendWithRetries } from '../../../nodes/core/http/sendWithRetries.ts';
import { mapConcurrently } from '../../../nodes/core/run/concurrency.ts';
import { simulatedClock } from './simulatedClock.cts';

const request = (effect: Effect, limits: Partial<HttpRequest> = {}): HttpRequest => ({
	method: 'POST',
	url: 'https://service.example/',
	effect,
	timeoutMs: 1_000,
	maxWaitMs: 60_000,
	...limits,
});

const answer = (status: number, headers: Record<string, string> = {}): Outcome => ({
	kind: 'answer',
	status,
	headers,
	body: {},
});

const AMBIGUOUS = [408, 425, 500, 503, 524];

const outcomes = fc.oneof(
	fc.constantFrom(200, 400, 404, 408, 425, 429, 500, 503, 524).map((status) => answer(status)),
	fc
		.integer({ min: 0, max: 100 })
		.map((seconds) => answer(429, { 'retry-after': String(seconds) })),
	fc.constant<Outcome>({ kind: 'neverLeft', code: 'ECONNREFUSED' }),
	fc.constant<Outcome>({ kind: 'interrupted', code: 'ECONNRESET' }),
);

it('stays within its bounds whatever the service does', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom<Effect>('read', 'safeWrite', 'unsafeWrite'),
			fc.array(outcomes, { minLength: 20, maxLength: 20 }),
			fc.integer({ min: 0, max: 120_000 }),
			fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
			async (effect, script, maxWaitMs, deadline) => {
				const clock = simulatedClock();
				const sent: Outcome[] = [];
				const send = async ({ timeoutMs }: HttpRequest) => {
					expect(clock.monotonic() + timeoutMs).toBeLessThanOrEqual(deadline ?? Infinity);
					expect(timeoutMs).toBeGreaterThan(0);
					const outcome = script[sent.length] ?? answer(200);
					sent.push(outcome);
					return outcome;
				};
				const limiter = createRateLimiter(send, { clock });
				const result = await clock.until(
					sendWithRetries(request(effect, { maxWaitMs, deadline }), { limiter, clock }),
				);

				expect(result.attempts).toBe(sent.length);
				const refusals = sent.filter(
					({ kind, ...rest }) => kind === 'answer' && 'status' in rest && rest.status === 429,
				);
				expect(sent.length - refusals.length).toBeLessThanOrEqual(MAX_ATTEMPTS);
				expect(result.waitedMs).toBeLessThanOrEqual(maxWaitMs);
				expect(clock.monotonic()).toBeLessThanOrEqual(Math.min(maxWaitMs, deadline ?? Infinity));
				const ambiguous = sent.filter(
					(outcome) =>
						outcome.kind === 'interrupted' ||
						(outcome.kind === 'answer' && AMBIGUOUS.includes(outcome.status)),
				);
				// The main rule: an unsafe write that may have happened is never sent twice.
				if (effect === 'unsafeWrite') expect(ambiguous.length).toBeLessThanOrEqual(1);
				if (effect === 'unsafeWrite' && ambiguous.length === 1) {
					expect(sent.at(-1)).toBe(ambiguous[0]);
				}
			},
		),
		{ numRuns: 300 },
	);
});

it('all requests together keep a limit of N requests a window', async () => {
	const clock = simulatedClock();
	const windowMs = 10_000;
	const perWindow = 6;
	const asked = new Map<number, number>();
	const send = async (): Promise<Outcome> => {
		const window = Math.floor(clock.monotonic() / windowMs);
		const count = (asked.get(window) ?? 0) + 1;
		asked.set(window, count);
		const left = (window + 1) * windowMs - clock.monotonic();
		return count > perWindow ? answer(429, { 'retry-after': String(left / 1000) }) : answer(200);
	};
	const limiter = createRateLimiter(send, { clock });
	const all = await clock.until(
		mapConcurrently(
			Array.from({ length: 30 }, (_value, n) => n),
			3,
			async () => await sendWithRetries(request('unsafeWrite'), { limiter, clock }),
			() => false,
			(cause): never => {
				throw new Error('It never throws', { cause });
			},
		),
	);

	expect(all.every(({ outcome }) => outcome.kind === 'answer' && outcome.status === 200)).toBe(
		true,
	);
	// Only requests that were already under way can exceed the limit.
	expect(Math.max(...asked.values())).toBeLessThanOrEqual(perWindow + 3);
	expect(clock.monotonic()).toBe(4 * windowMs);
});

it('sends once, and at once, when the pause is longer than the request may wait', async () => {
	const clock = simulatedClock();
	const send = jest.fn(async () => answer(200));
	const limiter = createRateLimiter(send, { clock });
	limiter.pauseUntil(90_000);
	const result = await sendWithRetries(request('unsafeWrite'), { limiter, clock });

	expect(send).toHaveBeenCalledTimes(1);
	expect(clock.monotonic()).toBe(0);
	expect(result).toMatchObject({ attempts: 1, waitedMs: 0, outcome: { status: 200 } });
});

it('sends once when a pause grows beyond what the request may wait while it waits', async () => {
	const clock = simulatedClock();
	const send = jest.fn(async () => answer(429, { 'retry-after': '50' }));
	const limiter = createRateLimiter(send, { clock });
	limiter.pauseUntil(40_000);
	void clock.sleep(39_000).then(() => limiter.pauseUntil(90_000));
	const result = await clock.until(sendWithRetries(request('safeWrite'), { limiter, clock }));

	expect(clock.monotonic()).toBe(40_000);
	expect(result).toMatchObject({ attempts: 1, waitedMs: 40_000, refusedWaitMs: 50_000 });
});

it('a refused request is not sent again in a pause that is too long', async () => {
	const clock = simulatedClock();
	const send = jest.fn(async () => answer(429, { 'retry-after': '61' }));
	const limiter = createRateLimiter(send, { clock });
	const result = await sendWithRetries(request('safeWrite'), { limiter, clock });

	expect(send).toHaveBeenCalledTimes(1);
	expect(result).toMatchObject({ attempts: 1, refusedWaitMs: 61_000 });
});

it.each<[string, Partial<HttpRequest>]>([
	['ends after its deadline', { deadline: 80_000 }],
	['is longer than it may wait', { deadline: 100_000 }],
])('a poll does not send at all when the pause %s', async (_what, limits) => {
	const clock = simulatedClock();
	const send = jest.fn();
	const limiter = createRateLimiter(send, { clock });
	limiter.pauseUntil(90_000);
	const result = await sendWithRetries(request('read', limits), { limiter, clock });

	expect(send).not.toHaveBeenCalled();
	expect(result).toMatchObject({
		outcome: { kind: 'pausedTooLong', waitMs: 90_000 },
		attempts: 0,
		refusedWaitMs: 90_000,
	});
});

it('a rate limit without a hint is bounded by the wait, not by attempts', async () => {
	const clock = simulatedClock();
	const send = jest.fn(async () => answer(429));
	const context = { limiter: createRateLimiter(send, { clock }), clock };
	const result = await clock.until(sendWithRetries(request('unsafeWrite'), context));

	// 0.25 s, doubled up to 15 s: the jitter of this clock is a half.
	expect(result.waitedMs).toBe(250 + 500 + 1_000 + 2_000 + 4_000 + 8_000 + 15_000 + 15_000);
	expect(result).toMatchObject({ attempts: 9, refusedWaitMs: 15_000 });
});

it('refusals do not use up the attempts of a failing service', async () => {
	const clock = simulatedClock();
	const script = [429, 503, 429, 503, 429, 429, 503, 429, 503, 429, 200];
	let next = 0;
	const send = async () => answer(script[next++] ?? 599, { 'retry-after': '1' });
	const context = { limiter: createRateLimiter(send, { clock }), clock };
	const result = await clock.until(sendWithRetries(request('read'), context));

	expect(result).toMatchObject({ attempts: 11, outcome: { status: 200 } });
});

it.each([
	[60_000, 2, undefined],
	[59_999, 1, 60_000],
])('a wait of 60 s with %i ms to wait: %i attempts', async (maxWaitMs, attempts, refusedWaitMs) => {
	const clock = simulatedClock();
	const script = [answer(429, { 'retry-after': '60' }), answer(200)];
	const send = async () => script.shift() ?? answer(599);
	const context = { limiter: createRateLimiter(send, { clock }), clock };
	const result = await clock.until(sendWithRetries(request('read', { maxWaitMs }), context));

	expect({ ...result, outcome: undefined }).toEqual({
		outcome: undefined,
		attempts,
		waitedMs: attempts === 2 ? 60_000 : 0,
		ambiguous: false,
		...(refusedWaitMs === undefined ? {} : { refusedWaitMs, askedToWait: true }),
	});
});

it('a timer that fires a fraction of a millisecond early costs no budget', async () => {
	const clock = simulatedClock();
	const early = { ...clock, sleep: async (ms: number) => await clock.sleep(ms - 0.4) };
	const script = [answer(429, { 'retry-after': '60' }), answer(200)];
	const send = async () => script.shift() ?? answer(599);
	const context = { limiter: createRateLimiter(send, { clock: early }), clock: early };
	const result = await clock.until(sendWithRetries(request('read'), context));

	expect(result).toMatchObject({ attempts: 2, waitedMs: 60_000 });
});

it.each([-600_000, 600_000, -1e12])(
	'a wall clock that is set by %i ms lengthens no wait',
	async (ms) => {
		const clock = simulatedClock();
		let set = 0;
		const wrong = { ...clock, now: () => clock.now() + set };
		const outcomes = [answer(429, { 'retry-after': '1' }), answer(503), answer(200)];
		const send = async () => {
			set += ms;
			return outcomes.shift() ?? answer(599);
		};
		const context = { limiter: createRateLimiter(send, { clock: wrong }), clock: wrong };
		const deadline = 30_000;
		const result = await clock.until(sendWithRetries(request('read', { deadline }), context));

		expect(result.outcome).toMatchObject({ status: 200 });
		expect(result.waitedMs).toBe(1_250);
		expect(clock.monotonic()).toBe(1_250);
	},
);

describe('when the execution is cancelled', () => {
	/** Whether the cancelled request may have had its effect, as it reports itself. */
	async function cancelled(effect: Effect, outcomes: Outcome[], during: 'wait' | 'send') {
		const cancel = new AbortController();
		const send = async (): Promise<Outcome> => {
			const outcome = outcomes.shift();
			if (outcome !== undefined) return outcome;
			throw new ExecutionCancelled(true);
		};
		const clock = {
			...simulatedClock(),
			sleep: async () => {
				if (during === 'send') return;
				cancel.abort();
				await new Promise(() => {});
			},
		};
		const context = {
			limiter: createRateLimiter(send, { clock, signal: cancel.signal }),
			clock,
			signal: cancel.signal,
		};
		const thrown = await sendWithRetries(request(effect), context).catch(
			(reason: unknown) => reason,
		);
		expect(thrown).toBeInstanceOf(ExecutionCancelled);
		return (thrown as ExecutionCancelled).mayHaveHappened;
	}

	const reset: Outcome = { kind: 'interrupted', code: 'ECONNRESET' };
	const refused: Outcome = { kind: 'neverLeft', code: 'ECONNREFUSED' };

	it.each<[Effect, Outcome[], 'wait' | 'send', boolean]>([
		['safeWrite', [answer(429)], 'wait', false],
		['unsafeWrite', [answer(429)], 'wait', false],
		['unsafeWrite', [refused], 'wait', false],
		['safeWrite', [answer(503)], 'wait', true],
		['safeWrite', [reset], 'wait', true],
		['safeWrite', [], 'send', true],
		['unsafeWrite', [], 'send', true],
		['unsafeWrite', [refused], 'send', true],
		['read', [answer(503)], 'wait', false],
		['read', [], 'send', false],
	])('%s after %j, in a %s: may have happened %s', async (effect, outcomes, during, expected) => {
		expect(await cancelled(effect, outcomes, during)).toBe(expected);
	});
});

it('does not begin to wait if the execution is already cancelled', async () => {
	const clock = simulatedClock();
	const signal = AbortSignal.abort();
	const send = async () => answer(503);
	const context = { limiter: createRateLimiter(send, { clock, signal }), clock, signal };

	await expect(sendWithRetries(request('read'), context)).rejects.toThrow('canceled');
});
