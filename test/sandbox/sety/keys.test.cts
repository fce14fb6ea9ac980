import { callSety, EMERGENCY } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { LIVE_KEY, TEST_KEY } from '../../../sandbox/sety/keys.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: '2026-03-10T12:00:15.000Z', frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

describe('keys', () => {
	it('refuses a missing and an unknown key', async () => {
		const refused = { code: 401, message: 'API key is missing or invalid' };
		const unknown = await callSety(sandbox, 'sety_test_unknown').get('/incidents');
		const missing = await callSety(sandbox).get('/incidents', { headers: { authorization: null } });
		expect([unknown.data, missing.data]).toEqual([refused, refused]);
	});

	it('can be suspended', async () => {
		await sandbox.control.sety.changeKey(TEST_KEY, { suspended: true });
		expect((await callSety(sandbox).get('/incidents')).status).toBe(402);
		expect((await callSety(sandbox, LIVE_KEY).get('/incidents')).status).toBe(200);
	});

	it('can lack the scope of an operation', async () => {
		await sandbox.control.sety.changeKey(TEST_KEY, { deniedOperations: ['incident.getAll'] });
		expect((await callSety(sandbox).get('/incidents')).status).toBe(403);
		expect((await callSety(sandbox).post('/incidents', EMERGENCY)).status).toBe(201);
	});

	it('refuses the name of an operation that does not exist', async () => {
		const change = { deniedOperations: ['incident.list'] };
		await expect(sandbox.control.sety.changeKey(TEST_KEY, change)).rejects.toThrow(
			"deniedOperations.0: Invalid enum value. Expected 'incident.create' | ",
		);
	});

	it('never show in what was received', async () => {
		await callSety(sandbox).get('/incidents', { params: { page: 1 } });
		const received = await sandbox.control.received();
		expect(received).toMatchObject([
			{
				service: 'sety',
				method: 'GET',
				path: '/incidents',
				query: { page: '1' },
				status: 200,
				headers: { authorization: 'Bearer sety_test_' },
			},
		]);
		expect(JSON.stringify(received)).not.toContain(TEST_KEY);
	});

	it('are changed by known fields only', async () => {
		// @ts-expect-error: not a plan
		const change = sandbox.control.sety.changeKey(TEST_KEY, { plan: 'gold' });
		await expect(change).rejects.toThrow('plan: ');
		await expect(sandbox.control.sety.changeKey('other', {})).rejects.toThrow('No such key');
	});
});

describe('rate limit', () => {
	const get = async (key?: string) => await callSety(sandbox, key).get('/incidents?limit=1');

	it('tells limit, rest and reset with every answer', async () => {
		await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'growth' });
		await get();
		const { headers } = await callSety(sandbox).get('/incidents/inc_unknown');
		expect(headers).toMatchObject({
			'x-ratelimit-limit': '300',
			'x-ratelimit-remaining': '298',
			'x-ratelimit-reset': '2026-03-10T12:01:00.000Z',
		});
	});

	it('refuses what is too much until the minute is over, for this key only', async () => {
		await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'starter' });
		const admitted = await Promise.all(Array.from({ length: 60 }, () => get()));
		expect(new Set(admitted.map(({ status }) => status))).toEqual(new Set([200]));
		const refused = await get();
		expect(refused).toMatchObject({
			status: 429,
			data: { code: 429, message: 'Rate limit exceeded' },
			headers: { 'retry-after': '45', 'x-ratelimit-remaining': '0' },
		});
		expect((await get(LIVE_KEY)).status).toBe(200);
		await sandbox.control.advance(45_000);
		expect((await get()).status).toBe(200);
	});

	it('does not limit the unlimited plan', async () => {
		await sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
		expect((await get()).headers).not.toHaveProperty('x-ratelimit-limit');
	});
});
