/** What the wall clock of a simulation shows when it begins, epoch milliseconds. */
const WALL_CLOCK = Date.parse('2026-03-10T14:30:00.000Z');

/** A clock that stands still until somebody sleeps; sleepers wake in the order of their times. */
export function simulatedClock() {
	let time = 0;
	const sleepers: Array<{ at: number; wake: () => void }> = [];
	return {
		/** Has nothing to do with the other one: 2026, and it may be set. */
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
				// Everything that can go on without time passing goes on first.
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
