import {
	createdAt,
	idOf,
	isWanted,
	isWantedChange,
	statusOf,
	updatedAt,
} from '../../../nodes/Sety/trigger/incidentRecords.ts';

type Filters = Parameters<typeof isWanted>[1];

const none: Filters = {
	category: [],
	severity: [],
	drills: undefined,
	fromStatus: [],
	toStatus: [],
	area: undefined,
};
const lagos = { latitude: 6.5, longitude: 3.4, radiusKm: 2 };
const incident = { category: 'Location Threat', severity: 'HIGH', location: lagos };

describe('the filters let through', () => {
	it.each<[boolean, Partial<Filters>, object]>([
		[true, {}, {}],
		[true, { category: ['sos', 'location_threat'] }, incident],
		[false, { category: ['sos', 'medical'] }, incident],
		[false, { category: ['sos'] }, { category: null }],
		[true, { severity: ['high'] }, incident],
		[false, { severity: ['low'] }, incident],
		[false, { category: ['location_threat'], severity: ['low'] }, incident],
		[true, { area: lagos }, incident],
		[false, { area: { ...lagos, latitude: 7 } }, incident],
		[true, { drills: 'include' }, { is_drill: true }],
		[true, { drills: 'include' }, {}],
		[false, { drills: 'exclude' }, { is_drill: true }],
		[false, { drills: 'exclude' }, { is_drill: 'yes' }],
		// What Sety does not mark as a drill may be real.
		[true, { drills: 'exclude' }, { is_drill: 'perhaps' }],
		[true, { drills: 'exclude' }, {}],
		[true, { drills: 'only' }, { is_drill: 1 }],
		[false, { drills: 'only' }, { is_drill: false }],
		[false, { drills: 'only' }, {}],
	])('%s: %j, %j', (wanted, filters, record) => {
		expect(isWanted({ ...record }, { ...none, ...filters })).toBe(wanted);
	});
});

describe('the filters let a change of status through', () => {
	it.each<[boolean, string | undefined, string, Partial<Filters>]>([
		[true, 'created', 'assigned', {}],
		[true, 'created', 'On Scene', { toStatus: ['assigned', 'on_scene'] }],
		[false, 'created', 'resolved', { toStatus: ['assigned', 'on_scene'] }],
		[true, 'Created', 'assigned', { fromStatus: ['created'] }],
		[false, 'assigned', 'resolved', { fromStatus: ['created'] }],
		[true, undefined, 'resolved', { fromStatus: ['created'] }],
		[false, undefined, 'resolved', { fromStatus: ['created'], toStatus: ['assigned'] }],
		[false, 'created', 'resolved', { fromStatus: ['created'], toStatus: ['assigned'] }],
	])('%s: from %s to %s, with %j', (wanted, from, to, filters) => {
		expect(isWantedChange(from, to, { ...none, ...filters })).toBe(wanted);
	});
});

describe('an incident', () => {
	const time = '2026-03-10T14:30:00.000Z';

	it('has its id, status and times, in any spelling', () => {
		const record = { incidentId: 'inc_1', status: 'created', createdAt: time, updatedAt: time };

		expect([idOf(record), statusOf(record)]).toEqual(['inc_1', 'created']);
		expect([createdAt(record), updatedAt(record)]).toEqual([Date.parse(time), Date.parse(time)]);
	});

	it.each([{}, { status: '' }, { status: 7 }, { status: null }])('%j has none', (record) => {
		expect([idOf(record), statusOf(record)]).toEqual([undefined, undefined]);
		expect([createdAt(record), updatedAt(record)]).toEqual([undefined, undefined]);
	});
});
