import { figuresOf } from './reportBench.cts';

/** Incidents of the week before the report, and of the one before that, all at noon. */
const incidents = (now: number, before: number) => [
	...Array.from({ length: now }, (_none, n) => incident(`now${n}`, '2026-11-18')),
	...Array.from({ length: before }, (_none, n) => incident(`before${n}`, '2026-11-11')),
];
const incident = (id: string, day: string) => ({
	incident_id: id,
	status: 'resolved',
	created_at: `${day}T12:00:00Z`,
});
const event = (id: string, driver: string, eventState = 'reviewed', day = '2026-11-18') => ({
	...{ id, eventState },
	driver: driver === '' ? { id: '' } : { id: driver, name: `Driver ${driver}` },
	startMs: `${day}T12:00:00Z`,
	behaviorLabels: [{ label: 'Braking' }],
});

it.each([
	[4, 9, 'none', null],
	[3, 0, 'up', null],
	[40, 22, 'up', 82],
	[22, 40, 'down', -45],
	[20, 19, 'none', null],
	[20, 20, 'none', 0],
])('%d after %d is a change of %s, in percent %s', async (now, before, signal, percent) => {
	const { total } = (await figuresOf(incidents(now, before))).incidents;

	expect(total).toMatchObject({ now, before, difference: now - before, signal });
	expect(total.percent.value === null ? null : Math.round(total.percent.value)).toBe(percent);
	if (percent === null) expect(total.percent.reason).toMatch(/at least 20/);
});

it('compares months per day, and an average with the mean of its periods', async () => {
	const days = (month: string, count: number) =>
		Array.from({ length: count }, (_none, n) =>
			incident(`${month}${n}`, `2026-${month}-${String(n + 1).padStart(2, '0')}`),
		);
	// One a day: October has 31 days, September 30.
	const month = await figuresOf([...days('10', 31), ...days('09', 30)], { period: 'lastMonth' });
	const average = await figuresOf(incidents(6, 8), {
		compareWith: 'average',
		numberOfPeriods: 4,
	});

	expect(month.incidents.total).toMatchObject({ now: 31, before: 30, difference: 0 });
	expect(month.period.comparison?.equalLength).toBe(false);
	expect(average.incidents.total).toMatchObject({ now: 6, before: 2, difference: 4 });
});

it('has rates by driver from items with miles, and says why one is missing', async () => {
	const figures = await figuresOf(
		[
			...[event('e1', '1'), event('e2', '1', 'needsReview'), event('e3', '1', 'dismissed')],
			...[event('e4', '2'), event('e5', '3'), event('e6', '')],
			...[
				{ driver: '1', miles: 300 },
				{ driver: 'Driver 1', miles: '0' },
			],
			...[
				{ driver: '1', miles: 200 },
				{ driver: '2', miles: 50 },
			],
		],
		{ exposure: 'items', options: { coachAbove: 3 } },
	);
	const { drivers, rate, coaching, counted } = figures.safetyEvents;

	expect(counted.now).toBe(5);
	expect(rate).toMatchObject({ unit: 'miles', exposure: 550 });
	expect(rate.per1000.value).toBeCloseTo((1_000 * 5) / 550);
	expect(coaching.withoutDriver).toBe(1);
	expect(drivers.list.map(({ driver, rate: { per1000 } }) => [driver, per1000])).toEqual([
		['1', { value: 4 }],
		['2', { value: null, reason: 'Fewer than 100 miles, too few for a rate' }],
		['3', { value: null, reason: 'The miles are not known' }],
	]);
	expect(drivers.list[0]).toMatchObject({
		now: 2,
		dismissed: 1,
		notReviewed: 1,
		isAboveLine: true,
	});
	expect(figures.dataQuality.unrecognized.count).toBe(0);
});

