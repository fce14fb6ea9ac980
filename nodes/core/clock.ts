/** The time and randomness that a decision may use. Injected, so that tests of waits need no waiting. */
export interface Clock {
	/** Milliseconds since 1970-01-01 UTC. For dates: someone may set it, also back. */
	now(): number;
	/** Milliseconds since an arbitrary moment. For durations and deadlines: it never jumps. */
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
			// Unlike the `sleep` of n8n-workflow, an abandoned wait does not keep the process alive.
			const timeout = AbortSignal.timeout(Math.ceil(ms));
			timeout.addEventListener('abort', () => resolve(), { once: true });
		}),
};
