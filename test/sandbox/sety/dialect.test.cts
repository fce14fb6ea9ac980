import { calls } from '../../../nodes/Sety/operations.ts';
import { callSety, EMERGENCY } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { operations, otherNamesOverrides } from '../../../sandbox/sety/operations.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => {
	await sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true });
	await sandbox.control.sety.changeSettings({ dialect: 'otherNames' });
});
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const sety = () => callSety(sandbox);

it('answers 404 on the assumed paths of the ordinary form', async () => {
	const moved = operations.filter(({ otherNames }) => otherNames.path !== undefined);
	const assumed = calls.filter(({ evidence }) => evidence === 'assumed');
	expect(moved.map(({ name }) => name).sort()).toEqual(assumed.map(({ key }) => key).sort());
	for (const { method, path } of moved) {
		const url = path.replace('{incidentId}', 'inc_x');
		const { status, data } = await sety().request({ method, url });
		expect({ path, status, data }).toEqual({
			path,
			status: 404,
			data: { code: 404, message: 'Not found' },
		});
	}
});

it('keeps the documented paths and the envelope of create', async () => {
	const created = (await sety().post('/incidents', EMERGENCY)).data;
	expect(created.idempotent).toBe(false);
	const { data } = await sety().get(`/incidents/${created.incident.incident_id}`);
	expect(data).toEqual(created.incident);
	expect((await sety().get('/status')).data.status).toBe('ok');
});

it('has another list envelope, or none', async () => {
	const { data } = await sety().get('/incidents', { params: { page: 2, limit: 10 } });
	expect(data.meta).toEqual({ current_page: 2, last_page: 3, per_page: 10, total: 25 });
	expect(data.records).toHaveLength(10);
	const visits = await sety().get('/visits', { params: { per_page: 3 } });
	expect(visits.data.records).toHaveLength(3);
	const visitors = await sety().get('/visitors/current');
	expect(visitors.data).toHaveLength(8);
	await sandbox.control.sety.changeSettings({ withPagination: false });
	expect(Object.keys((await sety().get('/incidents')).data)).toEqual(['records']);
});

it('understands its own field names only, and complains in them', async () => {
	const entered = await sety().post('/visits', { visitor: 'Olu Babs', phone: '+234' });
	expect(entered.status).toBe(201);
	expect(entered.data).toMatchObject({ visitor: 'Olu Babs', phone: '+234' });
	const ordinary = await sety().post('/visits', { visitor_name: 'Olu Babs' });
	expect(ordinary.data).toEqual({ code: 400, message: 'visitor is required' });
	const { incident } = (await sety().post('/incidents', EMERGENCY)).data;
	const noted = await sety().post(`/incidents/${incident.incident_id}/comments`, { text: 'Hi' });
	expect(noted.data.incident.timeline.at(-1).message).toBe('Hi');
});

it('reads a place from query or body, and gives places without an array', async () => {
	const place = { latitude: 6.5244, longitude: 3.3792 };
	const score = await sety().get('/safety/score', { params: place });
	expect(score.data.location).toEqual(place);
	const counted = await sety().post('/threats/analytics', { ...place, radius: 20 });
	const zones = await sety().get('/threats/zones', { params: { ...place, radius: 20 } });
	await sandbox.control.sety.changeSettings({ dialect: 'documented' });
	const lngLat = { lat: place.latitude, lng: place.longitude, radius_km: 20 };
	const ordinary = (await sety().get('/danger-zones', { params: lngLat })).data.results;
	await sandbox.control.sety.changeSettings({ dialect: 'otherNames' });
	const [longitude, latitude] = ordinary[0].center.coordinates;
	expect(zones.data.records[0].center).toEqual({ latitude, longitude });
	const heat = await sety().get('/threats/heatmap', { params: { ...place, radius: 20 } });
	const lately = heat.data.points.length;
	expect(counted.data.incident_count).toBeGreaterThan(0);
	expect(counted.data.incident_count).toBeLessThanOrEqual(lately);
	expect(heat.data.points[0]).toHaveProperty('latitude');
	const route = { from: '6.5,3.3', to: '6.6,3.4' };
	expect((await sety().get('/routes/safety', { params: route })).data.segments).toHaveLength(1);
});

it('comes with the overrides that a user would write', () => {
	expect(otherNamesOverrides).toMatchObject({
		'incident.addNote': {
			path: '/incidents/{incidentId}/comments',
			method: 'POST',
			rename: { note: 'text' },
		},
		'threatIntelligence.getDangerAnalytics': { path: '/threats/analytics', method: 'POST' },
		'threatIntelligence.getSafetyScore': { path: '/safety/score' },
		'accessLog.getCurrentVisitors': '/visitors/current',
		'system.healthCheck': '/status',
	});
	expect(otherNamesOverrides).not.toHaveProperty(['incident.create']);
});
