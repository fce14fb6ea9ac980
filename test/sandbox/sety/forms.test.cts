import { callSety, EMERGENCY } from '../callSety.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { LIST_ENVELOPES } from '../../../sandbox/sety/envelope.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true }));
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const sety = () => callSety(sandbox);

const LISTS = [
	['/incidents', 'incidents', 'incident_id', 25],
	['/access-logs', 'access_logs', 'log_id', 30],
	['/access-logs/current', 'visitors', 'log_id', 8],
	['/danger-zones', 'danger_zones', 'zone_id', 12],
] as const;

describe.each(LISTS)('%s', (path, plural, id, total) => {
	const secondPage = async () =>
		(await sety().get(path, { params: { page: 2, limit: 5 } })).data as Record<string, unknown>;
	const ids = (records: unknown) =>
		(records as Array<Record<string, string>>).map((one) => one[id]);

	it('has the same records and totals in every envelope', async () => {
		const { results, ...observed } = await secondPage();
		const totalPages = Math.ceil(total / 5);
		expect(observed).toEqual({ page: 2, limit: 5, totalPages, totalResults: total });
		const expected = ids(results);
		expect(expected).toHaveLength(Math.min(5, total - 5));

		await sandbox.control.sety.changeSettings({ listEnvelope: 'dataAndPagination' });
		const { data, ...withPagination } = await secondPage();
		const pagination = { page: 2, limit: 5, total, total_pages: totalPages };
		expect([ids(data), withPagination]).toEqual([expected, { pagination }]);

		await sandbox.control.sety.changeSettings({ listEnvelope: 'plural' });
		const { [plural]: named, ...beside } = await secondPage();
		expect([ids(named), beside]).toEqual([expected, { page: 2, limit: 5, totalPages, total }]);

		await sandbox.control.sety.changeSettings({ listEnvelope: 'array' });
		expect(ids(await secondPage())).toEqual(expected);
	});

	it('has nothing but the list without totals', async () => {
		const keys: string[][] = [];
		for (const listEnvelope of LIST_ENVELOPES) {
			await sandbox.control.sety.changeSettings({ listEnvelope, withPagination: false });
			const page = await secondPage();
			keys.push(Array.isArray(page) ? [] : Object.keys(page));
		}
		expect(keys).toEqual([['results'], ['data'], [plural], []]);
	});

	it('is empty past its end', async () => {
		const { data } = await sety().get(path, { params: { page: 9, limit: 20 } });
		expect([data.results, data.totalResults]).toEqual([[], total]);
	});
});

describe.each(LIST_ENVELOPES)('lists that mislead, in %s', (listEnvelope) => {
	const pages = async (listFault: 'endless' | 'alternatingPages' | 'recordsTwice') => {
		await sandbox.control.sety.changeSettings({ listEnvelope, listFault });
		const read = [];
		for (const page of [1, 2, 3, 4]) {
			const { data } = await sety().get('/danger-zones', { params: { page, limit: 10 } });
			const records = Array.isArray(data) ? data : Object.values(data).find(Array.isArray);
			const ids = (records as Array<{ zone_id: string }>).map(({ zone_id }) => zone_id);
			const saysMore = /"(hasNextPage|has_more)":true/.test(JSON.stringify(data));
			read.push({ ids, saysMore });
		}
		return read;
	};
	const saysMore = listEnvelope !== 'array';

	it('endless: nothing more, and says that more follows', async () => {
		const read = await pages('endless');
		expect(read.map(({ ids }) => ids.length)).toEqual([10, 2, 0, 0]);
		expect(read.map((page) => page.saysMore)).toEqual(read.map(() => saysMore));
	});

	it('alternatingPages: two pages in turn', async () => {
		const [first, second, third, fourth] = await pages('alternatingPages');
		expect([first?.ids.length, second?.ids.length]).toEqual([10, 2]);
		expect([third, fourth]).toEqual([first, second]);
		expect(first?.saysMore).toBe(saysMore);
	});

	it('recordsTwice: each record of a page comes twice', async () => {
		const [first] = await pages('recordsTwice');
		expect(first?.ids).toHaveLength(20);
		expect(new Set(first?.ids).size).toBe(10);
	});
});

