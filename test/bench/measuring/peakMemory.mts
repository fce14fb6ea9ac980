import { getHeapStatistics } from 'node:v8';

const EVERY_MS = 10;
const MEGABYTE = 1024 * 1024;

/**
 * Memory that a piece of work has in use at most, in megabytes above what was in use before it. Garbage that nobody has
 * collected yet counts, as it does for the machine; between two samples a short peak can hide.
 */
export async function peakMemory<T>(
	work: () => Promise<T>,
): Promise<{ result: T; megabytes: number }> {
	if (globalThis.gc === undefined) throw new Error('Memory is measured with --expose-gc');
	globalThis.gc();
	const before = inUse();
	let peak = before;
	const sample = () => (peak = Math.max(peak, inUse()));
	const timer = setInterval(sample, EVERY_MS);
	try {
		const result = await work();
		sample();
		return { result, megabytes: (peak - before) / MEGABYTE };
	} finally {
		clearInterval(timer);
	}
}

/** Without process.memoryUsage(), which asks the system each time. */
function inUse(): number {
	const { used_heap_size, external_memory } = getHeapStatistics();
	return used_heap_size + external_memory;
}
