import type { Clock } from '../clock';
import { unlessCancelled } from '../failures/cancellation';
import type { RateLimit, Send } from './request';

/**
 * The pause after a 429. A rate limit counts for all requests of an execution, so a 429 to one of them holds back the
 * others too. Lives as long as the execution.
 */
export interface Pause {
	/** No request is sent before `until`, on the monotonic clock. A shorter pause never cuts a longer one. */
	extendTo(until: number): void;
	/** Milliseconds left at `now`; 0 when requests may be sent. */
	remainingMs(now: number): number;
}

export function createPause(): Pause {
	let openAt = -Infinity;
	return {
		extendTo(until) {
			openAt = Math.max(openAt, until);
		},
		remainingMs: (now) => Math.max(0, openAt - now),
	};
}

interface Traffic {
	lane: Lane;
	/** Each resolves when a request that is under way ends. */
	endings: Set<Promise<void>>;
}

/**
 * Holds requests back until the limit they name (`HttpRequest.rateLimit`) has room for them, so that it is kept in
 * advance instead of being run into. Waiting in line is not waiting for a refusal: it counts against no budget, and ends
 * with the execution (ExecutionCancelled) and at the deadline of the request. Requests without a limit pass.
 */
export function pacedSend(
	send: Send,
	{ clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): Send {
	const traffics = new Map<string, Traffic>();
	return async (request) => {
		const { rateLimit } = request;
		if (rateLimit === undefined) return await send(request);
		const traffic = traffics.get(rateLimit.name) ?? {
			lane: createLane(rateLimit),
			endings: new Set(),
		};
		traffics.set(rateLimit.name, traffic);
		const { lane, endings } = traffic;
		const timeLeft = () => (request.deadline ?? Infinity) - clock.monotonic();
		for (let ms = lane.waitMs(clock.monotonic()); ms !== 0; ms = lane.waitMs(clock.monotonic())) {
			const wait = ms;
			const left = timeLeft();
			if ((wait ?? 0) >= left) return { kind: 'outOfTime' };
			await unlessCancelled(
				async () =>
					wait === undefined
						? await Promise.race([
								...endings,
								...(left === Infinity ? [] : [clock.sleep(Math.ceil(left))]),
							])
						: await clock.sleep(Math.ceil(wait)),
				signal,
			);
		}
		const left = timeLeft();
		if (left <= 0) return { kind: 'outOfTime' };
		lane.begin();
		let ended = () => {};
		const ending = new Promise<void>((resolve) => (ended = resolve));
		endings.add(ending);
		try {
			return await send({ ...request, timeoutMs: Math.min(request.timeoutMs, left) });
		} finally {
			lane.end(clock.monotonic());
			endings.delete(ending);
			ended();
		}
	};
}

/**
 * What is under way and what was just answered, against one limit; times are of the monotonic clock. Lives as long as one run of a node, so that in a loop,
 * or beside another node, the limit can be met all the same.
 */
export interface Lane {
	/**
	 * Milliseconds until another request may begin, 0 for at once. Undefined: nobody can say, because all places are
	 * taken by requests that are not answered yet.
	 */
	waitMs(now: number): number | undefined;
	begin(): void;
	/** The request was answered, or was given up. */
	end(now: number): void;
}

/**
 * A place becomes free `perMs` after its request was *answered*: the service counts when a request arrives, which we
 * cannot see, but surely lies before its answer. So the service never counts more than `calls` of ours in any `perMs`,
 * whatever the network does; the price is one latency per round.
 */
export function createLane({ calls, perMs }: RateLimit): Lane {
	let underWay = 0;
	const ended: number[] = [];
	return {
		waitMs(now) {
			while (ended[0] !== undefined && ended[0] + perMs <= now) ended.shift();
			if (underWay + ended.length < calls) return 0;
			const [oldest] = ended;
			return oldest === undefined ? undefined : oldest + perMs - now;
		},
		begin() {
			underWay++;
		},
		end(now) {
			underWay--;
			ended.push(now);
		},
	};
}
