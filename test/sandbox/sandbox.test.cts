import { callSety, EMERGENCY } from './callSety.cts';
import { startSandbox, type Sandbox } from '../../sandbox/server.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true }));
afterAll(() => sandbox.close());

it('reports and refuses its own answers that break the contract', async () => {
	await sandbox.control.sety.createIncidents({ location: { coordinates: [200, 0] } });
	const { status, data } = await callSety(sandbox).get('/incidents', { params: { limit: 1 } });
	expect(status).toBe(500);
	expect(data.message).toContain('results.0.location.coordinates.0 must be <= 180');
	expect(await sandbox.control.violations()).toMatchObject([
		{ service: 'sety', operation: 'incident.getAll', status: 200 },
	]);
});

it('tells its own time in the Date header', async () => {
	const { headers } = await callSety(sandbox).get('/health');
	expect(headers.date).toBe('Tue, 10 Mar 2026 12:00:00 GMT');
});

it('records what services received, in order, until told to forget', async () => {
	await callSety(sandbox).post('/incidents', EMERGENCY);
	await callSety(sandbox).get('/nowhere');
	expect(await sandbox.control.received()).toMatchObject([
		{ at: '2026-03-10T12:00:00.000Z', method: 'POST', path: '/incidents', body: EMERGENCY },
		{ method: 'GET', path: '/nowhere', status: 404 },
	]);
	await sandbox.control.clearReceived();
	expect(await sandbox.control.received()).toEqual([]);
});

it('tells of a request at the moment when it comes in', async () => {
	await callSety(sandbox).post('/incidents', EMERGENCY);
	await sandbox.control.addFaults({ kind: 'latency', ms: 60_000 });
	const stop = new AbortController();
	const next = sandbox.nextRequest(({ method }) => method === 'POST', stop.signal);
	await callSety(sandbox)
		.get('/health', { timeout: 20 })
		.catch(() => undefined);
	const created = callSety(sandbox).post('/incidents', EMERGENCY);
	expect(await next).toMatchObject({ service: 'sety', path: '/incidents', body: EMERGENCY });
	expect((await created).status).toBe(201);

	const never = sandbox.nextRequest(() => true, stop.signal);
	stop.abort(new Error('not any more'));
	await expect(never).rejects.toThrow('not any more');
});

it('forgets everything on reset', async () => {
	const untouched = (await callSety(sandbox).get('/incidents')).data;
	await callSety(sandbox).post('/incidents', EMERGENCY);
	await sandbox.control.addFaults({ kind: 'html' });
	await sandbox.control.sety.changeSettings({ dialect: 'otherNames' });
	await sandbox.control.sety.changeKey(TEST_KEY, { suspended: true });
	await sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true });
	expect(await sandbox.control.received()).toEqual([]);
	expect(await sandbox.control.pendingFaults()).toEqual([]);
	expect((await callSety(sandbox).get('/incidents')).data).toEqual(untouched);
});

it('shares nothing with another sandbox', async () => {
	const other = await startSandbox();
	await callSety(other).post('/incidents', EMERGENCY);
	expect(await sandbox.control.received()).toEqual([]);
	await other.close();
});
