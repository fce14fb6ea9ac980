import type { INodeParameters } from 'n8n-workflow';

import { byId, setyBench } from '../../../harness/engine/sety.cts';
import { standingClock } from '../../../harness/engine/virtualTime.cts';

const sety = setyBench();

const emergency = {
	category: 'sos',
	subjectName: 'Amaka Obi',
	subjectPhone: '+2348012345678',
	latitude: '6.5244',
	longitude: '3.3792',
	address: '14 Bourdillon Road, Ikoyi, Lagos',
};

const SIMPLIFIED = [
	...['incident_id', 'status', 'latitude', 'longitude', 'mapUrl', 'is_drill', 'category'],
	...['severity', 'subject_name', 'subject_phone', 'address', 'description', 'created_at'],
];

async function sentKeys(): Promise<unknown[]> {
	const received = await sety.sandbox.control.received();
	return received.map(({ body }) => (body as { idempotency_key?: unknown }).idempotency_key);
}

async function lastReceived() {
	return (await sety.sandbox.control.received()).at(-1);
}

describe('incident → create', () => {
	it('sends what the form says, longitude first, and tells that the incident is new', async () => {
		const result = await sety.run('incident.create', {
			...emergency,
			description: 'Two short presses',
			idempotencyKey: 'trip-44821',
			additionalFields: {
				severity: 'critical',
				title: 'Panic button',
				landmark: 'Gate B',
				subjectEmail: 'amaka@example.com',
				subjectReference: 'TRIP-44821',
				subjectMetadata: '{"vehicle_plate":"LND-204-KJA"}',
			},
		});

		expect(result.error).toBeUndefined();
		expect(await lastReceived()).toMatchObject({ method: 'POST', status: 201 });
		expect((await lastReceived())?.body).toEqual({
			category: 'sos',
			severity: 'critical',
			idempotency_key: 'trip-44821',
			subject: {
				name: 'Amaka Obi',
				phone: '+2348012345678',
				email: 'amaka@example.com',
				reference: 'TRIP-44821',
				metadata: { vehicle_plate: 'LND-204-KJA' },
			},
			location: {
				coordinates: [3.3792, 6.5244],
				address: '14 Bourdillon Road, Ikoyi, Lagos',
				landmark: 'Gate B',
			},
			title: 'Panic button',
			description: 'Two short presses',
		});
		expect(result.json).toMatchObject([
			{ incident_id: expect.stringMatching(/^inc_/), status: 'created', is_new: true },
		]);
		expect(result.outputs[0]?.[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('gives what a workflow branches on first, in every format', async () => {
		const create = async (output: string) =>
			(await sety.run('incident.create', { ...emergency, description: 'Panic', output })).json[0] ??
			{};
		const simplified = await create('simplified');
		const raw = await create('raw');
		const geoJson = await create('geoJson');

		const [id, ...others] = SIMPLIFIED;
		expect(Object.keys(simplified)).toEqual([id, 'is_new', ...others]);
		expect(simplified).toMatchObject({
			description: 'Panic',
			is_drill: false,
			mapUrl: 'https://www.openstreetmap.org/?mlat=6.5244&mlon=3.3792#map=17/6.5244/3.3792',
		});
		for (const one of [raw, geoJson]) {
			expect(Object.keys(one).slice(0, 3)).toEqual(['incident_id', 'is_new', 'status']);
		}
		expect(raw).toMatchObject({ subject: { name: 'Amaka Obi' }, idempotent: false });
		expect(geoJson).toMatchObject({
			type: 'FeatureCollection',
			features: [
				{
					geometry: { type: 'Point', coordinates: [3.3792, 6.5244] },
					properties: { incident_id: geoJson.incident_id, is_new: true },
				},
			],
		});
	});

	it('an Output that is not known keeps no emergency back', async () => {
		const result = await sety.run('incident.create', { ...emergency, output: '={{ "csv" }}' });

		expect(result.error).toBeUndefined();
		expect(Object.keys(result.json[0] ?? {})).toContain('mapUrl');
	});

	it.each([
		['08031234567', true],
		['2348031234567', true],
		['+2348031234567', false],
		['(+234) 803 123 4567', false],
		['002348031234567', false],
		['', false],
	])('a phone number %j without a country code is hinted at: %s', async (subjectPhone, hinted) => {
		const result = await sety.run('incident.create', { ...emergency, subjectPhone });

		expect(result.error).toBeUndefined();
		expect(result.hints.map(({ message }) => message)).toEqual(
			hinted
				? [expect.stringMatching(/^Phone of Person in Danger has no country code.*: item 0\.$/)]
				: [],
		);
	});

	it('leaves out what was left empty', async () => {
		await sety.run('incident.create', {
			category: 'medical',
			subjectPhone: '+2348012345678',
			address: 'Gate 4',
			additionalFields: { subjectMetadata: '', title: ' ' },
		});

		expect((await lastReceived())?.body).toEqual({
			category: 'medical',
			idempotency_key: expect.stringMatching(/^n8n_[0-9a-f]{40}$/),
			subject: { phone: '+2348012345678' },
			location: { address: 'Gate 4' },
		});
	});

	it('says is_new: false when the own key was used before', async () => {
		const first = await sety.run('incident.create', { ...emergency, idempotencyKey: 'alarm-7' });
		const again = await sety.run('incident.create', { ...emergency, idempotencyKey: 'alarm-7' });

		expect(again.json[0]).toMatchObject({
			incident_id: first.json[0]?.incident_id,
			is_new: false,
		});
	});

	it('marks a drill for a test key', async () => {
		await sety.run('incident.create', { ...emergency, additionalFields: { isDrill: true } });

		expect((await lastReceived())?.body).toMatchObject({ is_drill: true });
	});

	it('merges Extra Fields last', async () => {
		await sety.run('incident.create', {
			...emergency,
			options: { extraFields: '{"zone":"north","severity":"high"}' },
		});

		expect((await lastReceived())?.body).toMatchObject({ zone: 'north', severity: 'high' });
	});

	it('takes values from each item by expressions', async () => {
		const result = await sety.run(
			'incident.create',
			{
				...emergency,
				subjectName: '={{ $json.who }}',
				latitude: '={{ $json.lat }}',
				additionalFields: { subjectMetadata: '={{ $json.extra }}' },
				output: 'raw',
			},
			{
				input: [
					[
						{ who: 'Ada', lat: 6.1, extra: { seat: 1 } },
						{ who: 'Bisi', lat: '6.2', extra: '{"seat":2}' },
					],
				],
			},
		);

		expect(result.json).toMatchObject([
			{ subject: { name: 'Ada', metadata: { seat: 1 } }, location: { coordinates: [3.3792, 6.1] } },
			{
				subject: { name: 'Bisi', metadata: { seat: 2 } },
				location: { coordinates: [3.3792, 6.2] },
			},
		]);
	});

	it('goes out without what a mapping lost, and says so', async () => {
		const result = await sety.run('incident.create', {
			category: 'sos',
			subjectName: 'Amaka Obi',
			subjectPhone: '={{ $json.phoneNumber }}',
			latitude: '={{ $json.lat }}',
			longitude: '={{ $json.lng }}',
			address: '14 Bourdillon Road, Ikoyi',
			additionalFields: { landmark: '={{ $json.landmark }}', title: '=Alarm' },
		});

		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(1);
		expect(result.hints.map(({ message }) => message)).toEqual([
			'Empty for some items and left out: Phone of Person in Danger, Latitude, Longitude, Landmark.',
		]);
	});

	describe('a key that nobody set', () => {
		it('differs for equal items and for each run of a loop', async () => {
			const input = [
				[{ n: 1 }, { n: 1 }],
				[{ n: 1 }, { n: 1 }],
			];
			const result = await sety.run('incident.create', emergency, { input });

			expect(new Set(await sentKeys()).size).toBe(4);
			expect(new Set(result.json.map(({ incident_id }) => incident_id)).size).toBe(4);
		});

		it('differs between executions', async () => {
			standingClock();
			await sety.run('incident.create', emergency, { executionId: '10' });
			await sety.run('incident.create', emergency, { executionId: '11' });

			expect(new Set(await sentKeys()).size).toBe(2);
		});

		it('differs between executions of one ID, as of two n8n or of a database that was restored', async () => {
			await sety.run('incident.create', emergency, { executionId: '10' });
			await sety.run('incident.create', emergency, { executionId: '10' });

			expect(new Set(await sentKeys()).size).toBe(2);
		});

		it("is repeated by n8n's Retry On Fail, so one emergency stays one", async () => {
			// The incident is created, its answer is lost, and the node gives up on the fifth attempt.
			await sety.sandbox.control.addFaults({ kind: 'html', path: '/incidents', times: 1 });
			const result = await sety.run('incident.create', emergency, { maxTries: 2 });

			expect(result.error).toBeUndefined();
			expect(new Set(await sentKeys()).size).toBe(1);
			expect(await sentKeys()).toHaveLength(2);
		});

		it('is repeated when the answer was lost on the way', async () => {
			await sety.sandbox.control.addFaults({ kind: 'resetAfter', path: '/incidents', times: 1 });
			const result = await sety.run('incident.create', emergency);

			expect(await sentKeys()).toHaveLength(2);
			expect(new Set(await sentKeys()).size).toBe(1);
			expect(result.json).toMatchObject([{ is_new: true }]);
		});
	});
});

describe('incident → get', () => {
	it.each([
		['by its ID', (id: string) => byId(id)],
		['picked from the list', (id: string) => ({ __rl: true, mode: 'list', value: id })],
		[
			'by a link that contains the ID',
			(id: string) => ({
				__rl: true,
				mode: 'url',
				value: `https://dashboard.example.com/incidents/${id}?tab=timeline`,
			}),
		],
	])('reads an incident %s', async (_how, locator) => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		const result = await sety.run('incident.get', { incidentId: locator(id) });

		expect(result.error).toBeUndefined();
		expect(result.json).toMatchObject([{ incident_id: id }]);
	});

	it('simplifies to flat fields, and gives everything as Raw', async () => {
		const made = await sety.run('incident.create', { ...emergency, description: 'Panic' });
		const id = made.json[0]?.incident_id as string;
		const simple = await sety.run('incident.get', { incidentId: byId(id) });
		const raw = await sety.run('incident.get', { incidentId: byId(id), output: 'raw' });

		const fields = Object.values(simple.json[0] ?? {});
		expect(Object.keys(simple.json[0] ?? {})).toEqual(SIMPLIFIED);
		expect(fields.some((value) => typeof value === 'object' && value !== null)).toBe(false);
		expect(raw.json[0]).toHaveProperty('timeline');
	});

	it('gives GeoJSON', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		const result = await sety.run('incident.get', { incidentId: byId(id), output: 'geoJson' });

		expect(result.json).toMatchObject([
			{
				type: 'FeatureCollection',
				features: [
					{
						type: 'Feature',
						geometry: { type: 'Point', coordinates: [3.3792, 6.5244] },
						properties: { incident_id: id },
					},
				],
			},
		]);
	});

	it('encodes the ID, so that it cannot name another resource', async () => {
		const result = await sety.run('incident.get', { incidentId: byId('inc_1/../x?y#z') });

		expect(result.error?.message).toContain('no such incident');
		expect((await lastReceived())?.path).toContain('inc_1%2F..%2Fx%3Fy%23z');
	});
});

describe('incident → getAll', () => {
	async function list(parameters: INodeParameters) {
		return await sety.run('incident.getAll', parameters);
	}

	it('gives exactly Limit incidents, newest first', async () => {
		const ids = await sety.sandbox.control.sety.createIncidents({ count: 30 });
		const result = await list({ returnAll: false, limit: 7 });

		expect(result.json.map(({ incident_id }) => incident_id)).toEqual(ids.reverse().slice(0, 7));
		expect((await sety.sandbox.control.received()).map(({ query }) => query)).toMatchObject([
			{ page: expect.anything(), limit: expect.anything() },
		]);
	});

	it('gives exactly a limit that is no multiple of the page', async () => {
		await sety.sandbox.control.sety.createIncidents({ count: 250 });
		const result = await list({ returnAll: false, limit: 205 });

		expect(result.json).toHaveLength(205);
	});

	it('gives all of them with Return All, each paired with its item', async () => {
		const before = await list({ returnAll: true });
		const ids = await sety.sandbox.control.sety.createIncidents({ count: 230 });
		const after = await list({ returnAll: true });

		expect(after.json).toHaveLength(before.json.length + ids.length);
		expect(new Set(after.json.map(({ incident_id }) => incident_id)).size).toBe(after.json.length);
		expect(after.outputs[0]?.at(-1)?.pairedItem).toEqual({ item: 0 });
	});

	it.each([
		['category', 'medical'],
		['severity', 'low'],
		['status', 'resolved'],
	] as const)('filters by %s', async (field, value) => {
		const result = await list({ returnAll: true, filters: { [field]: value } });

		const { incidents } = await sety.sandbox.control.sety.records();
		const wanted = incidents.filter((one) => one[field] === value).reverse();
		expect(wanted).not.toEqual([]);
		expect(result.json.map(({ incident_id }) => incident_id)).toEqual(
			wanted.map(({ incident_id }) => incident_id),
		);
	});

	it('sends both ends of a time span in UTC, whatever zone they were written in', async () => {
		await sety.run(
			'incident.getAll',
			{ filters: { fromDate: '2026-03-10T00:00:00', toDate: '2026-03-11T12:00:00+01:00' } },
			{ timezone: 'America/New_York' },
		);

		expect((await lastReceived())?.query).toMatchObject({
			from_date: '2026-03-10T04:00:00.000Z',
			to_date: '2026-03-11T11:00:00.000Z',
		});
	});

	it('takes dates of expressions as they come', async () => {
		await sety.run('incident.getAll', {
			filters: { fromDate: "={{ DateTime.fromISO('2026-03-10T10:00:00Z') }}" },
		});

		expect((await lastReceived())?.query).toMatchObject({ from_date: '2026-03-10T10:00:00.000Z' });
	});

	it('goes on when the service gives shorter pages than it was asked for', async () => {
		await sety.sandbox.control.sety.changeSettings({ maxPageSize: 10 });
		const result = await list({ returnAll: true });

		const { incidents } = await sety.sandbox.control.sety.records();
		expect(incidents).toHaveLength(25);
		expect(result.json.map(({ incident_id }) => incident_id)).toEqual(
			incidents.map(({ incident_id }) => incident_id).reverse(),
		);
	});

	it('ends, and says so, when the service does not turn pages', async () => {
		await sety.sandbox.control.sety.createIncidents({ count: 150 });
		await sety.sandbox.control.sety.changeSettings({ ignorePage: true, withPagination: false });
		const result = await list({ returnAll: true });

		expect(result.json).toHaveLength(100);
		expect(result.hints).toMatchObject([{ message: expect.stringContaining('same page twice') }]);
	});

	it('gives one FeatureCollection as GeoJSON', async () => {
		const result = await list({ returnAll: false, limit: 5, output: 'geoJson' });

		expect(result.json).toHaveLength(1);
		expect(result.json[0]?.features).toHaveLength(5);
	});
});

describe('incident → cancel', () => {
	it('cancels with a reason', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		const result = await sety.run('incident.cancel', {
			incidentId: byId(id),
			reason: 'User confirmed they are safe',
		});

		expect(result.json).toMatchObject([{ incident_id: id, status: 'cancelled' }]);
		expect((await lastReceived())?.body).toEqual({ reason: 'User confirmed they are safe' });
	});

	it('cancels without a reason', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		const result = await sety.run('incident.cancel', { incidentId: byId(id) });

		expect(result.json).toMatchObject([{ status: 'cancelled' }]);
	});

	it('explains that a second cancel is too late', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		await sety.run('incident.cancel', { incidentId: byId(id) });
		const again = await sety.run('incident.cancel', { incidentId: byId(id) });

		expect(again.error?.message).toMatch(/already resolved or cancelled.*\[item 0\]/);
		expect(again.error?.description).toContain('Incident → Get');
	});
});

describe('incident → addNote', () => {
	it('writes a note', async () => {
		const [id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
		const result = await sety.run('incident.addNote', {
			incidentId: byId(id),
			note: 'Door is locked',
			additionalFields: { author: 'Night shift' },
		});

		expect(JSON.stringify(result.json[0]?.timeline)).toContain('Door is locked');
		expect((await lastReceived())?.body).toEqual({ note: 'Door is locked', author: 'Night shift' });
	});
});
