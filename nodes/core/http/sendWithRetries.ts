import type { Clock } from '../clock';
import { ExecutionCancelled, unlessCancelled } from '../failures/cancellation';
import { isAmbiguous, isRefusal } from './outcome';
import type { RateLimiter } from './rateLimiter';
import type { HttpRequest, Outcome } from './request';
import { decideRetry } from './retryPolicy';

export interface RetryContext {
	limiter: RateLimiter;
	clock: Clock;
	signal?: AbortSignal | undefined;
}

/** A request after its last attempt. */
export interface SentRequest extends Partial<RefusedWait> {
	/** How the last attempt ended. */
	outcome: Outcome;
	attempts: number;
	/** All waits of this request together, in milliseconds. */
	waitedMs: number;
	/** Whether one of the attempts may have had its effect without a confirmation. */
	ambiguous: boolean;
}

/** A wait that was too long, so that it ended the attempts. */
interface RefusedWait {
	/** In milliseconds. */
	refusedWaitMs: number;
	/** Whether the service asked for it, in an answer to this request or another one. */
	askedToWait: boolean;
}

/**
 * Sends a request, with retries, until the retry policy ends it or its deadline has passed.
 *
 * A pause that is longer than the request may wait does not keep it from being sent once: the service asked another request
 * to wait, and this one may be an emergency. A poll stays away, because n8n repeats it anyway.
 *
 * Throws ExecutionCancelled only.
 */
export async function sendWithRetries(
	request: HttpRequest,
	{ limiter, clock, signal }: RetryContext,
): Promise<SentRequest> {
	const { effect, maxWaitMs, timeoutMs, deadline } = request;
	let attempts = 0;
	let failures = 0;
	let refusals = 0;
	let waitedMs = 0;
	let ambiguous = false;
	let last: Outcome | undefined;

	// A timer may fire a fraction of a millisecond early. A finished wait counts as fully waited.
	let waitedUntil = -Infinity;
	const time = () => Math.max(clock.monotonic(), waitedUntil);
	const timeLeft = () => (deadline ?? Infinity) - time();
	const mayStillWaitMs = () => Math.min(maxWaitMs - waitedMs, timeLeft());

	/** When the execution is cancelled, says whether this request may have had its effect. */
	const orCancelled = async <Result>(work: Promise<Result>): Promise<Result> =>
		await work.catch((reason: unknown) => {
			if (!(reason instanceof ExecutionCancelled)) throw reason;
			throw new ExecutionCancelled(effect !== 'read' && (ambiguous || reason.mayHaveHappened));
		});
	const wait = async (ms: number) => {
		waitedMs += ms;
		const until = time() + ms;
		await orCancelled(unlessCancelled(async () => await clock.sleep(ms), signal));
		waitedUntil = until;
	};
	/** Returns the milliseconds of a pause that is too long to wait, else 0. */
	const waitForPause = async (): Promise<number> => {
		// Another request may extend the pause meanwhile, so look again after each wait.
		for (;;) {
			const pausedMs = limiter.pausedForMs(time());
			if (pausedMs === 0 || pausedMs > mayStillWaitMs()) return pausedMs;
			await wait(pausedMs);
		}
	};
	const sendOnce = async (): Promise<Outcome> => {
		const left = timeLeft();
		if (left <= 0) return { kind: 'outOfTime' };
		const attempt = { ...request, timeoutMs: Math.min(timeoutMs, left) };
		return await orCancelled(limiter.send(attempt));
	};
	const ended = (outcome: Outcome, refusedWait: Partial<RefusedWait> = {}): SentRequest => ({
		...{ outcome, attempts, waitedMs, ambiguous },
		...refusedWait,
	});

	for (;;) {
		const pausedMs = await waitForPause();
		if (pausedMs > 0 && (attempts > 0 || deadline !== undefined)) {
			const refusedWait = { refusedWaitMs: pausedMs, askedToWait: true };
			return ended(last ?? { kind: 'pausedTooLong', waitMs: pausedMs }, refusedWait);
		}

		const outcome = await sendOnce();
		if (outcome.kind === 'outOfTime') return ended(last ?? outcome);
		last = outcome;
		attempts++;
		ambiguous ||= isAmbiguous(effect, outcome);
		const refused = isRefusal(outcome);
		if (refused) refusals++;
		else failures++;

		const decision = decideRetry(
			{ effect, outcome, failures, refusals, leftMs: mayStillWaitMs() },
			{ now: clock.now(), random: clock.random() },
		);
		const afterMs = 'afterMs' in decision ? decision.afterMs : 0;
		if (refused) limiter.pauseUntil(time() + afterMs);
		if (!decision.retry) {
			return decision.why === 'tooLongAWait'
				? ended(outcome, { refusedWaitMs: afterMs, askedToWait: decision.asked })
				: ended(outcome);
		}
		await wait(afterMs);
	}
}
