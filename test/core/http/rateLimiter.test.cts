import fc from 'fast-check';

import { ExecutionCancelled } from '../../../nodes/core/failures/cancellation.ts';
import { createRateLimiter } from '../../../nodes/core/http/rateLimiter.ts';
import type { HttpRequest, Outcome } from '../../../nodes/core/http/request.ts';
import { simulatedClock } from './simulatedClock.cts';

const fivePerSecond = { name: 'batch', calls: 5, perMs: 1_000 };

const request = (rateLimit = fivePerSecond): HttpRequest => ({
	method: 'GET',
	url: 'https://service.example/',
	effect: 'read',
	timeoutMs: 1_000,
	maxWaitMs: 60_000,
	rateLimit,
});

const answer: Outcome = { kind: 'answer', status: 200, headers: {}, body: {} };

/** The most arrivals that any window of `perMs` holds. */
function most(arrivals: readonly number[], perMs: number): number {
	return Math.max(
		0,
		...arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + perMs).length),
	);
}

it('no window of the service exceeds the limit, whatever the network does', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ there: fc.nat(700), back: fc.nat(700) }), { maxLength: 40 }),
			fc.integer({ min: 1, max: 6 }),
			async (latencies, calls) => {
				const clock = simulatedClock();
				const arrivals: number[] = [];
				let next = 0;
				const { send } = createRateLimiter(
					async () => {
						const { there, back } = latencies[next++] ?? { there: 0, back: 0 };
						await clock.sleep(there);
						arrivals.push(clock.monotonic());
						await clock.sleep(back);
						return answer;
					},
					{ clock },
				);
				const limit = { name: 'batch', calls, perMs: 1_000 };
				await clock.until(Promise.all(latencies.map(async () => await send(request(limit)))));

				expect(arrivals).toHaveLength(latencies.length);
				expect(most(arrivals, 1_000)).toBeLessThanOrEqual(calls);
			},
		),
		{ numRuns: 60 },
	);
});

it('is no slower than the limit requires', async () => {
	const clock = simulatedClock();
	const { send } = createRateLimiter(async () => answer, { clock });
	await clock.until(Promise.all(Array.from({ length: 50 }, async () => await send(request()))));

	expect(clock.monotonic()).toBe(9_000);
});

it('limits of other names, and requests without one, do not wait', async () => {
	const clock = simulatedClock();
	const { send } = createRateLimiter(async () => answer, { clock });
	const unlimited: HttpRequest = { ...request(), rateLimit: undefined };
	const requests = [
		...Array.from({ length: 5 }, () => request()),
		...Array.from({ length: 5 }, () => request({ ...fivePerSecond, name: 'other' })),
		...Array.from({ length: 20 }, () => unlimited),
	];
	await clock.until(Promise.all(requests.map(async (one) => await send(one))));

	expect(clock.monotonic()).toBe(0);
});

it('a failed request frees its place', async () => {
	const clock = simulatedClock();
	const { send } = createRateLimiter(async () => await Promise.reject(new Error('broken')), {
		clock,
	});
	const limit = { name: 'one', calls: 1, perMs: 10 };
	for (let n = 0; n < 3; n++) {
		const outcome = send(request(limit)).catch((reason: Error) => reason.message);
		expect(await clock.until(outcome)).toBe('broken');
	}
	expect(clock.monotonic()).toBe(20);
});

it.each([
	['for time to pass', 0],
	['for an answer', 1],
])('waiting %s ends when the execution is cancelled', async (_what, underWay) => {
	const cancel = new AbortController();
	const limit = { name: 'one', calls: 1, perMs: 60_000 };
	const never = new Promise<Outcome>(() => {});
	const { send } = createRateLimiter(async () => (underWay === 1 ? await never : answer), {
		clock: {
			now: () => 0,
			monotonic: () => 0,
			random: () => 0,
			sleep: async () => await new Promise(() => {}),
		},
		signal: cancel.signal,
	});
	const first = send(request(limit));
	if (underWay === 0) await first;
	const second = send(request(limit));
	cancel.abort();

	await expect(second).rejects.toBeInstanceOf(ExecutionCancelled);
});

it('setting the wall clock changes nothing', async () => {
	const clock = simulatedClock();
	let set = 0;
	const { send } = createRateLimiter(
		async () => {
			set -= 600_000;
			return answer;
		},
		{ clock: { ...clock, now: () => clock.now() + set } },
	);
	await clock.until(Promise.all(Array.from({ length: 12 }, async () => await send(request()))));

	expect(clock.monotonic()).toBe(2_000);
});

describe('a deadline', () => {
	const limit = { name: 'one', calls: 1, perMs: 1_000 };
	const until = (deadline: number) => ({ ...request(limit), timeoutMs: 30_000, deadline });

	it('ends a wait before it begins if the wait would be too long', async () => {
		const clock = simulatedClock();
		const { send } = createRateLimiter(async () => answer, { clock });
		await send(until(900));
		const second = await clock.until(send(until(900)));

		expect(second).toEqual({ kind: 'outOfTime' });
		expect(clock.monotonic()).toBe(0);
	});

	it('ends the wait for the answer to another request', async () => {
		const clock = simulatedClock();
		const { send } = createRateLimiter(async () => await new Promise<Outcome>(() => {}), { clock });
		void send(until(900));
		const second = await clock.until(send(until(900)));

		expect(second).toEqual({ kind: 'outOfTime' });
		expect(clock.monotonic()).toBe(900);
	});

	it('shortens the timeout of an attempt that had to wait', async () => {
		const clock = simulatedClock();
		const timeouts: number[] = [];
		const { send } = createRateLimiter(
			async ({ timeoutMs }) => {
				timeouts.push(timeoutMs);
				return answer;
			},
			{ clock },
		);
		await clock.until(Promise.all([send(until(5_000)), send(until(5_000))]));

		expect(timeouts).toEqual([5_000, 4_000]);
	});
});

it('the limit has room a full window after the answer, not after the request', async () => {
	const clock = simulatedClock();
	const sentAt: number[] = [];
	const { send } = createRateLimiter(
		async () => {
			sentAt.push(clock.monotonic());
			await clock.sleep(5_000);
			return answer;
		},
		{ clock },
	);
	const one = request({ name: 'one', calls: 1, perMs: 1_000 });
	await clock.until(Promise.all([send(one), clock.sleep(5_400).then(async () => await send(one))]));

	expect(sentAt).toEqual([0, 6_000]);
});

it('a shorter pause never cuts a longer one', () => {
	const limiter = createRateLimiter(async () => answer, { clock: simulatedClock() });
	expect(limiter.pausedForMs(0)).toBe(0);
	limiter.pauseUntil(9_000);
	limiter.pauseUntil(2_000);

	expect(limiter.pausedForMs(1_000)).toBe(8_000);
	expect(limiter.pausedForMs(9_500)).toBe(0);
});
