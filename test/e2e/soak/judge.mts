import type { Sample } from './samples.mts';

const HOUR = 3_600_000;
const MEGABYTE = 1_000_000;

/**
 * The samples become so many points: the lowest of each part of the time. In a run of 20 minutes, such a part is longer than
 * any rhythm of the load, and of ten samples.
 */
const POINTS = 9;

/** A value at a time in milliseconds. */
export interface Point {
	at: number;
	value: number;
}

/**
 * The lowest value of each of equal parts of the time. What an execution holds while it is under way, or a collector
 * has not given back to the system yet, comes on top of what is always there, so the lowest values tell that best.
 */
export function floors(points: readonly Point[], parts = POINTS): Point[] {
	const [first, last] = [points.at(0), points.at(-1)];
	if (first === undefined || last === undefined) return [];
	const length = (last.at - first.at + 1) / parts;
	const lowest = new Map<number, Point>();
	for (const point of points) {
		const part = Math.floor((point.at - first.at) / length);
		const before = lowest.get(part);
		if (before === undefined || point.value < before.value) lowest.set(part, point);
	}
	return [...lowest.values()];
}

/** The slope of the straight line with the least squares, per millisecond; NaN for fewer than two moments. */
export function slope(points: readonly Point[]): number {
	const mean = (values: readonly number[]) =>
		values.reduce((sum, value) => sum + value, 0) / values.length;
	const [middle, level] = [
		mean(points.map(({ at }) => at)),
		mean(points.map(({ value }) => value)),
	];
	const sum = (term: (point: Point) => number) =>
		points.reduce((all, point) => all + term(point), 0);
	return (
		sum(({ at, value }) => (at - middle) * (value - level)) / sum(({ at }) => (at - middle) ** 2)
	);
}

/** How fast a program grows, in MB per hour. */
export interface Growth {
	rss: number;
	live: number;
}

/**
 * The slope of the floors. A single collection that comes early or late moves none of it: the samples of `live` are taken
 * after one, and of each part of the time only the lowest counts.
 */
export function growth(samples: readonly Sample[]): Growth {
	const of = (value: (sample: Sample) => number) => {
		const points = samples.map((sample) => ({ at: sample.at, value: value(sample) }));
		return (slope(floors(points)) * HOUR) / MEGABYTE;
	};
	return { rss: of(({ rss }) => rss), live: of(({ live }) => live) };
}

/** The most that a program may grow. NaN, for want of samples, is more than that. */
export const exceeds = (grown: Growth, most: Growth): boolean =>
	!(grown.live <= most.live && grown.rss <= most.rss);

const sum = (counts: Readonly<Record<string, number>>): number =>
	Object.values(counts).reduce((all, one) => all + one, 0);

/** The sample at rest with the fewest of them: at any other, a poll was under way. */
export function fewest(
	samples: readonly Sample[],
	of: (sample: Sample) => Readonly<Record<string, number>>,
): { count: number; kinds: string } {
	const [lowest] = samples.map(of).toSorted((one, other) => sum(one) - sum(other));
	if (lowest === undefined) return { count: NaN, kinds: 'no sample' };
	const kinds = Object.entries(lowest).map(([kind, count]) => `${count} ${kind}`);
	return { count: sum(lowest), kinds: kinds.sort().join(', ') };
}

/** Whether more is open at the end than before, beyond what is tolerated. NaN, for want of samples, is more. */
export const isLeft = (before: number, after: number, tolerated: number): boolean =>
	!(after - before <= tolerated);

/** What became of records. */
export interface Compared {
	made: number;
	lost: string[];
	/** Those that came more than once. */
	twice: string[];
	/** What came and was not made. */
	unknown: string[];
}

export function compare(made: readonly string[], came: readonly string[]): Compared {
	const counts = new Map(made.map((id) => [id, 0]));
	const unknown: string[] = [];
	for (const id of came) {
		const before = counts.get(id);
		if (before === undefined) unknown.push(id);
		else counts.set(id, before + 1);
	}
	const having = (fits: (count: number) => boolean) =>
		[...counts].filter(([, count]) => fits(count)).map(([id]) => id);
	return {
		made: made.length,
		lost: having((count) => count === 0),
		twice: having((count) => count > 1),
		unknown,
	};
}
