import fc from 'fast-check';

import { simpleIncident } from '../../nodes/Sety/incident/incident.ts';
import { featureCollection } from '../../nodes/core/geo/geoJson.ts';
import type { Figures } from '../../nodes/SafetyReport/figures/figures.ts';
import type { Breakdown } from '../../nodes/SafetyReport/figures/values.ts';
import { figuresOfWeek, generatedWeek, randomOf, type Week } from './generatedWeeks.cts';

const weeks = fc.integer({ min: 0, max: 100_000 }).map(generatedWeek);

/** What no output may hold: n8n stores JSON, which has no undefined and no NaN. */
function unfit(value: unknown, path = ''): string[] {
	if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return [path];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => unfit(inner, `${path}.${name}`));
}

function shuffled({ items, ...week }: Week, seed: number): Week {
	const random = randomOf(seed);
	const order = items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
	return { ...week, items: order.map(({ item }) => item) };
}

const withoutInput = ({ dataQuality, ...figures }: Figures) => ({
	...figures,
	dataQuality: { ...dataQuality, items: 0, duplicates: 0 },
});

it('the order of the items changes nothing', () => {
	fc.assert(
		fc.property(weeks, fc.nat(), (week, seed) => {
			expect(figuresOfWeek(shuffled(week, seed))).toEqual(figuresOfWeek(week));
		}),
		{ numRuns: 60 },
	);
});

it('a record that comes twice counts once', () => {
	fc.assert(
		fc.property(weeks, (week) => {
			const twice = figuresOfWeek({ ...week, items: [...week.items, ...week.items] });

			expect(withoutInput(twice)).toEqual(withoutInput(figuresOfWeek(week)));
			expect(twice.dataQuality.duplicates).toBe(week.items.length);
		}),
		{ numRuns: 60 },
	);
});

it('simplified incidents give the figures that do not need a timeline', () => {
	const parts = ({ incidents, places, needsAction }: Figures) => ({
		...{ places, total: incidents.total, byHour: incidents.byHour, byDay: incidents.byDay },
		...{ byCategory: incidents.byCategory, bySeverity: incidents.bySeverity },
		open: incidents.open.count,
		waiting: needsAction.counts.incidentOpen,
	});
	fc.assert(
		fc.property(weeks, (week) => {
			// Only the timeline says of an incident that ends after the report that it is open until then.
			const endsLater = ({ timeline = [] }: { timeline?: Array<{ timestamp: string }> }) =>
				timeline.some(({ timestamp }) => Date.parse(timestamp) > week.asOf);
			const items = week.items.filter((item) => item.is_drill === false && !endsLater(item));
			const simplified = items.map((item) => simpleIncident.simplify(item));

			expect(parts(figuresOfWeek({ ...week, items: simplified }))).toEqual(
				parts(figuresOfWeek({ ...week, items })),
			);
		}),
		{ numRuns: 60 },
	);
});

it('one GeoJSON collection gives the figures of its records', () => {
	fc.assert(
		fc.property(weeks, (week) => {
			const collection = { ...featureCollection(week.items) };
			const figures = figuresOfWeek({ ...week, items: [collection] });

			expect(withoutInput(figures)).toEqual(withoutInput(figuresOfWeek(week)));
		}),
		{ numRuns: 60 },
	);
});

it('parts sum to the whole', () => {
	const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
	const groupsOf = ({ groups, leftOut }: Breakdown) =>
		sumOf(groups.map(({ now }) => now)) + leftOut.now;
	fc.assert(
		fc.property(weeks, (week) => {
			const { incidents, safetyEvents, places, dataQuality } = figuresOfWeek(week);
			const { total, byDay, byHour, byCategory, bySeverity, byStatus, drills } = incidents;
			const { review, coaching } = safetyEvents;

			expect(sumOf(byDay.map(({ count }) => count))).toBe(total.now);
			expect(sumOf(byHour.rows.flatMap(({ hours }) => hours))).toBe(total.now);
			for (const one of [byCategory, bySeverity, byStatus]) expect(groupsOf(one)).toBe(total.now);
			expect(total.now + drills.count.now).toBe(dataQuality.records.incident.period);
			expect(incidents.closed + incidents.cancelled.now).toBeLessThanOrEqual(total.now);
			expect(sumOf(incidents.open.byAge.map(({ count }) => count))).toBe(
				incidents.open.count - incidents.open.withoutTime,
			);
			for (const { now, distribution } of incidents.clocks) {
				expect(sumOf(distribution.map(({ count }) => count))).toBe(now.n);
			}
			expect(groupsOf(safetyEvents.byState)).toBe(safetyEvents.total.now);
			expect(safetyEvents.counted.now + safetyEvents.dismissed.now).toBe(safetyEvents.total.now);
			expect(safetyEvents.drivers.events + coaching.withoutDriver).toBe(safetyEvents.counted.now);
			expect(review.notReviewed).toBeLessThanOrEqual(safetyEvents.total.now);
			expect(places.located + places.withoutPlace).toBe(total.now + safetyEvents.counted.now);
			expect(sumOf(places.list.map(({ count }) => count))).toBe(places.located);
		}),
		{ numRuns: 200 },
	);
});

it('no output holds undefined, NaN or infinity, whatever the fields of a record hold', () => {
	const names = ['incident_id', 'id', 'status', 'category', 'severity', 'created_at', 'timeline'];
	const more = ['location', 'eventState', 'behaviorLabels', 'driver', 'startMs', 'score', 'level'];
	const others = ['scoreOf', 'zone_id', 'risk_level', 'log_id', 'entry_time', 'total_entries'];
	const record = fc.dictionary(
		fc.constantFrom(...names, ...more, ...others, 'type', 'timestamp', 'event_id', 'error'),
		fc.oneof(
			fc.anything({ maxDepth: 2 }),
			fc.constantFrom('2026-06-12T10:00:00Z', '2026-06-03', 1e308, -1, NaN, '__proto__', ''),
		),
	);
	fc.assert(
		fc.property(fc.array(record, { maxLength: 20 }), (items) => {
			const asOf = Date.parse('2026-06-15T06:00:00Z');
			const figures = figuresOfWeek({ asOf, zone: 'Europe/Berlin', items });

			expect(unfit(figures)).toEqual([]);
			expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
		}),
		{ numRuns: 500 },
	);
});

it('has no negative zero, which JSON does not keep', () => {
	const score = { scoreOf: 'driver', id: '1', score: -0 };
	const visits = { total_entries: '-0' };
	const zone = {
		zone_id: 'z',
		risk_level: 'low',
		incident_count: -0,
		radius_m: -0,
		center: [-0, -0],
	};
	const asOf = Date.parse('2026-06-15T06:00:00Z');
	const figures = figuresOfWeek({ asOf, zone: 'UTC', items: [score, visits, zone] });

	expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
});
