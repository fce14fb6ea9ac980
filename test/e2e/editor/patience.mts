import { setTimeout as sleep } from 'node:timers/promises';

/** How long the editor may take to show something. Generous: n8n, Chromium and the sandbox may share two cores. */
export const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 150;

/**
 * Looks until what is seen is right, and returns it. Throws with the last thing seen; `what` completes "waited for …".
 */
export async function eventually<T>(
	what: string,
	look: () => Promise<T>,
	isRight: (seen: T) => boolean,
): Promise<T> {
	const giveUpAt = Date.now() + PATIENCE_MS;
	for (;;) {
		const seen = await look();
		if (isRight(seen)) return seen;
		if (Date.now() > giveUpAt) {
			const last = typeof seen === 'string' ? seen : JSON.stringify(seen);
			throw new Error(`Waited for ${what} for ${PATIENCE_MS / 1_000} seconds. Seen last: ${last}`);
		}
		await sleep(LOOK_EVERY_MS);
	}
}
