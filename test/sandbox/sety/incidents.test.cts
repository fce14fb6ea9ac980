import { callSety, EMERGENCY } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { LIVE_KEY, OTHER_ORGANIZATION_KEY, TEST_KEY } from '../../../sandbox/sety/keys.cts';

const NOON = '2026-03-10T12:00:00.000Z';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: NOON, frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const sety = (key: string = TEST_KEY) => callSety(sandbox, key);
const create = async (fields: object = {}, key?: string) =>
	await sety(key).post('/incidents', { ...EMERGENCY, ...fields });
const list = async (params: object = {}) => (await sety().get('/incidents', { params })).data;

describe('create', () => {
	it('answers 201 with the incident', async () => {
		const { status, data } = await create({ severity: 'critical', unknown: 'field' });
		expect(status).toBe(201);
		expect(data).toMatchObject({
			idempotent: false,
			incident: { ...EMERGENCY, severity: 'critical', status: 'created', created_at: NOON },
		});
		expect(data.incident.incident_id).toMatch(/^inc_[a-z0-9]{16}$/);
	});

	it('names the field that fails', async () => {
		const { status, data } = await create({ category: 'fire' });
		expect(status).toBe(400);
		expect(data).toMatchObject({ code: 400, message: expect.stringMatching(/^category must be/) });
	});

	it.each([
		['{"category":', 'application/json', 'body is not valid JSON'],
		['category=sos', 'text/plain', 'body must be sent with Content-Type application/json'],
	])('refuses %s as %s', async (body, contentType, message) => {
		const headers = { 'content-type': contentType };
		const { data } = await sety().post('/incidents', body, { headers, transformRequest: [] });
		expect(data).toEqual({ code: 400, message });
	});

	it('gives the existing incident for a key that was used', async () => {
		const first = await create({ idempotency_key: 'trip-1' });
		const second = await create({ idempotency_key: 'trip-1', category: 'medical' });
		expect([first.status, second.status]).toEqual([201, 200]);
		expect(second.data).toEqual({ incident: first.data.incident, idempotent: true });
		const elsewhere = await create({ idempotency_key: 'trip-1' }, OTHER_ORGANIZATION_KEY);
		expect(elsewhere.status).toBe(201);
	});

	it('dispatches with a live key only, drills never, repeats once', async () => {
		const live = await create({ idempotency_key: 'sos-1' }, LIVE_KEY);
		await create({ idempotency_key: 'sos-1' }, LIVE_KEY);
		await create({ is_drill: true }, LIVE_KEY);
		await create();
		const { incident_id } = live.data.incident;
		expect(await sandbox.control.sety.dispatches()).toEqual([incident_id]);
	});

	it('gives the same ids after every reset', async () => {
		const before = await create();
		await sandbox.control.reset({ now: NOON, frozen: true });
		const after = await create();
		expect(after.data).toEqual(before.data);
	});
});

describe('lifecycle', () => {
	it.each([
		[29 * SECOND, 'created', 1],
		[30 * SECOND, 'dispatching', 2],
		[60 * SECOND, 'assigned', 3],
		[3 * MINUTE, 'responding', 4],
		[10 * MINUTE, 'on_scene', 5],
		[45 * MINUTE, 'resolved', 6],
	])('after %d ms an incident is %s', async (age, status, events) => {
		const { data } = await create();
		await sandbox.control.advance(age);
		const { incident } = (await sety().get(`/incidents/${data.incident.incident_id}`)).data;
		expect(incident.status).toBe(status);
		expect(incident.timeline).toHaveLength(events);
		expect(incident.updated_at).toBe(incident.timeline.at(-1).timestamp);
	});

	it('is seen by filters, too', async () => {
		await create();
		await sandbox.control.advance(30 * MINUTE);
		const { results } = await list({ status: 'resolved', from_date: NOON });
		expect(results).toMatchObject([
			{ resolved_at: '2026-03-10T12:30:00.000Z', resolution_outcome: 'handled' },
		]);
	});

	it('ends where a test sets a status', async () => {
		const { incident_id } = (await create()).data.incident;
		await sandbox.control.sety.setStatus(incident_id, { status: 'escalated' });
		await sandbox.control.advance(60 * MINUTE);
		const { data } = await sety().get(`/incidents/${incident_id}`);
		expect(data.incident.status).toBe('escalated');
	});
});

describe('get', () => {
	it('answers 404 for an unknown incident and for one of another organization', async () => {
		const { incident_id } = (await create()).data.incident;
		const unknown = await sety().get('/incidents/inc_0000000000000000');
		const foreign = await sety(OTHER_ORGANIZATION_KEY).get(`/incidents/${incident_id}`);
		const refused = { code: 404, message: 'Incident not found' };
		expect([unknown.data, foreign.data]).toEqual([refused, refused]);
	});
});

describe('cancel', () => {
	const cancel = async (id: string, body?: object) =>
		await sety().post(`/incidents/${id}/cancel`, body);

	it('cancels an active incident, which then stays cancelled', async () => {
		const { incident_id } = (await create()).data.incident;
		const { status, data } = await cancel(incident_id, { reason: 'False alarm' });
		expect(status).toBe(200);
		expect(data.incident).toMatchObject({ status: 'cancelled', cancelled_at: NOON });
		expect(data.incident.timeline.at(-1).message).toBe('False alarm');
		await sandbox.control.advance(60 * MINUTE);
		expect((await cancel(incident_id)).status).toBe(409);
	});

	it('refuses a resolved one and an unknown one', async () => {
		const [resolved] = await sandbox.control.sety.createIncidents({ status: 'resolved' });
		expect(await cancel(resolved ?? '')).toMatchObject({
			status: 409,
			data: { code: 409, message: 'Incident is already resolved' },
		});
		expect((await cancel('inc_0000000000000000')).status).toBe(404);
	});
});

