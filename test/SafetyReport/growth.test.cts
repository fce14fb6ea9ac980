import { renderEmail } from '../../nodes/SafetyReport/email/email';
import { timeframeOf } from '../../nodes/SafetyReport/figures/timeframe';
import { renderPage } from '../../nodes/SafetyReport/page/page';
import { periodAt } from '../../nodes/SafetyReport/period/period';
import { zoneOf } from '../../nodes/SafetyReport/period/zone';
import { readItems } from '../../nodes/SafetyReport/records/readItems';
import { renderSummary } from '../../nodes/SafetyReport/summary/summary';
import { renderRecords } from '../../nodes/SafetyReport/table/records';
import { renderTable } from '../../nodes/SafetyReport/table/table';
import { growthOf, LINEAR } from '../core/growth.cts';
import { figuresOfWeek, generatedWeek, randomOf, type Week } from './generatedWeeks.cts';
import { OPTIONS } from './reportOptions.cts';

const zone = 'Africa/Lagos';
const asOf = Date.parse('2026-11-23T06:00:00Z');
const period = periodAt(
	asOf,
	{
		...({ period: 'lastWeek', compareWith: 'previous', weekStartsOn: 1 } as const),
		...{ numberOfDays: 7, numberOfPeriods: 4, custom: undefined },
	},
	zoneOf(zone),
);

const [incident = {}] = generatedWeek(7).items.filter((item) => 'incident_id' in item);
const [event = {}] = generatedWeek(7).items.filter((item) => 'eventState' in item);

/** Half incidents, half safety events, in the two weeks of a report. */
function weekOf(size: number, placeOf: (random: () => number, index: number) => number[]): Week {
	const random = randomOf(size);
	const items = Array.from({ length: size }, (_none, index) => {
		const time = new Date(asOf - Math.floor(random() * 16 * 24 * 3_600_000)).toISOString();
		const [longitude = 0, latitude = 0] = placeOf(random, index);
		return index % 2 === 0
			? {
					...{ ...incident, incident_id: `inc_${index}`, created_at: time },
					location: { coordinates: [longitude, latitude], address: `${index % 500} Broad Street` },
				}
			: {
					...{ ...event, id: `event-${index}`, startMs: time },
					driver: { id: `${index % 1_000}`, name: `Driver ${index % 1_000}` },
					asset: { id: `${index % 700}`, name: `Truck ${index % 700}` },
					location: { latitude, longitude },
				};
	});
	return { asOf, zone, items };
}

it.each([
	['all over a country', (random: () => number) => [3 + random() * 8, 5 + random() * 8]],
	['in one town', (random: () => number) => [3 + random() / 20, 6 + random() / 20]],
	['at one place', () => [3.4, 6.5]],
	['along a road', (_random: () => number, index: number) => [3 + index / 5e4, 6]],
])('the time for records %s grows with their number', (_where, placeOf) => {
	const weeks = new Map<number, Week>();
	const weekFor = (size: number) => {
		const week = weeks.get(size) ?? weekOf(size, placeOf);
		weeks.set(size, week);
		return week;
	};
	const growth = growthOf((size) => {
		const week = weekFor(size);
		const figures = figuresOfWeek(week);
		renderPage(figures, OPTIONS);
		renderEmail(figures, OPTIONS);
		renderTable(figures);
		renderSummary(figures, OPTIONS);
		renderRecords(readItems(week.items).records, timeframeOf(period));
	}, 1_000);

	expect(growth).toBeLessThan(LINEAR);
});

it.each([
	['repeats of one record', () => ({ ...incident, incident_id: 'inc_1' })],
	['error items, no two alike', (index: number) => ({ error: `Sety said ${index}` })],
	['items of other shapes', (index: number) => ({ [`column ${index}`]: index })],
])('the time for %s grows with their number', (_what, itemOf) => {
	const growth = growthOf((size) => {
		figuresOfWeek({ asOf, zone, items: Array.from({ length: size }, (_none, n) => itemOf(n)) });
	}, 1_000);

	expect(growth).toBeLessThan(LINEAR);
});
