import { callSety } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { OTHER_ORGANIZATION_KEY } from '../../../sandbox/sety/keys.cts';

const NOON = '2026-03-10T12:00:00.000Z';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: NOON, frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const sety = () => callSety(sandbox);
const enter = async () =>
	(await sety().post('/access-logs', { visitor_name: 'Olu Babs', gate: 'Gate A' })).data;

it('create: answers 201 with the entry', async () => {
	const { status, data } = await sety().post('/access-logs', { visitor_name: 'Olu Babs' });
	expect(status).toBe(201);
	expect(data).toMatchObject({
		visitor_name: 'Olu Babs',
		status: 'checked_in',
		entry_time: NOON,
		checkout_time: null,
	});
	const refused = await sety().post('/access-logs', { gate: 'Gate A' });
	expect(refused.data).toEqual({ code: 400, message: 'visitor_name is required' });
});

it('getAll: pages and filters, for the own organization only', async () => {
	const all = (await sety().get('/access-logs', { params: { limit: 100 } })).data;
	expect(all.totalResults).toBe(30);
	const inside = (await sety().get('/access-logs', { params: { status: 'checked_in' } })).data;
	expect(inside.results).toHaveLength(8);
	const { log_id } = await enter();
	const today = (await sety().get('/access-logs', { params: { from_date: NOON } })).data;
	expect(today.results).toMatchObject([{ log_id }]);
	const foreign = await callSety(sandbox, OTHER_ORGANIZATION_KEY).get('/access-logs');
	expect(foreign.data.results).toEqual([]);
});

it('getStats: counts what the period holds', async () => {
	const { log_id } = await enter();
	await enter();
	await sandbox.control.advance(30 * 60_000);
	await sety().patch(`/access-logs/${log_id}/checkout`);
	const { data } = await sety().get('/access-logs/stats', { params: { from_date: NOON } });
	expect(data).toEqual({
		total_entries: 2,
		current_visitors: 1,
		checked_out: 1,
		average_stay_minutes: 30,
		by_day: [{ date: '2026-03-10', count: 2 }],
	});
});

it('getCurrentVisitors: lists who is inside, and how long', async () => {
	const { log_id } = await enter();
	await sandbox.control.advance(90_000);
	const { data } = await sety().get('/access-logs/current');
	const { results, ...totals } = data;
	expect(totals).toEqual({ page: 1, limit: 20, totalPages: 1, totalResults: 9 });
	expect(results).toHaveLength(9);
	expect(results[0]).toMatchObject({ log_id, gate: 'Gate A', duration_minutes: 1 });
	const page = await sety().get('/access-logs/current', { params: { page: 3, limit: 4 } });
	expect(page.data.results).toHaveLength(1);
});

it('checkOut: once, with the given time and notes', async () => {
	const { log_id } = await enter();
	const url = `/access-logs/${log_id}/checkout`;
	const leaving = { checkout_time: '2026-03-10T13:00:00.000Z', notes: 'Left a parcel' };
	const { status, data } = await sety().patch(url, leaving);
	expect(status).toBe(200);
	expect(data).toMatchObject({ log_id, status: 'checked_out', ...leaving });
	expect(await sety().patch(url)).toMatchObject({
		status: 409,
		data: { code: 409, message: 'Visitor has already checked out' },
	});
	expect((await sety().patch('/access-logs/log_x/checkout')).status).toBe(404);
});
