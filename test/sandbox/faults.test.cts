import { get } from 'node:http';
import { callSety, EMERGENCY } from './callSety.cts';
import { startSandbox, type Sandbox } from '../../sandbox/server.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: '2026-03-10T14:00:00.000Z', frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const incidentCount = async () =>
	(await callSety(sandbox).get('/incidents')).data.totalResults as number;

describe('status', () => {
	it('answers with the given status, body and headers, in the service’s stead', async () => {
		await sandbox.control.addFaults({
			kind: 'status',
			status: 503,
			body: { down: true },
			headers: { 'x-reason': 'maintenance' },
		});
		const { status, data, headers } = await callSety(sandbox).post('/incidents', EMERGENCY);
		expect({ status, data }).toEqual({ status: 503, data: { down: true } });
		expect(headers['x-reason']).toBe('maintenance');
		expect(await incidentCount()).toBe(25);
	});

	it('has the vendor’s error body when none is given', async () => {
		await sandbox.control.addFaults({ kind: 'status', status: 500 });
		const { data } = await callSety(sandbox).get('/incidents');
		expect(data).toEqual({ code: 500, message: 'Fault: status 500' });
	});

	it('sends text as text', async () => {
		await sandbox.control.addFaults({ kind: 'status', status: 502, body: 'Bad gateway' });
		const { data, headers } = await callSety(sandbox).get('/incidents');
		expect(data).toBe('Bad gateway');
		expect(headers['content-type']).toContain('text/plain');
	});
});

describe('status with an effect', () => {
	it.each([
		['an empty answer', '', ''],
		['half of a JSON text', '{"incident": {', '{"incident": {'],
		['a refusal with status 200', { success: false }, { success: false }],
	])('does what was asked, and answers with %s', async (_what, body, expected) => {
		await sandbox.control.addFaults({ kind: 'status', status: 200, body, takesEffect: true });
		const { status, data } = await callSety(sandbox).post('/incidents', EMERGENCY);
		expect({ status, data }).toEqual({ status: 200, data: expected });
		expect(await incidentCount()).toBe(26);
	});

	it('sends a page as a page', async () => {
		const headers = { 'Content-Type': 'text/html', Date: 'yesterday' };
		await sandbox.control.addFaults({ kind: 'status', status: 200, body: '<p>Hi</p>', headers });
		const answer = await callSety(sandbox).get('/incidents');
		expect(answer.data).toBe('<p>Hi</p>');
		expect(answer.headers).toMatchObject({ 'content-type': 'text/html', date: 'yesterday' });
	});
});

describe('changedAnswer', () => {
	it('does what was asked, and answers with other fields', async () => {
		await sandbox.control.addFaults({
			kind: 'changedAnswer',
			patch: { incident: { incident_id: 'inc_other', subject: { phone: null } }, idempotent: null },
		});
		const { status, data } = await callSety(sandbox).post('/incidents', EMERGENCY);
		expect(status).toBe(201);
		expect(data).toEqual({
			incident: expect.objectContaining({
				incident_id: 'inc_other',
				category: 'sos',
				subject: { name: EMERGENCY.subject.name },
			}),
		});
		expect(await incidentCount()).toBe(26);
	});
});

describe('cycle', () => {
	it('gives one answer after the other, and begins again', async () => {
		const answers = [
			{ status: 503 },
			{ status: 200, body: { results: [] }, headers: { 'x-turn': 'second' } },
		];
		await sandbox.control.addFaults({ kind: 'cycle', answers, times: 3 });
		const seen = [];
		for (let count = 0; count < 4; count++) {
			const { status, headers } = await callSety(sandbox).get('/incidents');
			seen.push([status, headers['x-turn']]);
		}
		expect(seen).toEqual([
			[503, undefined],
			[200, 'second'],
			[503, undefined],
			[200, undefined],
		]);
	});
});

describe('rateLimited', () => {
	it.each([
		['seconds', 0.4, { 'retry-after': '1' }],
		['decimal', 0.4, { 'retry-after': '0.4' }],
		['httpDate', 2, { 'retry-after': 'Tue, 10 Mar 2026 14:00:02 GMT' }],
		['resetHeader', 2, { 'x-ratelimit-reset': '2026-03-10T14:00:02.000Z' }],
		['rateLimitReset', 1.2, { 'ratelimit-reset': '2' }],
		['resetSeconds', 1.2, { 'x-ratelimit-reset': '2' }],
		['resetEpochSeconds', 2, { 'x-ratelimit-reset': '1773151202' }],
		['resetEpochMs', 2, { 'x-ratelimit-reset': '1773151202000' }],
		['none', 2, {}],
	] as const)('hints by %s', async (hint, seconds, expected) => {
		await sandbox.control.addFaults({ kind: 'rateLimited', hint, seconds });
		const { status, data, headers } = await callSety(sandbox).get('/incidents');
		expect({ status, data }).toEqual({
			status: 429,
			data: { code: 429, message: 'Rate limit exceeded' },
		});
		const hints = ['retry-after', 'x-ratelimit-reset', 'ratelimit-reset'].filter(
			(name) => headers[name],
		);
		expect(Object.fromEntries(hints.map((name) => [name, headers[name]]))).toEqual(expected);
	});
});

