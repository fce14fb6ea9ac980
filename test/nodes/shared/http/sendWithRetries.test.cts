import fc from 'fast-check';

import { createPause } from '../../../../nodes/shared/http/pause.ts';
import type { Effect, HttpRequest, Outcome } from '../../../../nodes/shared/http/request.ts';
import { MAX_ATTEMPTS } from '../../../../nodes/shared/http/retry.ts';
import { sendWithRetries } from '../../../../nodes/shared/http/sendWithRetries.ts';
import { mapConcurrently } from '../../../../nodes/shared/operation/mapConcurrently.ts';
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

const outcomes = fc.oneof(
	fc.constantFrom(200, 400, 404, 408, 429, 500, 503).map((status) => answer(status)),
	fc
		.integer({ min: 0, max: 100 })
		.map((seconds) => answer(429, { 'retry-after': String(seconds) })),
	fc.constant<Outcome>({ kind: 'neverLeft', code: 'ECONNREFUSED' }),
	fc.constant<Outcome>({ kind: 'interrupted', code: 'ECONNRESET' }),
);

it('keeps its bounds whatever the service does', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom<Effect>('read', 'safeWrite', 'unsafeWrite'),
			fc.array(outcomes, { minLength: MAX_ATTEMPTS, maxLength: MAX_ATTEMPTS }),
			fc.integer({ min: 0, max: 120_000 }),
			fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
			async (effect, script, maxWaitMs, deadline) => {
				const clock = simulatedClock();
				const sent: Outcome[] = [];
				const send = async ({ timeoutMs }: HttpRequest) => {
					expect(clock.now() + timeoutMs).toBeLessThanOrEqual(deadline ?? Infinity);
					expect(timeoutMs).toBeGreaterThan(0);
					const outcome = script[sent.length] as Outcome;
					sent.push(outcome);
					return outcome;
				};
				const pause = createPause();
				const result = await clock.until(
					sendWithRetries(request(effect, { maxWaitMs, deadline }), { send, pause, clock }),
				);

				expect(result.attempts).toBe(sent.length);
				expect(sent.length).toBeLessThanOrEqual(MAX_ATTEMPTS);
				expect(result.waitedMs).toBeLessThanOrEqual(maxWaitMs);
				expect(clock.now()).toBeLessThanOrEqual(Math.min(maxWaitMs, deadline ?? Infinity));
				const ambiguous = sent.filter(
					(outcome) =>
						outcome.kind === 'interrupted' ||
						(outcome.kind === 'answer' && [408, 500, 503].includes(outcome.status)),
				);
				// The heart of it: what may have happened is never asked for twice without a key.
				if (effect === 'unsafeWrite') expect(ambiguous.length).toBeLessThanOrEqual(1);
				if (effect === 'unsafeWrite' && ambiguous.length === 1) {
					expect(sent.at(-1)).toBe(ambiguous[0]);
				}
			},
		),
		{ numRuns: 300 },
	);
});

it('a limit of N requests a window is kept by all requests together', async () => {
	const clock = simulatedClock();
	const pause = createPause();
	const windowMs = 10_000;
	const perWindow = 6;
	const asked = new Map<number, number>();
	const send = async (): Promise<Outcome> => {
		const window = Math.floor(clock.now() / windowMs);
		const count = (asked.get(window) ?? 0) + 1;
		asked.set(window, count);
		const left = (window + 1) * windowMs - clock.now();
		return count > perWindow ? answer(429, { 'retry-after': String(left / 1000) }) : answer(200);
	};
	const all = await clock.until(
		mapConcurrently(
			Array.from({ length: 30 }, (_value, n) => n),
			3,
			async () => await sendWithRetries(request('unsafeWrite'), { send, pause, clock }),
			() => false,
			(cause): never => {
				throw new Error('It never throws', { cause });
			},
		),
	);

	expect(all.every(({ outcome }) => outcome.kind === 'answer' && outcome.status === 200)).toBe(
		true,
	);
	// Beyond the limit only those can ask that were already under way.
	expect(Math.max(...asked.values())).toBeLessThanOrEqual(perWindow + 3);
	expect(clock.now()).toBe(4 * windowMs);
});

it('does not send at all when the pause is longer than the request may wait', async () => {
	const clock = simulatedClock();
	const pause = createPause();
	pause.extendTo(90_000);
	const send = jest.fn();
	const result = await sendWithRetries(request('read'), { send, pause, clock });

	expect(send).not.toHaveBeenCalled();
	expect(result).toMatchObject({
		outcome: { kind: 'pausedTooLong', waitMs: 90_000 },
		attempts: 0,
		refusedWaitMs: 90_000,
	});
});

it('does not begin to wait when the execution is cancelled already', async () => {
	const clock = simulatedClock();
	const signal = AbortSignal.abort();
	const send = async () => answer(503);
	const context = { send, pause: createPause(), clock, signal };

	await expect(sendWithRetries(request('read'), context)).rejects.toThrow('canceled');
});
