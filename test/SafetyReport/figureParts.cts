import type {
	Breakdown,
	Change,
	DayCount,
	Figure,
	HourGrid,
	Rate,
	RunChart,
} from '../../nodes/SafetyReport/figures/values';

/** Parts of figures for tests of what is written from them: plausible, and made without the code that computes figures. */
export const known = (value: number): Figure => ({ value });
export const unknown = (reason: string): Figure => ({ value: null, reason });

export function change(now: number, before: number | null): Change {
	if (before === null) {
		return {
			now,
			before,
			difference: null,
			percent: unknown('There is no comparison'),
			signalScore: null,
			signal: 'unknown',
		};
	}
	const score = 2 * (Math.sqrt(now) - Math.sqrt(before));
	return {
		now,
		before,
		difference: now - before,
		percent:
			now >= 20 && before >= 20
				? known(((now - before) / before) * 100)
				: unknown('Fewer than 20 records in one of the periods'),
		signalScore: score,
		signal: score > 3 ? 'up' : score < -3 ? 'down' : 'none',
	};
}

type Counts = ReadonlyArray<readonly [value: string, now: number, before: number]>;

export function breakdown(counts: Counts, severalPerRecord = false): Breakdown {
	const all = counts.reduce((sum, [, now]) => sum + now, 0);
	return {
		groups: counts.map(([value, now, before]) => ({
			value,
			share: all === 0 ? 0 : now / all,
			...change(now, before),
		})),
		leftOut: { values: 0, now: 0, before: 0 },
		severalPerRecord,
	};
}

/** A sequence that looks random and is the same in every run. */
export function noise(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}

const dateAt = (first: string, days: number) =>
	new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);

export function byDay(
	first: string,
	now: readonly number[],
	before: readonly number[] | null,
): DayCount[] {
	return now.map((count, index) => ({
		date: dateAt(first, index),
		weekday: ((new Date(dateAt(first, index)).getUTCDay() + 6) % 7) + 1,
		count,
		before: before?.[index] ?? null,
	}));
}

export function runChart(
	unit: RunChart['unit'],
	first: string,
	before: readonly number[],
	now: readonly number[],
): RunChart {
	const step = { day: 1, week: 7, month: 30.5 }[unit];
	const counts = [...before, ...now];
	const sorted = [...counts].sort((a, b) => a - b);
	return {
		unit,
		points: counts.map((count, index) => ({
			date: dateAt(first, Math.round(index * step)),
			count,
			inPeriod: index >= before.length,
			isComplete: true,
		})),
		median:
			counts.length >= 10
				? known(sorted[Math.floor(sorted.length / 2)] ?? 0)
				: unknown('Fewer than 10 complete points'),
		shift: counts.length >= 10 ? 'none' : null,
	};
}

/** Most records by day in working hours, and on Friday and Saturday nights. */
export function hourGrid(records: number, seed: number): HourGrid {
	const random = noise(seed);
	const rows = Array.from({ length: 7 }, (_, index) => ({
		weekday: index + 1,
		days: 1,
		hours: new Array<number>(24).fill(0),
	}));
	for (let record = 0; record < records; record++) {
		const late = random() < 0.25;
		const day = late ? 4 + Math.floor(random() * 2) : Math.floor(random() * 7);
		const hour = late ? (21 + Math.floor(random() * 5)) % 24 : 7 + Math.floor(random() * 12);
		const hours = rows[day]?.hours ?? [];
		hours[hour] = (hours[hour] ?? 0) + 1;
	}
	return { rows, most: Math.max(0, ...rows.flatMap(({ hours }) => hours)) };
}

export function rate(events: number, exposure: number | null): Rate {
	return exposure === null
		? { per1000: unknown('The exposure is not known'), exposure }
		: { per1000: known((events / exposure) * 1000), exposure };
}