it('rateLimited: hints in the body', async () => {
	await sandbox.control.addFaults({ kind: 'rateLimited', hint: 'body', seconds: 2 });
	const { data } = await callSety(sandbox).get('/incidents');
	expect(data).toEqual({ code: 429, message: 'Rate limit exceeded', retry_after: 2 });
});

describe('connections and bodies', () => {
	const create = (timeout = 0) => callSety(sandbox).post('/incidents', EMERGENCY, { timeout });

	it('latency: answers late, as ever', async () => {
		await sandbox.control.addFaults({ kind: 'latency', ms: 40 });
		const started = performance.now();
		expect((await create()).status).toBe(201);
		expect(performance.now() - started).toBeGreaterThanOrEqual(39);
	});

	it('slowAnswer: does it at once and answers late', async () => {
		await sandbox.control.addFaults({ kind: 'slowAnswer', ms: 2_000, method: 'POST' });
		let answered = false;
		const answer = create().finally(() => (answered = true));
		while ((await incidentCount()) === 25);
		expect(answered).toBe(false);
		const [received] = await sandbox.control.received();
		expect(received).toMatchObject({ method: 'POST', status: null, fault: 'slowAnswer' });
		expect((await answer).status).toBe(201);
		expect(await incidentCount()).toBe(26);
	});

	it('resetBefore: cuts the connection and does nothing', async () => {
		await sandbox.control.addFaults({ kind: 'resetBefore' });
		await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(await incidentCount()).toBe(25);
		const [received] = await sandbox.control.received();
		expect(received).toMatchObject({ status: null, fault: 'resetBefore' });
	});

	it('resetAfter: does it and cuts the connection', async () => {
		await sandbox.control.addFaults({ kind: 'resetAfter' });
		await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(await incidentCount()).toBe(26);
	});

	it('truncatedJson: does it and sends half of the answer as if it were all', async () => {
		await sandbox.control.addFaults({ kind: 'truncatedJson' });
		const { status, data, headers } = await create();
		expect(status).toBe(200);
		expect(data).toMatch(/^\{"incident"/);
		expect(() => JSON.parse(data)).toThrow();
		expect(headers['content-length']).toBe(String(Buffer.byteLength(data)));
		expect(await incidentCount()).toBe(26);
	});

	it('html: sends a page with status 200', async () => {
		await sandbox.control.addFaults({ kind: 'html' });
		const { status, data, headers } = await create();
		expect(status).toBe(200);
		expect(headers['content-type']).toContain('text/html');
		expect(data).toContain('<!DOCTYPE html>');
		expect(await incidentCount()).toBe(25);
	});

	it('noContent: does it and answers 204', async () => {
		await sandbox.control.addFaults({ kind: 'noContent' });
		expect(await create()).toMatchObject({ status: 204, data: '' });
		expect(await incidentCount()).toBe(26);
	});

	it('echoAuthorization: repeats the secret', async () => {
		await sandbox.control.addFaults({ kind: 'echoAuthorization' });
		const { status, data } = await create();
		expect(status).toBe(500);
		expect(data).toContain(TEST_KEY);
	});

	const HALF = TEST_KEY.length / 2;
	it.each([
		['plain', `Bearer ${TEST_KEY}`],
		['keyOnly', TEST_KEY],
		['base64', 'c2V0eV90ZXN0X2ExYjJjM2Q0YTFiMmMzZDRhMWIyYzNkNGExYjJjM2Q0'],
		['base64OfHeader', Buffer.from(`Bearer ${TEST_KEY}`).toString('base64')],
		['base64url', Buffer.from(TEST_KEY).toString('base64url')],
		['hex', Buffer.from(TEST_KEY).toString('hex')],
		['url', Array.from(TEST_KEY, (one) => `%${Buffer.from(one).toString('hex')}`).join('')],
		['html', Array.from(TEST_KEY, (one) => `&#${one.codePointAt(0)};`).join('')],
		[
			'jsonEscapes',
			Array.from(TEST_KEY, (one) => `\\u00${Buffer.from(one).toString('hex')}`).join(''),
		],
		['upperCase', TEST_KEY.toUpperCase()],
		['firstHalf', TEST_KEY.slice(0, HALF)],
		['lastHalf', TEST_KEY.slice(-HALF)],
	] as const)('echoAuthorization: repeats it as %s', async (encoding, expected) => {
		await sandbox.control.addFaults(
			{ kind: 'echoAuthorization', encoding },
			{ kind: 'echoAuthorization', encoding, place: 'message', status: 400 },
		);
		expect((await create()).data).toBe(`Refused: ${expected}`);
		expect((await create()).data).toEqual({ code: 400, message: `Refused: ${expected}` });
	});

	it('redirect: points elsewhere, and a client that follows is seen', async () => {
		await sandbox.control.addFaults({ kind: 'redirect', location: `${sandbox.origin}/elsewhere` });
		const { status, headers } = await callSety(sandbox).get('/incidents', { maxRedirects: 0 });
		expect({ status, location: headers.location }).toEqual({
			status: 302,
			location: `${sandbox.origin}/elsewhere`,
		});
		await callSety(sandbox).get(headers.location);
		const received = await sandbox.control.received();
		expect(received.at(-1)).toMatchObject({ service: null, path: '/elsewhere', status: 404 });
	});
});

describe('which requests are hit', () => {
	it('only those with the method and the path', async () => {
		await sandbox.control.addFaults({
			kind: 'status',
			status: 503,
			method: 'post',
			path: '/incidents',
		});
		const sety = callSety(sandbox);
		expect((await sety.get('/incidents')).status).toBe(200);
		expect((await sety.post('/access-logs', { visitor_name: 'Olu' })).status).toBe(201);
		expect((await sety.post('/incidents', EMERGENCY)).status).toBe(503);
		expect((await sety.post('/incidents', EMERGENCY)).status).toBe(201);
	});

	it('skips and counts', async () => {
		await sandbox.control.addFaults({ kind: 'status', status: 503, skip: 1, times: 2 });
		const statuses = [];
		for (let count = 0; count < 4; count++) {
			statuses.push((await callSety(sandbox).get('/incidents')).status);
		}
		expect(statuses).toEqual([200, 503, 503, 200]);
	});

	it('always, until cleared', async () => {
		await sandbox.control.addFaults({ kind: 'html', times: 'always' });
		await callSety(sandbox).get('/incidents');
		await callSety(sandbox).get('/incidents');
		expect(await sandbox.control.pendingFaults()).toHaveLength(1);
		await sandbox.control.clearFaults();
		expect((await callSety(sandbox).get('/incidents')).data).toHaveProperty('results');
	});

	it('only those for the operation', async () => {
		await sandbox.control.addFaults({ kind: 'html', operation: 'incident.get' });
		const sety = callSety(sandbox);
		expect((await sety.get('/incidents')).data.totalResults).toBe(25);
		expect((await sety.get('/incidents/inc_x')).headers['content-type']).toContain('text/html');
	});

	it('only those for the service', async () => {
		await sandbox.control.addFaults({ kind: 'html', service: 'samsara-us' });
		expect(await incidentCount()).toBe(25);
		const { headers } = await callSety(sandbox).get(`${sandbox.credentials.samsaraApi.baseUrl}/me`);
		expect(headers['content-type']).toContain('text/html');
	});

	it.each([
		[
			{ service: 'samsara' },
			'service: "samsara" is no service of the sandbox; known are <services>',
		],
		[{ service: 'Sety' }, 'service: "Sety" is no service of the sandbox; known are <services>'],
		[
			{ service: 'samsara-us', operation: 'incident.create' },
			'operation: "incident.create" is no operation of samsara-us; known are safetyEvent.update, safetyEvent.get, ',
		],
		[
			{ operation: 'incident.list' },
			'operation: "incident.list" is no operation; known are incident.create, ',
		],
		[{ method: 'FETCH' }, "1.method: Invalid enum value. Expected 'GET' | 'POST' | "],
	])('refuses %j, which no request could fit', async (narrowing, message) => {
		const order = sandbox.control.addFaults(
			{ kind: 'resetBefore' },
			{ kind: 'html', ...narrowing },
		);
		await expect(order).rejects.toThrow(message.replace('<services>', sandbox.services.join(', ')));
		expect(await sandbox.control.pendingFaults()).toEqual([]);
	});

	it('refuses an unknown fault by name', async () => {
		// @ts-expect-error: not a kind of fault
		await expect(sandbox.control.addFaults({ kind: 'gremlin' })).rejects.toThrow(
			"0.kind: Invalid discriminator value. Expected 'status' | ",
		);
	});
});

describe('close', () => {
	it.each([
		{ kind: 'latency', ms: 60_000 },
		{ kind: 'slowAnswer', ms: 60_000 },
	] as const)('ends waiting requests and kept connections at once: $kind', async (fault) => {
		const own = await startSandbox();
		await own.control.addFaults(fault);
		const cut = new Promise((resolve) => {
			get(`${own.credentials.setyApi.baseUrl}/health`).on('error', resolve);
		});
		while ((await own.control.received()).length === 0);
		await own.close();
		expect(await cut).toMatchObject({ code: 'ECONNRESET' });
	});
});
