import { from, op, type ColumnTable } from 'arquero';
import { DateTime } from 'luxon';

import type { Figures } from '../../nodes/SafetyReport/figures/figures.ts';
import { figuresOfWeek, generatedWeek, TARGET_MINUTES, type Week } from './generatedWeeks.cts';

/**
 * The figures once more: each item becomes a row by Luxon and the definitions, and the dataframes of Arquero count the rows
 * of all weeks at once and take their median and percentile.
 */

type Item = Record<string, unknown>;

interface Row {
	seed: number;
	kind: 'event' | 'incident';
	span: 'before' | 'now' | 'other';
	isDrill: boolean;
	status: string;
	/** Local to the report. */
	date: string;
	hour: string;
	category: string;
	driver: string;
	/** What the clock from created to assigned shows; '' for an incident that has none. */
	clock: 'ended' | 'running' | 'unusable' | '';
	seconds: number;
	outcome: 'met' | 'missed' | 'tooRecent' | '';
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function rowOf(item: Item, { asOf, zone }: Week, seed: number): Row {
	const time = Date.parse(textOf(item.created_at ?? item.startMs));
	const local = DateTime.fromMillis(time, { zone });
	const monday = DateTime.fromMillis(asOf, { zone }).startOf('week');
	const isWithin = (weeksBack: number) => {
		const from = monday.minus({ weeks: weeksBack });
		return time >= from.toMillis() && time < from.plus({ weeks: 1 }).toMillis();
	};
	const isIncident = 'incident_id' in item;
	const status = textOf(isIncident ? item.status : item.eventState);
	return {
		seed,
		kind: isIncident ? 'incident' : 'event',
		span: isWithin(1) ? 'now' : isWithin(2) ? 'before' : 'other',
		isDrill: item.is_drill === true,
		status,
		date: local.toISODate() ?? '',
		hour: `${local.weekday} ${local.hour}`,
		category: textOf(item.category),
		driver: (item.driver as { id: string } | undefined)?.id ?? '',
		...(isIncident && status !== 'cancelled'
			? clockOf(item, status, time, asOf)
			: { clock: '', seconds: NaN, outcome: '' }),
	};
}

const ORDER = ['created', 'dispatching', 'assigned', 'responding', 'on_scene', 'resolved'];

function clockOf(
	item: Item,
	status: string,
	from: number,
	asOf: number,
): Pick<Row, 'clock' | 'outcome' | 'seconds'> {
	const timeline = (item.timeline ?? []) as Array<{ status: string; timestamp: string }>;
	const [to = NaN] = timeline
		.filter((entry) => entry.status === 'assigned')
		.map(({ timestamp }) => Date.parse(timestamp))
		.sort((a, b) => a - b);
	const isPast = ORDER.indexOf(status) >= ORDER.indexOf('assigned');
	if (to < from || (Number.isNaN(to) && isPast)) {
		return { clock: 'unusable', seconds: NaN, outcome: '' };
	}
	const isMet = (to - from) / 60_000 <= TARGET_MINUTES;
	return {
		clock: Number.isNaN(to) ? 'running' : 'ended',
		seconds: (to - from) / 1_000,
		outcome: from > asOf - TARGET_MINUTES * 60_000 ? 'tooRecent' : isMet ? 'met' : 'missed',
	};
}

type Counts = Map<number, Record<string, number>>;

/** Counts of each week by the values of a column. */
function countsBy(rows: ColumnTable, column: keyof Row): Counts {
	const counts: Counts = new Map();
	const groups = rows.groupby('seed', column).count().orderby(column).objects();
	for (const group of groups as Array<Record<string, unknown>>) {
		const ofWeek = counts.get(group.seed as number) ?? {};
		ofWeek[String(group[column])] = group.count as number;
		counts.set(group.seed as number, ofWeek);
	}
	return counts;
}

/** One number of each week. */
function numbersBy(rows: ColumnTable, name: string): Map<number, number> {
	const found = rows.objects() as Array<Record<string, number>>;
	return new Map(found.map((row) => [row.seed as number, row[name] as number]));
}

/** The mean of two times in seconds has another last digit for each way to compute it. Times are whole milliseconds. */
const inMilliseconds = (seconds: number | null) =>
	seconds === null ? null : Math.round(seconds * 2_000) / 2;

/** What to expect of each week, by its seed. */
function expectedOf(weeks: readonly Week[]) {
	const rows = from(
		weeks.flatMap((week, seed) => week.items.map((item) => rowOf(item, week, seed))),
	);
	const incidents = rows.filter((row: Row) => row.kind === 'incident');
	const real = incidents.filter((row: Row) => !row.isDrill);
	const now = real.filter((row: Row) => row.span === 'now');
	const events = rows.filter((row: Row) => row.kind === 'event' && row.span === 'now');
	const counted = events.filter((row: Row) => row.status !== 'dismissed');
	const ended = now.filter((row: Row) => row.clock === 'ended').groupby('seed');

	const spans = countsBy(real, 'span');
	const drills = countsBy(
		incidents.filter((row: Row) => row.isDrill),
		'span',
	);
	const statuses = countsBy(real, 'status');
	const statusesNow = countsBy(now, 'status');
	const [dates, hours, categories] = [
		countsBy(now, 'date'),
		countsBy(now, 'hour'),
		countsBy(now, 'category'),
	];
	const clocks = countsBy(now, 'clock');
	const outcomes = countsBy(now, 'outcome');
	const medians = numbersBy(ended.rollup({ median: op.median('seconds') }), 'median');
	// Nearest rank: the least of the numbers that nine in ten do not exceed.
	const p90s = numbersBy(
		ended
			.orderby('seconds')
			.derive({ reached: op.cume_dist() })
			.filter((row: { reached: number }) => row.reached >= 0.9)
			.rollup({ p90: op.min('seconds') }),
		'p90',
	);
	const states = countsBy(events, 'status');
	const countedEvents = countsBy(counted, 'kind');
	const drivers = countsBy(
		counted.filter((row: Row) => row.driver !== ''),
		'driver',
	);

	return (seed: number) => {
		const of = (counts: Counts, value: string) => counts.get(seed)?.[value] ?? 0;
		const n = of(clocks, 'ended');
		const isOver = (status: string) => status === 'resolved' || status === 'cancelled';
		const sum = (counts: Counts, is: (value: string) => boolean) =>
			Object.entries(counts.get(seed) ?? {}).reduce(
				(total, [value, count]) => total + (is(value) ? count : 0),
				0,
			);
		return {
			incidents: [of(spans, 'now'), of(spans, 'before')],
			cancelled: of(statusesNow, 'cancelled'),
			drills: of(drills, 'now'),
			open: sum(statuses, (status) => !isOver(status)),
			byDate: dates.get(seed) ?? {},
			byHour: hours.get(seed) ?? {},
			byCategory: categories.get(seed) ?? {},
			clock: {
				running: of(clocks, 'running'),
				unusable: of(clocks, 'unusable'),
				met: of(outcomes, 'met'),
				missed: of(outcomes, 'missed'),
				tooRecent: of(outcomes, 'tooRecent'),
			},
			n,
			median: inMilliseconds(medians.get(seed) ?? null),
			p90: n < 10 ? null : (p90s.get(seed) ?? null),
			events: [sum(states, () => true), of(countedEvents, 'event')],
			byDriver: drivers.get(seed) ?? {},
			notReviewed: of(states, 'needsReview'),
		};
	};
}

function actual({ incidents, safetyEvents }: Figures): ReturnType<ReturnType<typeof expectedOf>> {
	const [clock] = incidents.clocks;
	if (clock === undefined) throw new Error('No clock');
	const { n, running, unusable, medianSeconds, p90Seconds, withinTarget } = clock.now;
	const { met, missed, tooRecent } = withinTarget;
	const positive = (entries: Array<[string, number]>) =>
		Object.fromEntries(entries.filter(([, count]) => count > 0).sort());
	return {
		incidents: [incidents.total.now, incidents.total.before ?? NaN],
		cancelled: incidents.cancelled.now,
		drills: incidents.drills.count.now,
		open: incidents.open.count,
		byDate: positive(incidents.byDay.map(({ date, count }) => [date, count])),
		byHour: positive(
			incidents.byHour.rows.flatMap(({ weekday, hours }) =>
				hours.map((count, hour): [string, number] => [`${weekday} ${hour}`, count]),
			),
		),
		byCategory: positive(incidents.byCategory.groups.map(({ value, now }) => [value, now])),
		clock: { running, unusable, met, missed, tooRecent },
		n,
		median: inMilliseconds(medianSeconds.value),
		p90: p90Seconds.value,
		events: [safetyEvents.total.now, safetyEvents.counted.now],
		byDriver: positive(safetyEvents.drivers.list.map(({ driver, now }) => [driver, now])),
		notReviewed: safetyEvents.review.notReviewed,
	};
}

it('computes what a second computation from the definitions gives, for 1,000 weeks', () => {
	const weeks = Array.from({ length: 1_000 }, (_none, seed) => generatedWeek(seed));
	const expected = expectedOf(weeks);
	for (const [seed, week] of weeks.entries()) {
		expect({ seed, ...actual(figuresOfWeek(week)) }).toEqual({ seed, ...expected(seed) });
	}
});
