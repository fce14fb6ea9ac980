/** The wall clock at the beginning of a simulation, in epoch milliseconds. */
const WALL_CLOCK = Date.parse('2026-03-10T14:30:00.000Z');

/** A clock that stands still until a caller sleeps. Sleepers wake in the order of their times. */
export function simulatedClock() {
	let time = 0;
	const sleepers: Array<{ at: number; wake: () => void }> = [];
	return {
		/** Independent of the monotonic clock: it shows 2026, and a test may set it. */
		now: () => WALL_CLOCK + time,
		monotonic: () => time,
		random: () => 0.5,
		async sleep(ms: number) {
			await new Promise<void>((wake) => sleepers.push({ at: time + ms, wake }));
		},
		/** Lets time pass until `work` is done. */
		async until<T>(work: Promise<T>): Promise<T> {
			let done = false;
			const watched = work.finally(() => (done = true));
			while (!done) {
				// First runs everything that needs no time to pass.
				await new Promise((resolve) => setImmediate(resolve));
				const next = sleepers.sort((a, b) => a.at - b.at).shift();
				if (next === undefined) continue;
				time = Math.max(time, next.at);
				next.wake();
			}
			return await watched;
		},
	};
}
