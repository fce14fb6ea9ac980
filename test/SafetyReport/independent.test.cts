import { DateTime } from 'luxon';

import type { Figures } from '../../nodes/SafetyReport/figures/figures.ts';
import { figuresOfWeek, generatedWeek, TARGET_MINUTES, type Week } from './generatedWeeks.cts';

/** The figures once more, from the raw items, with Luxon for time and straight from their definitions. */

type Item = Record<string, unknown>;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const timeIn = (item: Item) => Date.parse(textOf(item.created_at ?? item.startMs));

function spansOf({ asOf, zone }: Week) {
	const monday = DateTime.fromMillis(asOf, { zone }).startOf('week');
	const within = (weeksBack: number) => (item: Item) => {
		const time = timeIn(item);
		const from = monday.minus({ weeks: weeksBack });
		return time >= from.toMillis() && time < from.plus({ weeks: 1 }).toMillis();
	};
	return { isNow: within(1), isBefore: within(2) };
}

function reached(item: Item, status: string): number {
	const timeline = (item.timeline ?? []) as Array<{ status: string; timestamp: string }>;
	const times = timeline
		.filter((entry) => entry.status === status)
		.map(({ timestamp }) => Date.parse(timestamp));
	return times.length === 0 ? NaN : Math.min(...times);
}

const ORDER = ['created', 'dispatching', 'assigned', 'responding', 'on_scene', 'resolved'];

/** Median and 90th percentile by counting: no formula for ranks. */
function atLeastShare(numbers: number[], share: number): number | undefined {
	return [...numbers]
		.sort((a, b) => a - b)
		.find((number) => numbers.filter((other) => other <= number).length >= share * numbers.length);
}

function medianByCounting(numbers: number[]): number | null {
	if (numbers.length === 0) return null;
	const upper = -(atLeastShare(
		numbers.map((number) => -number),
		0.5,
	) as number);
	return ((atLeastShare(numbers, 0.5) as number) + upper) / 2;
}

function clockOf(items: Item[], week: Week) {
	const seconds: number[] = [];
	const counts = { running: 0, unusable: 0, met: 0, missed: 0, tooRecent: 0 };
	for (const item of items) {
		const from = timeIn(item);
		const to = reached(item, 'assigned');
		const isPast = ORDER.indexOf(textOf(item.status)) >= ORDER.indexOf('assigned');
		if (to < from || (Number.isNaN(to) && isPast)) counts.unusable++;
		else {
			if (Number.isNaN(to)) counts.running++;
			else seconds.push((to - from) / 1_000);
			if (from > week.asOf - TARGET_MINUTES * 60_000) counts.tooRecent++;
			else if ((to - from) / 60_000 <= TARGET_MINUTES) counts.met++;
			else counts.missed++;
		}
	}
	return { seconds, ...counts };
}

function expected(week: Week) {
	const { isNow, isBefore } = spansOf(week);
	const incidents = week.items.filter((item) => 'incident_id' in item);
	const real = incidents.filter((item) => item.is_drill !== true);
	const events = week.items.filter((item) => 'eventState' in item);
	const now = real.filter(isNow);
	const answered = now.filter(({ status }) => status !== 'cancelled');
	const { seconds, ...clock } = clockOf(answered, week);
	const local = (item: Item) => DateTime.fromMillis(timeIn(item), { zone: week.zone });
	const counted = events.filter(isNow).filter(({ eventState }) => eventState !== 'dismissed');
	const driverOf = (item: Item) => (item.driver as { id: string } | undefined)?.id;
	return {
		incidents: [now.length, real.filter(isBefore).length],
		cancelled: now.length - answered.length,
		drills: incidents.filter((item) => item.is_drill === true).filter(isNow).length,
		open: real.filter(({ status }) => !['resolved', 'cancelled'].includes(textOf(status))).length,
		byDate: countsBy(now, (item) => local(item).toISODate() ?? ''),
		byHour: countsBy(now, (item) => `${local(item).weekday} ${local(item).hour}`),
		byCategory: countsBy(now, ({ category }) => textOf(category)),
		clock,
		n: seconds.length,
		median: medianByCounting(seconds),
		p90: seconds.length < 10 ? null : atLeastShare(seconds, 0.9),
		events: [events.filter(isNow).length, counted.length],
		byDriver: countsBy(
			counted.filter((item) => driverOf(item) !== undefined),
			(item) => driverOf(item) ?? '',
		),
		notReviewed: events.filter(isNow).filter(({ eventState }) => eventState === 'needsReview')
			.length,
	};
}

function actual({ incidents, safetyEvents }: Figures): ReturnType<typeof expected> {
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
		median: medianSeconds.value,
		p90: p90Seconds.value,
		events: [safetyEvents.total.now, safetyEvents.counted.now],
		byDriver: positive(safetyEvents.drivers.list.map(({ driver, now }) => [driver, now])),
		notReviewed: safetyEvents.review.notReviewed,
	};
}

function countsBy(items: Item[], keyOf: (item: Item) => string): Record<string, number> {
	const keys = items.map(keyOf);
	return Object.fromEntries(
		[...new Set(keys)].sort().map((key) => [key, keys.filter((other) => other === key).length]),
	);
}

it('computes what a second computation from the definitions gives, for 1,000 weeks', () => {
	for (let seed = 0; seed < 1_000; seed++) {
		const week = generatedWeek(seed);
		expect({ seed, ...actual(figuresOfWeek(week)) }).toEqual({ seed, ...expected(week) });
	}
});
