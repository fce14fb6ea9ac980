import { getHeapStatistics } from 'node:v8';

const EVERY_MS = 10;
const MEGABYTE = 1024 * 1024;

/**
 * Begins to watch the memory of this process. `end` tells the most that was in use, in megabytes above what was in use at the
 * beginning. Garbage that nobody has collected yet counts, as it does for the machine; between two samples a short peak can
 * hide.
 */
export function watchMemory(): { end(): number } {
	if (globalThis.gc === undefined) throw new Error('Memory is measured with --expose-gc');
	globalThis.gc();
	const before = inUse();
	let peak = before;
	const sample = () => (peak = Math.max(peak, inUse()));
	const timer = setInterval(sample, EVERY_MS);
	return {
		end() {
			clearInterval(timer);
			sample();
			return (peak - before) / MEGABYTE;
		},
	};
}

/** Without process.memoryUsage(), which asks the system each time. */
function inUse(): number {
	const { used_heap_size, external_memory } = getHeapStatistics();
	return used_heap_size + external_memory;
}
