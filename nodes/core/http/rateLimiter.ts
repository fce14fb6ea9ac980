import type { Clock } from '../clock';
import { unlessCancelled } from '../failures/cancellation';
import type { RateLimit, Send } from './request';

/** Keeps the requests of one account within the service's rate limits. Lives as long as one run of a node, or one poll. */
export interface RateLimiter {
	/**
	 * Sends a request as soon as the limit that it names (`HttpRequest.rateLimit`) has room, so that the service need not
	 * refuse it. This wait counts against no budget. It ends with the execution (ExecutionCancelled) and at the deadline of
	 * the request. Requests that name no limit do not wait.
	 */
	send: Send;
	/** After a 429: holds back all requests until a time on the monotonic clock. A shorter pause never cuts a longer one. */
	pauseUntil(time: number): void;
	/** Milliseconds that the pause lasts from `now`; 0 without one. */
	pausedForMs(now: number): number;
}

export function createRateLimiter(
	send: Send,
	{ clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): RateLimiter {
	const usages = new Map<string, Usage>();
	let pausedUntil = -Infinity;
	return {
		async send(request) {
			const { rateLimit, deadline = Infinity } = request;
			if (rateLimit === undefined) return await send(request);
			const usage = usages.get(rateLimit.name) ?? { underWay: new Set(), endedAt: [] };
			usages.set(rateLimit.name, usage);
			const leftMs = () => deadline - clock.monotonic();

			for (;;) {
				const roomIn = roomInMs(rateLimit, usage, clock.monotonic());
				if (roomIn === 0) break;
				const left = leftMs();
				if ((roomIn ?? 0) >= left) return { kind: 'outOfTime' };
				await unlessCancelled(async () => {
					if (roomIn !== undefined) await clock.sleep(Math.ceil(roomIn));
					else if (left === Infinity) await Promise.race(usage.underWay);
					else await Promise.race([...usage.underWay, clock.sleep(Math.ceil(left))]);
				}, signal);
			}

			const left = leftMs();
			if (left <= 0) return { kind: 'outOfTime' };
			let end = () => {};
			const ending = new Promise<void>((resolve) => (end = resolve));
			usage.underWay.add(ending);
			try {
				return await send({ ...request, timeoutMs: Math.min(request.timeoutMs, left) });
			} finally {
				usage.underWay.delete(ending);
				usage.endedAt.push(clock.monotonic());
				end();
			}
		},
		pauseUntil(time) {
			pausedUntil = Math.max(pausedUntil, time);
		},
		pausedForMs: (now) => Math.max(0, pausedUntil - now),
	};
}

/** The requests that count against one limit. */
interface Usage {
	/** For each request that has no answer yet, a promise that resolves when it ends. */
	underWay: Set<Promise<void>>;
	/** When the others ended, on the monotonic clock, the oldest first. */
	endedAt: number[];
}

/**
 * Milliseconds until the limit has room, or undefined while requests without an answer take all of it.
 *
 * A place becomes free `perMs` after the *end* of its request. The service counts arrivals, which the node cannot see, but
 * each arrival precedes its answer. So the service never counts more than `calls` in any `perMs`, whatever the network
 * does. The price is one latency per round.
 */
function roomInMs({ calls, perMs }: RateLimit, usage: Usage, now: number): number | undefined {
	const { underWay, endedAt } = usage;
	while (endedAt[0] !== undefined && endedAt[0] + perMs <= now) endedAt.shift();
	if (underWay.size + endedAt.length < calls) return 0;
	const [oldest] = endedAt;
	return oldest === undefined ? undefined : oldest + perMs - now;
}
