// Run in a process of its own with --expose-gc, after `npm run build`: what a report of so many records takes. Arguments: the
// compiled node's folder and the number of records. Prints JSON: seconds of the processor, of the whole process, and the most
// megabytes in use after a step, beyond the input.
const { join } = require('node:path');
const { getHeapStatistics } = require('node:v8');

const [folder, count] = process.argv.slice(2);
const ofNode = (file) => require(join(folder, file));
const { computeFigures } = ofNode('figures/computeFigures.js');
const { timeframeOf } = ofNode('figures/timeframe.js');
const { renderEmail } = ofNode('email/email.js');
const { renderPage } = ofNode('page/page.js');
const { ALL_SECTIONS } = ofNode('page/sectionNames.js');
const { periodAt } = ofNode('period/period.js');
const { zoneOf } = ofNode('period/zone.js');
const { readItems } = ofNode('records/readItems.js');
const { renderSummary } = ofNode('summary/summary.js');
const { renderRecords } = ofNode('table/records.js');
const { renderTable } = ofNode('table/table.js');

const DAY = 86_400_000;
const asOf = Date.parse('2026-11-23T06:00:00Z');
const STATUSES = ['created', 'dispatching', 'assigned', 'responding', 'on_scene', 'resolved'];
const STATES = ['needsReview', 'needsCoaching', 'coached', 'reviewed', 'dismissed'];

/** As the services list them: newest first, one service after the other. No two at the same place. */
function recordsOf(number) {
	const half = Array.from({ length: number / 2 }, (_none, index) => index);
	const timeOf = (index, ms = 0) =>
		new Date(asOf - Math.floor((index * 16 * DAY * 2) / number) + ms).toISOString();
	const placeOf = (index) => [3 + ((index * 7_919) % 40_009) / 20_000, 6 + index / (number / 4)];
	const incidents = half.map((index) => ({
		incident_id: `inc_${index}`,
		title: `Incident ${index}`,
		category: ['medical', 'sos', 'vehicle', 'location_threat'][index % 4],
		severity: ['low', 'medium', 'high', 'critical'][(index * 3) % 4],
		status: index % 50 === 0 ? 'responding' : 'resolved',
		created_at: timeOf(index),
		updated_at: timeOf(index, 3_600_000),
		is_drill: index % 40 === 0,
		location: {
			type: 'Point',
			coordinates: placeOf(index),
			address: `${index % 500} Broad Street`,
		},
		timeline: STATUSES.slice(0, index % 50 === 0 ? 4 : 6).map((status, step) => ({
			status,
			event: status,
			timestamp: timeOf(index, step * (60 + (index % 300)) * 1_000),
		})),
	}));
	const events = half.map((index) => ({
		id: `event-${index}`,
		eventState: STATES[(index * 7) % 5],
		startMs: timeOf(index),
		updatedAtTime: timeOf(index, 600_000),
		maxAccelerationGForce: 0.4 + (index % 10) / 10,
		behaviorLabels: [{ label: ['Braking', 'HarshTurn', 'Speeding'][index % 3] }],
		contextLabels: [],
		driver: { id: `${index % 1_000}`, name: `Driver ${index % 1_000}` },
		asset: { id: `${index % 700}`, name: `Truck ${index % 700}` },
		location: { longitude: placeOf(index)[0], latitude: placeOf(index)[1] },
		inboxEventUrl: `https://cloud.samsara.com/o/1/fleet/reports/safety/${index}`,
	}));
	// As n8n has them: read from JSON.
	return JSON.parse(JSON.stringify([...incidents, ...events]));
}

const period = periodAt(
	asOf,
	{
		period: 'lastWeek',
		compareWith: 'previous',
		weekStartsOn: 1,
		numberOfDays: 7,
		numberOfPeriods: 4,
	},
	zoneOf('Africa/Lagos'),
);
const settings = {
	responseClock: 'createdToOnScene',
	targets: { createdToOnScene: 15 },
	placeRadius: 200,
	exposure: { unit: 'none', byDriver: new Map(), byDriverBefore: new Map(), least: 0 },
};
const options = {
	title: 'Weekly safety report',
	subtitle: '',
	logo: '',
	accent: '#1f5fa8',
	locale: 'en-GB',
	sections: ALL_SECTIONS,
};

const items = recordsOf(Number(count));
globalThis.gc();
const inUse = () => getHeapStatistics().used_heap_size + getHeapStatistics().external_memory;
const before = inUse();
let peak = 0;
const seconds = (work) => {
	const begun = process.cpuUsage();
	const result = work();
	const { user, system } = process.cpuUsage(begun);
	peak = Math.max(peak, inUse() - before);
	return { result, seconds: (user + system) / 1e6 };
};

const read = seconds(() => readItems(items));
const figures = seconds(() => computeFigures(read.result, period, settings));
const files = seconds(() => {
	renderPage(figures.result, options);
	renderEmail(figures.result, options);
	renderTable(figures.result);
	renderSummary(figures.result, options);
});
const rows = seconds(() => renderRecords(read.result.records, timeframeOf(period)));
if (figures.result.incidents.total.now === 0) throw new Error('The report is empty');

process.stdout.write(
	JSON.stringify({
		report: read.seconds + figures.seconds + files.seconds,
		records: rows.seconds,
		megabytes: peak / 1e6,
	}),
);