it('takes rows of a table with a day or a month for the period or the comparison', async () => {
	const rows = [
		{ driver: '1', month: '2026-10', miles: 400 },
		{ driver: '1', month: '2026-10-20', miles: '100' },
		{ driver: '1', month: '2026-09', miles: 250 },
		{ driver: '1', month: '2026-08', miles: 9_000 },
		{ driver: '1', month: 'October', miles: 9_000 },
	];
	const inSpan = (id: string, startMs: string) => ({ ...event(id, '1'), startMs });
	const input = [
		inSpan('e1', '2026-10-05T10:00:00Z'),
		inSpan('e2', '2026-09-05T10:00:00Z'),
		inSpan('e3', '2026-09-06T10:00:00Z'),
		...rows,
	];
	const monthly = {
		period: 'lastMonth',
		exposure: 'items',
		exposureOptions: { dateField: 'month' },
	};
	const { safetyEvents, dataQuality } = await figuresOf(input, monthly);
	const average = await figuresOf(input, {
		...{ ...monthly, compareWith: 'average', numberOfPeriods: 2 },
		options: { timeZone: 'America/New_York' },
	});

	expect(safetyEvents.rate).toMatchObject({ exposure: 500, before: { exposure: 250 } });
	expect(safetyEvents.drivers.list).toMatchObject([
		{ rate: { per1000: { value: 2 } }, rateBefore: { value: 8 } },
	]);
	expect(dataQuality.unrecognized).toMatchObject({ count: 1 });
	expect(average.safetyEvents.rate).toMatchObject({
		exposure: 500,
		before: { exposure: (250 + 9_000) / 2 },
	});
});

it('does not give two drivers of one name what was driven under that name', async () => {
	const named = (id: string, driver: string) => ({
		...event(id, driver),
		driver: { id: driver, name: 'Jane Doe' },
	});
	const { safetyEvents } = await figuresOf(
		[named('e1', '1'), named('e2', '2'), { driver: 'Jane Doe', miles: 1_000 }],
		{ exposure: 'items' },
	);

	expect(safetyEvents.drivers.list.map(({ rate }) => rate.exposure)).toEqual([null, null]);
});

it('has the exposure of drivers from their safety scores', async () => {
	const { drivers } = (
		await figuresOf(
			[
				event('e1', '1'),
				{ driverId: '1', driverScore: 71, driveDistanceMeters: 1_609_344, behaviors: [] },
			],
			{ exposure: 'scores' },
		)
	).safetyEvents;

	expect(drivers.list).toMatchObject([
		{ rate: { per1000: { value: 1 }, exposure: 1_000 }, safetyScore: { value: 71 } },
	]);
});

it('lists what waits, the most urgent first, also from before the period', async () => {
	const open = (id: string, created_at: string) => ({
		incident_id: id,
		status: 'created',
		created_at,
	});
	const { needsAction, incidents: figures } = await figuresOf([
		open('inc_old', '2026-10-01T12:00:00Z'),
		open('inc_new', '2026-11-23T05:58:00Z'),
		event('e1', '1', 'needsReview'),
	]);

	expect(needsAction.list.map(({ kind, id }) => [kind, id])).toEqual([
		['incidentOverdue', 'inc_old'],
		['incidentOpen', 'inc_new'],
		['eventNotReviewed', 'e1'],
	]);
	expect(figures.open).toMatchObject({ count: 2, overdue: 1 });
	expect(figures.total.now).toBe(0);
});

it('groups places within the radius', async () => {
	const at = (id: string, latitude: number) => ({
		...incident(id, '2026-11-18'),
		...{ latitude, longitude: 3.4, address: '12 Marina Road' },
	});
	// 0.001 degrees of latitude are 111 metres.
	const { places } = await figuresOf([at('a', 6.45), at('b', 6.451), at('c', 6.46)]);

	expect(places).toMatchObject({ located: 3, repeatPlaces: 1 });
	expect(places.list.map(({ count }) => count)).toEqual([2, 1]);
});
