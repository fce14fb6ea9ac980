export type Clock = 'wall' | 'cpu';

/** Milliseconds since some moment: gone by, or in which this thread had the processor. */
export function now(clock: Clock): number {
	if (clock === 'wall') return performance.now();
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
}
