export interface Limit {
	/** Requests of the same name count together. */
	readonly name: string;
	readonly calls: number;
	readonly perMs: number;
}

/** Counts admitted requests in a sliding window of the sandbox's clock, for the whole organization. */
export class RateLimit {
	#admitted = new Map<string, number[]>();

	/** Undefined when the request is admitted; else the Retry-After of the refusal. */
	refuse({ name, calls, perMs }: Limit, now: number): string | undefined {
		const recent = (this.#admitted.get(name) ?? []).filter((at) => at > now - perMs);
		this.#admitted.set(name, recent);
		const [oldest] = recent;
		if (oldest === undefined || recent.length < calls) {
			recent.push(now);
			return undefined;
		}
		// Decimal seconds, as in the documented example 0.40235; the last digits keep it from ever being whole.
		return ((oldest + perMs - now) / 1000 + 0.00035).toFixed(5);
	}
}
