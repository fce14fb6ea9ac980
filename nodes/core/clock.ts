/** What a decision about time may know. Injected, so that waits can be tested without waiting. */
export interface Clock {
	/** Milliseconds since 1970-01-01 UTC. For dates: it may be set, also back. */
	now(): number;
	/** Milliseconds since a moment that means nothing. For durations and deadlines: nobody can set it. */
	monotonic(): number;
	/** A number in [0, 1), as Math.random. */
	random(): number;
	/** Resolves after the given milliseconds. */
	sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	random: () => Math.random(),
	sleep: async (ms) =>
		await new Promise((resolve) => {
			// Unlike the `sleep` of n8n-workflow, an abandoned wait of this kind keeps no process from ending.
			const timeout = AbortSignal.timeout(Math.ceil(ms));
			timeout.addEventListener('abort', () => resolve(), { once: true });
		}),
};
