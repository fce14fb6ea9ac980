import { setTimeout as sleep } from 'node:timers/promises';
import { within, type TimeLimit } from './timeLimit.mts';

const LOOK_AGAIN_MS = 200;

/**
 * Looks again and again until something is found, and returns it. Throws `TimeLimitExceeded` when the limit is over, and
 * the reason of `outer` when that is aborted; a look that throws ends it, too.
 */
export async function until<T>(
	limit: TimeLimit,
	outer: AbortSignal,
	look: (signal: AbortSignal) => Promise<T | undefined>,
	everyMs = LOOK_AGAIN_MS,
): Promise<T> {
	return await within(limit, outer, async (signal) => {
		for (;;) {
			const found = await look(signal);
			if (found !== undefined) return found;
			await sleep(everyMs, undefined, { signal });
		}
	});
}
