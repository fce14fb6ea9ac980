/** Growth that no quadratic work stays below, and linear work does with much to spare. */
export const LINEAR = 10;

/** How often each size is measured: the least is what the work takes when nothing disturbs it. */
const TURNS = 3;

/**
 * How many times the processor time of 4 × the size is that of the size: about 4 for work in proportion to it, 16 for
 * work in proportion to its square.
 */
export function growthOf(work: (size: number) => void, size: number): number {
	// Once for the compiler.
	work(size);
	return leastTime(() => work(4 * size)) / leastTime(() => work(size));
}

function leastTime(work: () => void): number {
	const times = Array.from({ length: TURNS }, () => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return user + system;
	});
	// The clock of the processor may not have moved.
	return Math.max(1, Math.min(...times));
}
