/** A line from values to coordinates. */
export function linear(
	[low, high]: readonly [number, number],
	[from, to]: readonly [number, number],
): (value: number) => number {
	const width = high - low || 1;
	return (value) => from + ((value - low) / width) * (to - from);
}

/** A round step, 1, 2 or 5 times a power of ten, that is at least `least`. */
export function roundStep(least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * 0.999999) ?? 10;
	return factor * power;
}

/** Round values from 0 to the last one below or at `highest`, about `wanted` of them. Counts have no step below one. */
export function ticks(highest: number, wanted = 4): number[] {
	const top = topOf(highest);
	const step = Math.max(1, roundStep(top / wanted));
	return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** Where an axis ends: at its highest value, and at one where all are 0. */
export function topOf(highest: number): number {
	return Math.max(1, Number.isFinite(highest) ? highest : 1);
}

/** Which of `count` labels to print so that at most `most` are: every n-th one, from the last backwards. */
export function everyNth(count: number, most: number): (index: number) => boolean {
	const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
	return (index) => (count - 1 - index) % step === 0;
}
