import type { Figure } from './values';

export const known = (value: number): Figure => ({ value });
export const unknown = (reason: string): Figure => ({ value: null, reason });

/** A part of a whole, 0 to 1. */
export const shareOf = (part: number, whole: number, reason: string): Figure =>
	whole > 0 ? known(part / whole) : unknown(reason);

/** The middle one of sorted numbers, the mean of two. */
export function medianOf(sorted: ArrayLike<number>, reason: string): Figure {
	const half = sorted.length / 2;
	const high = sorted[Math.floor(half)];
	const low = sorted[Math.ceil(half) - 1];
	return high === undefined || low === undefined ? unknown(reason) : known((low + high) / 2);
}

/** Below it the 90th percentile by nearest rank is the largest number. */
export const FEWEST_FOR_P90 = 10;

/** The 90th percentile by nearest rank: the smallest of the numbers that 90 % of them do not exceed. */
export function p90Of(sorted: ArrayLike<number>): Figure {
	const found = sorted[Math.ceil((9 * sorted.length) / 10) - 1];
	if (sorted.length >= FEWEST_FOR_P90 && found !== undefined) return known(found);
	return unknown(
		`${countText(sorted.length, 'record')}, and the 90th percentile needs ${FEWEST_FOR_P90}`,
	);
}

/** "1 record", "3 records". */
export const countText = (count: number, noun: string) =>
	`${count} ${noun}${count === 1 ? '' : 's'}`;

export function sumOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0);
}

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
