import type { Clock } from '../clock';
import { unlessCancelled } from './cancellation';
import type { Lane } from './rateLimit';
import { createLane } from './rateLimit';
import type { Send } from './request';

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
