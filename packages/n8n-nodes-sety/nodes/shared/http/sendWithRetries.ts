import type { Clock } from '../clock';
import { unlessCancelled } from './cancellation';
import type { Pause } from './pause';
import type { HttpRequest, Outcome, Send } from './request';
import { isAmbiguous, MAX_ATTEMPTS, mayRetry } from './retry';
import { waitMs } from './wait';

export interface RetryContext {
	send: Send;
	pause: Pause;
	clock: Clock;
	signal?: AbortSignal | undefined;
}

export interface SentRequest {
	outcome: Outcome;
	attempts: number;
	/** All waits of this request together, in milliseconds. */
	waitedMs: number;
	/** The wait that would have been next and that was too long, in milliseconds. */
	refusedWaitMs?: number;
	/** True when nobody knows whether one of the attempts had its effect. */
	ambiguous: boolean;
}

/**
 * Sends a request until it is answered, may not be repeated, was tried MAX_ATTEMPTS times, would wait longer than it may
 * in all, or comes to its deadline. Throws ExecutionCancelled and nothing else.
 */
export async function sendWithRetries(
	request: HttpRequest,
	{ send, pause, clock, signal }: RetryContext,
): Promise<SentRequest> {
	const { maxWaitMs, timeoutMs, deadline = Infinity } = request;
	let waitedMs = 0;
	let ambiguous = false;
	let last: Outcome | undefined;

	const mayWait = (ms: number) => waitedMs + ms <= maxWaitMs && clock.now() + ms <= deadline;
	const wait = async (ms: number) => {
		waitedMs += ms;
		await unlessCancelled(async () => await clock.sleep(ms), signal);
	};

	for (let attempt = 1; ; attempt++) {
		// Another request may have been told to wait while this one was waiting: look again until the way is free.
		for (
			let held = pause.remainingMs(clock.now());
			held > 0;
			held = pause.remainingMs(clock.now())
		) {
			if (!mayWait(held)) {
				const outcome = last ?? { kind: 'pausedTooLong', waitMs: held };
				return { outcome, attempts: attempt - 1, waitedMs, refusedWaitMs: held, ambiguous };
			}
			await wait(held);
		}

		const left = deadline - clock.now();
		if (left <= 0) {
			const outcome = last ?? { kind: 'outOfTime' };
			return { outcome, attempts: attempt - 1, waitedMs, ambiguous };
		}
		const outcome = await send({ ...request, timeoutMs: Math.min(timeoutMs, left) });
		last = outcome;
		ambiguous ||= isAmbiguous(outcome);
		if (!mayRetry(request.effect, outcome) || attempt >= MAX_ATTEMPTS) {
			return { outcome, attempts: attempt, waitedMs, ambiguous };
		}

		const now = clock.now();
		const needed = waitMs(outcome, { attempt, now, random: clock.random() });
		if (outcome.kind === 'answer' && outcome.status === 429) pause.extendTo(now + needed);
		if (!mayWait(needed)) {
			return { outcome, attempts: attempt, waitedMs, refusedWaitMs: needed, ambiguous };
		}
		await wait(needed);
	}
}
