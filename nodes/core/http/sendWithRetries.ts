import type { Clock } from '../clock';
import { ExecutionCancelled, unlessCancelled } from '../failures/cancellation';
import type { Pause } from './rateLimiter';
import type { Effect, HttpRequest, Outcome, Send } from './request';
import { isAmbiguous, isRefusal } from './outcome';
import { decideRetry } from './retryPolicy';

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
	/** Whether the service named that wait, to this request or another. */
	askedToWait?: boolean;
	/** True when nobody knows whether one of the attempts had its effect. */
	ambiguous: boolean;
}

/**
 * Sends a request until it is answered, may not be repeated, has failed MAX_ATTEMPTS times, would wait longer than it may
 * in all, or comes to its deadline.
 *
 * A pause that is longer than the request may wait does not keep it from being sent once: what was told to another request
 * need not hold for this one, which may be an emergency. Only a poll, which comes again by itself, stays away.
 *
 * Throws ExecutionCancelled and nothing else.
 */
export async function sendWithRetries(
	request: HttpRequest,
	{ send, pause, clock, signal }: RetryContext,
): Promise<SentRequest> {
	const { effect, maxWaitMs, timeoutMs, deadline } = request;
	let attempts = 0;
	let failures = 0;
	let refusals = 0;
	let waitedMs = 0;
	let ambiguous = false;
	let last: Outcome | undefined;

	// A timer may fire a part of a millisecond early: what was waited for has passed.
	let waitedUntil = -Infinity;
	const time = () => Math.max(clock.monotonic(), waitedUntil);
	const timeLeft = () => (deadline ?? Infinity) - time();
	const mayStillWait = () => Math.min(maxWaitMs - waitedMs, timeLeft());
	const wait = async (ms: number) => {
		waitedMs += ms;
		const until = time() + ms;
		try {
			await unlessCancelled(async () => await clock.sleep(ms), signal);
		} catch (reason) {
			throw asCancelled(reason, effect, ambiguous);
		}
		waitedUntil = until;
	};
	const sendOnce = async (left: number): Promise<Outcome> => {
		if (left <= 0) return { kind: 'outOfTime' };
		try {
			return await send({ ...request, timeoutMs: Math.min(timeoutMs, left) });
		} catch (reason) {
			throw asCancelled(reason, effect, ambiguous);
		}
	};

	for (;;) {
		// Another request may have been told to wait while this one was waiting: look again until the way is free.
		for (;;) {
			const held = pause.remainingMs(time());
			if (held <= 0) break;
			if (held > mayStillWait()) {
				if (attempts === 0 && deadline === undefined) break;
				const outcome = last ?? { kind: 'pausedTooLong', waitMs: held };
				const refused = { refusedWaitMs: held, askedToWait: true };
				return { outcome, attempts, waitedMs, ...refused, ambiguous };
			}
			await wait(held);
		}

		const outcome = await sendOnce(timeLeft());
		if (outcome.kind === 'outOfTime') {
			return { outcome: last ?? outcome, attempts, waitedMs, ambiguous };
		}
		last = outcome;
		attempts++;
		ambiguous ||= isAmbiguous(effect, outcome);
		const refused = isRefusal(outcome);
		if (refused) refusals++;
		else failures++;

		const decision = decideRetry(
			{ effect, outcome, failures, refusals, leftMs: mayStillWait() },
			{ now: clock.now(), random: clock.random() },
		);
		const afterMs = 'afterMs' in decision ? decision.afterMs : 0;
		if (refused) pause.extendTo(time() + afterMs);
		if (!decision.retry) {
			const ended = { outcome, attempts, waitedMs, ambiguous };
			return decision.why === 'tooLongAWait'
				? { ...ended, refusedWaitMs: afterMs, askedToWait: decision.asked }
				: ended;
		}
		await wait(afterMs);
	}
}

/** What is thrown on: a cancelled execution says whether this request may have had its effect. */
function asCancelled(reason: unknown, effect: Effect, ambiguous: boolean): unknown {
	if (!(reason instanceof ExecutionCancelled)) return reason;
	return new ExecutionCancelled(effect !== 'read' && (ambiguous || reason.mayHaveHappened));
}
