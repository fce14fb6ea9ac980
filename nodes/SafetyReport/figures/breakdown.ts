import { compareTexts } from './numbers';
import type { Selection, Timeframe } from './timeframe';
import type { Breakdown } from './values';

/** The most groups of a breakdown. */
export const MOST_GROUPS = 50;

/** Counts records by one field, which has one value. */
export function breakdownBy<Item>(
	timeframe: Timeframe,
	selection: Selection<Item>,
	valueOf: (item: Item) => string,
): Breakdown {
	return breakdown(timeframe, selection, valueOf, false);
}

/** Counts records by a field that can have several values; a record without any counts under ''. */
export function breakdownByAll<Item>(
	timeframe: Timeframe,
	selection: Selection<Item>,
	valuesOf: (item: Item) => readonly string[],
): Breakdown {
	const orNone = (values: readonly string[]) => (values.length === 0 ? '' : values);
	return breakdown(timeframe, selection, (item) => orNone(valuesOf(item)), true);
}

function breakdown<Item>(
	{ average, change }: Timeframe,
	{ now, before }: Selection<Item>,
	valuesOf: (item: Item) => string | readonly string[],
	severalPerRecord: boolean,
): Breakdown {
	const counts = new Map<string, { now: number; before: number }>();
	const add = (value: string, span: 'before' | 'now') => {
		let entry = counts.get(value);
		if (entry === undefined) counts.set(value, (entry = { now: 0, before: 0 }));
		entry[span]++;
	};
	const count = (items: readonly Item[], span: 'before' | 'now') => {
		for (const item of items) {
			const values = valuesOf(item);
			if (typeof values === 'string') add(values, span);
			else for (const value of values) add(value, span);
		}
	};
	count(now, 'now');
	count(before, 'before');
	const sorted = [...counts].sort(
		([value, a], [otherValue, b]) =>
			b.now - a.now || b.before - a.before || compareTexts(value, otherValue),
	);
	const rest = sorted.slice(MOST_GROUPS);
	const total = (span: 'before' | 'now') => rest.reduce((sum, [, one]) => sum + one[span], 0);
	return {
		groups: sorted.slice(0, MOST_GROUPS).map(([value, one]) => ({
			value,
			share: now.length === 0 ? 0 : one.now / now.length,
			...change(one.now, one.before),
		})),
		leftOut: { values: rest.length, now: total('now'), before: average(total('before')) },
		severalPerRecord,
	};
}
