import type { Spread } from '../results.cts';

export function spreadOf(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (index: number) => sorted[index] ?? NaN;
	const middle = Math.floor(sorted.length / 2);
	return {
		median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
		min: at(0),
		max: at(sorted.length - 1),
	};
}
