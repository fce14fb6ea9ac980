import { PLANS, type ApiKey } from './keys.cts';

const WINDOW_MS = 60_000;

export interface Admission {
	readonly admitted: boolean;
	/** For every answer to the key, refusals included. */
	readonly headers: Record<string, string>;
}

/** Counts requests in whole minutes of the sandbox's clock, for each key by itself (both assumed). */
export class RateLimit {
	#windows = new Map<string, { start: number; used: number }>();

	/** Counts a request of the key. The plan `unlimited` has no headers, since there is no number to tell. */
	admit(key: ApiKey, now: number): Admission {
		const allowed = PLANS[key.plan];
		if (allowed === Infinity) return { admitted: true, headers: {} };
		const window = this.#window(key.value, Math.floor(now / WINDOW_MS) * WINDOW_MS);
		const admitted = window.used < allowed;
		if (admitted) window.used += 1;
		const resetAt = window.start + WINDOW_MS;
		const headers = limitHeaders(allowed, Math.max(0, allowed - window.used), new Date(resetAt));
		if (!admitted) headers['retry-after'] = String(Math.ceil((resetAt - now) / 1000));
		return { admitted, headers };
	}

	clear(): void {
		this.#windows.clear();
	}

	#window(key: string, start: number): { start: number; used: number } {
		const current = this.#windows.get(key);
		if (current?.start === start) return current;
		const fresh = { start, used: 0 };
		this.#windows.set(key, fresh);
		return fresh;
	}
}

/** The documented headers; the reset is an ISO timestamp, not epoch seconds. */
export function limitHeaders(
	limit: number,
	remaining: number,
	resetAt: Date,
): Record<string, string> {
	return {
		'x-ratelimit-limit': String(limit),
		'x-ratelimit-remaining': String(remaining),
		'x-ratelimit-reset': resetAt.toISOString(),
	};
}
