import { byId, setyBench } from '../../../harness/engine/sety.cts';

const sety = setyBench();

async function lastReceived() {
	return (await sety.sandbox.control.received()).at(-1);
}

/** What Sety has of its visitors, newest first. */
async function logs() {
	return [...(await sety.sandbox.control.sety.records()).access_logs].reverse();
}

async function someVisitor(): Promise<string> {
	const { json } = await sety.run('accessLog.getCurrentVisitors', { returnAll: false, limit: 1 });
	return json[0]?.log_id as string;
}

it('create records an entry', async () => {
	const result = await sety.run('accessLog.create', {
		visitorName: 'Ada Okafor',
		additionalFields: {
			accessCode: '4711',
			gate: 'North',
			hostName: 'Tunde Bakare',
			metadata: '{"badge":"A-17"}',
			notes: 'Brings a parcel',
			purpose: 'Delivery',
			vehiclePlate: 'LND-204-KJA',
			visitorEmail: 'ada@example.com',
			visitorPhone: '+2348012345678',
		},
	});

	const [stored] = await logs();
	expect(stored?.visitor_name).toBe('Ada Okafor');
	expect(result.json).toMatchObject([{ log_id: stored?.log_id, status: 'checked_in' }]);
	expect((await lastReceived())?.body).toEqual({
		visitor_name: 'Ada Okafor',
		access_code: '4711',
		gate: 'North',
		host_name: 'Tunde Bakare',
		metadata: { badge: 'A-17' },
		notes: 'Brings a parcel',
		purpose: 'Delivery',
		vehicle_plate: 'LND-204-KJA',
		visitor_email: 'ada@example.com',
		visitor_phone: '+2348012345678',
	});
});

it('getAll lists entries, simplified or raw', async () => {
	const parameters = { returnAll: true, filters: { status: 'checked_in' } };
	const simple = await sety.run('accessLog.getAll', parameters);
	const raw = await sety.run('accessLog.getAll', { ...parameters, output: 'raw' });

	const inside = (await logs()).filter(({ status }) => status === 'checked_in');
	expect(inside).toHaveLength(8);
	expect(raw.json).toEqual(inside);
	const left = ['access_code', 'metadata', 'notes', 'visitor_email', 'created_at', 'updated_at'];
	expect(simple.json).toEqual(
		inside.map((log) =>
			Object.fromEntries(Object.entries(log).filter(([name]) => !left.includes(name))),
		),
	);
});

it('getAll sends its time span', async () => {
	await sety.run('accessLog.getAll', {
		filters: { fromDate: '2026-03-10T00:00:00Z', toDate: '2026-03-11T00:00:00Z' },
	});

	expect((await lastReceived())?.query).toMatchObject({
		from_date: '2026-03-10T00:00:00.000Z',
		to_date: '2026-03-11T00:00:00.000Z',
	});
});

it('getStats counts the visitors of a time span', async () => {
	const result = await sety.run('accessLog.getStats', { fromDate: '2020-01-01T00:00:00Z' });

	expect(result.json).toMatchObject([{ total_entries: 30, current_visitors: 8, checked_out: 22 }]);
	expect((await lastReceived())?.query).toEqual({ from_date: '2020-01-01T00:00:00.000Z' });
});

it('getCurrentVisitors lists who is still there', async () => {
	const all = await sety.run('accessLog.getCurrentVisitors', { returnAll: true });
	const some = await sety.run('accessLog.getCurrentVisitors', { returnAll: false, limit: 2 });

	const inside = (await logs()).filter(({ status }) => status === 'checked_in');
	expect(all.json.map(({ log_id }) => log_id)).toEqual(inside.map(({ log_id }) => log_id));
	expect(some.json).toEqual(all.json.slice(0, 2));
});

it('checkOut records that a visitor left, and sends only what was set', async () => {
	const logId = byId(await someVisitor());
	const result = await sety.run('accessLog.checkOut', { logId });

	expect(result.json).toMatchObject([{ log_id: logId.value, status: 'checked_out' }]);
	expect(await lastReceived()).toMatchObject({ method: 'PATCH' });
	expect((await lastReceived())?.body ?? {}).toEqual({});
});

it('checkOut sends time and notes', async () => {
	const logId = byId(await someVisitor());
	const additionalFields = { checkoutTime: '2026-03-10T14:30:00Z', notes: 'By the back door' };
	await sety.run('accessLog.checkOut', { logId, additionalFields });

	expect((await lastReceived())?.body).toEqual({
		checkout_time: '2026-03-10T14:30:00.000Z',
		notes: 'By the back door',
	});
});

it('checkOut explains that a second time is too late', async () => {
	const logId = byId(await someVisitor());
	await sety.run('accessLog.checkOut', { logId });
	const again = await sety.run('accessLog.checkOut', { logId });

	expect(again.error?.message).toContain('did not check this visitor out');
	expect(again.error?.description).toContain('Most likely the visitor has checked out already');
});

it('system → healthCheck tells whether the API answers', async () => {
	const result = await sety.run('system.healthCheck', {});

	expect(result.json).toMatchObject([{ status: 'ok', api_version: 'v1' }]);
});