describe('addNote', () => {
	it('appends to the timeline and lets the incident go on', async () => {
		const { incident_id } = (await create()).data.incident;
		const url = `/incidents/${incident_id}/notes`;
		const { status, data } = await sety().post(url, { note: 'Blue car', author: 'Desk 3' });
		expect(status).toBe(200);
		expect(data.incident.timeline.at(-1)).toMatchObject({
			event: 'note',
			message: 'Blue car',
			author: 'Desk 3',
			status: 'created',
		});
		await sandbox.control.advance(30 * SECOND);
		const later = await sety().get(`/incidents/${incident_id}`);
		expect(later.data.incident.timeline.map((entry: { event: string }) => entry.event)).toEqual([
			'created',
			'note',
			'dispatching',
		]);
	});

	it('needs a note and an incident', async () => {
		const { incident_id } = (await create()).data.incident;
		const empty = await sety().post(`/incidents/${incident_id}/notes`, {});
		expect(empty.data).toEqual({ code: 400, message: 'note is required' });
		const unknown = await sety().post('/incidents/inc_x/notes', { note: 'Hello' });
		expect(unknown.status).toBe(404);
	});
});

describe('list', () => {
	it('has every category, severity and status in its seed, newest first', async () => {
		const { results, ...totals } = await list({ limit: 100 });
		expect(totals).toEqual({ page: 1, limit: 100, totalPages: 1, totalResults: 25 });
		const distinct = (name: string) =>
			new Set(results.map((incident: Record<string, unknown>) => incident[name])).size;
		expect([distinct('category'), distinct('severity'), distinct('status')]).toEqual([4, 4, 7]);
		const times = results.map((incident: { created_at: string }) => incident.created_at);
		expect(times).toEqual([...times].sort().reverse());
	});

	it('pages, 20 by default', async () => {
		const first = await list();
		const second = await list({ page: 2 });
		const { results, ...totals } = second;
		expect([first.results.length, results.length]).toEqual([20, 5]);
		expect(totals).toEqual({ page: 2, limit: 20, totalPages: 2, totalResults: 25 });
		const beyond = await list({ page: 3 });
		expect(beyond).toEqual({ ...totals, page: 3, results: [] });
	});

	it('filters by category, severity and inclusive dates', async () => {
		const [id] = await sandbox.control.sety.createIncidents({
			createdAt: '2020-05-05T10:00:00.000Z',
			category: 'medical',
			severity: 'low',
		});
		const exact = '2020-05-05T10:00:00.000Z';
		for (const period of [
			{ from_date: exact, to_date: exact },
			{ from_date: '2020-05-05', to_date: '2020-05-05' },
		]) {
			const found = await list({ ...period, category: 'medical', severity: 'low' });
			expect(found.results).toMatchObject([{ incident_id: id }]);
		}
		expect((await list({ to_date: '2020-05-04' })).results).toEqual([]);
		expect((await list({ to_date: exact, severity: 'high' })).results).toEqual([]);
	});

	it('shows nothing of another organization', async () => {
		const { data } = await sety(OTHER_ORGANIZATION_KEY).get('/incidents');
		expect(data).toEqual({
			results: [],
			page: 1,
			limit: 20,
			totalPages: 0,
			totalResults: 0,
		});
	});

	it('refuses a limit above 100', async () => {
		const { data } = await sety().get('/incidents', { params: { limit: 101 } });
		expect(data).toEqual({ code: 400, message: 'limit must be <= 100' });
	});
});

describe('settings', () => {
	it('lateIndexingMs: get sees an incident before lists do', async () => {
		await sandbox.control.sety.changeSettings({ lateIndexingMs: 5000 });
		const { incident_id } = (await create()).data.incident;
		expect((await sety().get(`/incidents/${incident_id}`)).status).toBe(200);
		expect((await list({ from_date: NOON })).results).toEqual([]);
		await sandbox.control.advance(4999);
		expect((await list()).totalResults).toBe(25);
		await sandbox.control.advance(1);
		expect((await list()).results[0].incident_id).toBe(incident_id);
	});

	it('maxPageSize, ignorePage and withPagination change what lists are like', async () => {
		await sandbox.control.sety.changeSettings({ maxPageSize: 10, ignorePage: true });
		const capped = await list({ page: 3, limit: 50 });
		expect(capped.results).toHaveLength(10);
		expect(capped).toMatchObject({ page: 1, limit: 10 });
		await sandbox.control.sety.changeSettings({ withPagination: false });
		expect(Object.keys(await list())).toEqual(['results']);
	});

	it('ignoreStatusFilter gives all incidents whatever status is asked for', async () => {
		await sandbox.control.sety.changeSettings({ ignoreStatusFilter: true });
		const { totalResults } = await list({ status: 'created', limit: 100 });
		expect(totalResults).toBe(25);
	});
});

describe('size', () => {
	it('is no obstacle with 50,000 incidents', async () => {
		await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
		const { incidents } = await sandbox.control.sety.records();
		const cancelled = incidents.filter(({ status }) => status === 'cancelled').length;
		const ids = await sandbox.control.sety.createIncidents({ count: 50_000, spacingMs: 1000 });
		expect((await list({ page: 1, limit: 100 })).results[0].incident_id).toBe(ids.at(-1));
		expect((await list({ page: 500, limit: 100 })).results).toHaveLength(100);
		expect((await list({ status: 'cancelled' })).totalResults).toBe(cancelled);
		for (let batch = 0; batch < 3; batch++) {
			const answers = await Promise.all(Array.from({ length: 100 }, () => create()));
			expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
		}
		expect((await list()).totalResults).toBe(50_325);
	});
});