it('a refusal is in no envelope', async () => {
	await sandbox.control.sety.changeSettings({ listEnvelope: 'plural' });
	const { status, data } = await sety().get('/incidents', { params: { limit: 101 } });
	expect([status, data]).toEqual([400, { code: 400, message: 'limit must be <= 100' }]);
});

describe('strict', () => {
	beforeEach(() => sandbox.control.sety.changeSettings({ strict: true }));
	const messageOf = async (method: string, url: string, sent: object) => {
		const { status, data } = await sety().request({ method, url, ...sent });
		return [status, data.message];
	};

	it.each([
		[
			'a field of the query',
			'GET',
			'/incidents',
			{ params: { radius_km: 5 } },
			'"radius_km" is not allowed',
		],
		[
			'all faults at once',
			'GET',
			'/danger-zones/analytics',
			{ params: { latitude: 6.5, lng: 300, days: 'many' } },
			'"lat" is required, "lng" must be <= 180, "days" must be integer, "latitude" is not allowed',
		],
		[
			'a field of the body',
			'POST',
			'/access-logs',
			{ data: { visitor_name: 'Olu', colour: 'red' } },
			'"colour" is not allowed',
		],
		[
			'a field within the body',
			'POST',
			'/incidents',
			{ data: { ...EMERGENCY, severity: 'huge', subject: { name: 'Amaka', age: 30 } } },
			'"severity" must be one of low, medium, high, critical, "subject.age" is not allowed',
		],
		[
			'the body of a PATCH',
			'PATCH',
			'/access-logs/log_x/checkout',
			{ data: { left: true } },
			'"left" is not allowed',
		],
		['a body that is missing', 'POST', '/incidents', {}, '"body" is required'],
	])('refuses %s', async (_what, method, url, sent, message) => {
		expect(await messageOf(method, url, sent)).toEqual([400, message]);
	});

	it('takes what the contract knows, and any metadata', async () => {
		const subject = { ...EMERGENCY.subject, metadata: { badge: { colour: 'red' } } };
		const created = await sety().post('/incidents', { ...EMERGENCY, subject });
		expect([created.status, created.data.incident.subject]).toEqual([201, subject]);
		const params = { page: 1, limit: 5, status: 'created', from_date: '2026-03-10' };
		const { results } = (await sety().get('/incidents', { params })).data;
		expect(results[0].incident_id).toBe(created.data.incident.incident_id);
	});

	it('does nothing of what it refuses', async () => {
		await sety().post('/incidents', { ...EMERGENCY, colour: 'red' });
		expect((await sety().get('/incidents')).data.totalResults).toBe(25);
	});

	it('knows the other names only, where these are spoken', async () => {
		await sandbox.control.sety.changeSettings({ dialect: 'otherNames' });
		expect(
			(await sety().get('/visits', { params: { per_page: 3, from: '2026-03-10' } })).status,
		).toBe(200);
		expect(await messageOf('GET', '/visits', { params: { limit: 3, per_page: 'x' } })).toEqual([
			400,
			'"per_page" must be integer, "limit" is not allowed',
		]);
		expect(await messageOf('POST', '/visits', { data: { visitor_name: 'Olu' } })).toEqual([
			400,
			'"visitor" is required, "visitor_name" is not allowed',
		]);
	});
});

it('fields that nobody knows are ignored unless it is strict', async () => {
	const { status, data } = await sety().get('/incidents', { params: { radius_km: 5 } });
	expect([status, data.totalResults]).toEqual([200, 25]);
});

it.each([
	['GET', '/incident', 'Not found'],
	['DELETE', '/incidents', 'Not found'],
	['PUT', '/incidents/inc_x/cancel', 'Not found'],
	['POST', '/health', 'Not found'],
	['GET', '/incidents/inc_x', 'Incident not found'],
	['POST', '/incidents/inc_x/cancel', 'Incident not found'],
	['PATCH', '/access-logs/log_x/checkout', 'Access log not found'],
])('%s %s answers 404 %s', async (method, url, message) => {
	for (const strict of [false, true]) {
		await sandbox.control.sety.changeSettings({ strict });
		const { status, data } = await sety().request({ method, url });
		expect([status, data]).toEqual([404, { code: 404, message }]);
	}
});
