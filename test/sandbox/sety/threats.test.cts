import { callSety } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { distanceKm } from '../../../sandbox/sety/geography.cts';
import type { DangerZone, LngLat } from '../../../sandbox/sety/model.cts';

const FAR_AWAY = { lat: -40, lng: 100 };

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const get = async (path: string, params: object = {}) =>
	await callSety(sandbox).get(path, { params });
const zones = async (params: object = {}): Promise<DangerZone[]> =>
	(await get('/danger-zones', params)).data.results;

describe('getDangerZones', () => {
	it('lists the zones, some with a boundary', async () => {
		const all = await zones();
		expect(all).toHaveLength(12);
		expect(all.filter(({ boundary }) => boundary)).toHaveLength(4);
		const { data } = await get('/danger-zones', { page: 2, limit: 5 });
		expect(data).toMatchObject({ page: 2, limit: 5, totalPages: 3, totalResults: 12 });
	});

	it('narrows them to a place', async () => {
		const [lng, lat]: LngLat = [3.3792, 6.5244];
		const near = await zones({ lat, lng, radius_km: 6 });
		const isNear = ({ center }: DangerZone) => distanceKm(center.coordinates, [lng, lat]) <= 6;
		expect(near).toEqual((await zones()).filter(isNear));
		expect([near.length > 0, near.length < 12]).toEqual([true, true]);
		expect(await zones(FAR_AWAY)).toEqual([]);
		expect((await get('/danger-zones', { lat })).data.message).toBe('lat and lng go together');
	});

	it('follows what the control routes put, change and remove', async () => {
		const { key } = await sandbox.control.sety.putDangerZone({ name: 'Bridge' });
		await sandbox.control.sety.putDangerZone({ zone_id: key, risk_level: 'critical' });
		expect((await zones())[0]).toMatchObject({
			zone_id: key,
			name: 'Bridge',
			risk_level: 'critical',
		});
		await sandbox.control.sety.removeDangerZone(key);
		expect(await zones()).toHaveLength(12);
		await expect(sandbox.control.sety.removeDangerZone(key)).rejects.toThrow('not found');
	});

	it('takes several zones in one call', async () => {
		const [first, second] = await sandbox.control.sety.putDangerZones(
			{ name: 'Bridge' },
			{ name: 'Harbour' },
		);
		expect(first.zone).toMatchObject({ zone_id: first.key, name: 'Bridge' });
		expect((await zones()).map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Bridge', 'Harbour']),
		);
		expect(second?.zone.zone_id).not.toBe(first.key);
	});

	it('can serve a zone without an id', async () => {
		const { key } = await sandbox.control.sety.putDangerZone({ zone_id: null, name: 'Bridge' });
		expect((await zones())[0]).not.toHaveProperty('zone_id');
		await sandbox.control.sety.removeDangerZone(key);
		expect(await zones()).toHaveLength(12);
	});
});

describe('getDangerAnalytics', () => {
	it('counts what happened around the place', async () => {
		const [zone] = await zones();
		const [lng, lat] = zone?.center.coordinates ?? [0, 0];
		const { data } = await get('/danger-zones/analytics', { lat, lng, radius_km: 3, days: 90 });
		expect(data.location).toEqual({ coordinates: [lng, lat] });
		const points = (await get('/heatmap', { lat, lng, radius_km: 3 })).data.points;
		expect(data.incident_count).toBe(points.length);
		expect(data.incident_count).toBeGreaterThanOrEqual(25);
		const sum = (counts: object) => Object.values(counts).reduce((a, b) => a + b, 0);
		for (const counts of [data.by_category, data.by_severity, data.by_hour]) {
			expect(sum(counts)).toBe(data.incident_count);
		}
		expect((await get('/danger-zones/analytics', FAR_AWAY)).data).toMatchObject({
			incident_count: 0,
			risk_level: 'low',
			trend: 'stable',
		});
	});

	it('needs a place', async () => {
		const { data } = await get('/danger-zones/analytics', { lat: 6.5 });
		expect(data).toEqual({ code: 400, message: 'lng is required' });
	});
});

it('getHeatmap: has weighted points, narrowed by place and time', async () => {
	const all = (await get('/heatmap')).data.points;
	expect(all).toHaveLength(300);
	for (const point of all) expect(Object.keys(point)).toEqual(['coordinates', 'weight']);
	// One weight for each severity.
	const weights = new Set(all.map(({ weight }: { weight: number }) => weight));
	expect([...weights].sort()).toEqual([0.1, 0.25, 0.4, 0.6]);
	const recent = (await get('/heatmap', { from_date: '2026-02-10' })).data.points;
	const older = (await get('/heatmap', { to_date: '2026-02-09' })).data.points;
	expect(recent.length + older.length).toBe(300);
	expect([recent.length > 0, older.length > 0]).toEqual([true, true]);
	expect((await get('/heatmap', FAR_AWAY)).data.points).toEqual([]);
});

it('getSafetyScore: falls in a zone', async () => {
	const [lng, lat] = [100, -39];
	const { key } = await sandbox.control.sety.putDangerZone({
		center: { coordinates: [lng, lat] },
		name: 'Bridge',
		risk_level: 'critical',
	});
	const { data } = await get('/safety/score', { lat, lng });
	expect(data).toMatchObject({
		score: 40,
		level: 'risky',
		factors: [{ zone_id: key, name: 'Bridge', distance_km: 0, impact: 60 }],
	});
	expect((await get('/safety/score', FAR_AWAY)).data).toMatchObject({ score: 100, level: 'safe' });
	expect((await get('/safety/score', { lat: 91, lng: 0 })).status).toBe(400);
});

describe('analyzeRoute', () => {
	it('finds the zone that lies on the way', async () => {
		const center: LngLat = [100, -40];
		const { key } = await sandbox.control.sety.putDangerZone({
			center: { coordinates: center },
			risk_level: 'critical',
		});
		const { data } = await get('/safety/route', {
			origin: '-40,99',
			waypoints: '-40,99.5|-40,99.8',
			destination: '-40,101',
		});
		expect(data).toMatchObject({ overall_score: 40, recommendation: 'caution' });
		expect(data.segments).toHaveLength(3);
		expect(data.segments[0]).toMatchObject({ from: { coordinates: [99, -40] }, score: 100 });
		expect(data.segments[2].danger_zones).toMatchObject([{ zone_id: key }]);
	});

	it.each([
		[{ origin: '6.5,3.4' }, 'destination is required'],
		[{ origin: 'home', destination: '6.5,3.4' }, 'origin must match pattern'],
		[{ origin: '96,3.4', destination: '6.5,3.4' }, 'origin must be a latitude and a longitude'],
	])('refuses %j', async (params, message) => {
		const { status, data } = await get('/safety/route', params);
		expect(status).toBe(400);
		expect(data.message).toContain(message);
	});
});

it('health: needs no key', async () => {
	const { data } = await callSety(sandbox).get('/health', { headers: { authorization: null } });
	expect(data).toEqual({ status: 'ok', api_version: 'v1', timestamp: '2026-03-10T12:00:00.000Z' });
});
