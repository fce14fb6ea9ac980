import { TimeLimitExceeded, type TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';

/** How long the editor may take to show something. Generous: n8n, Chromium and the sandbox may share two cores. */
export const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 150;

/** What is looked at in a browser ends with it, so that nothing else has to end the wait. */
const { signal: NEVER } = new AbortController();

/**
 * Looks until what is seen is right, and returns it. Throws with the last thing seen; `what` completes "waiting for …".
 */
export async function eventually<T>(
	what: string,
	look: () => Promise<T>,
	isRight: (seen: T) => boolean,
): Promise<T> {
	const limit: TimeLimit = { name: `waiting for ${what}`, ms: PATIENCE_MS };
	let last: T | undefined;
	const lookOnce = async () => {
		const seen = await look();
		last = seen;
		return isRight(seen) ? { seen } : undefined;
	};
	const { seen } = await until(limit, NEVER, lookOnce, LOOK_EVERY_MS).catch((error: unknown) => {
		if (!(error instanceof TimeLimitExceeded)) throw error;
		const text = typeof last === 'string' ? last : JSON.stringify(last);
		throw new Error(`${error.message} Seen last: ${text}`);
	});
	return seen;
}
