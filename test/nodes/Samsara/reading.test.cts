import type { INodeParameters } from 'n8n-workflow';

import { samsaraBench } from '../../engine/samsara.cts';
import { virtualTime } from '../../engine/virtualTime.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;
const unknownId = '00000000-0000-4000-8000-000000000001';
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
/** Long before and after the seed: nothing but what a test makes lies there. */
const summer = { startTime: '2025-06-01T00:00:00Z', endTime: '2025-07-01T00:00:00Z' };
const inSummer = { createdAt: '2025-06-10T00:00:00.000Z', spacingMs: 60_000 };

const queries = async () =>
	(await samsara.sandbox.control.received()).map(({ query }) => query as Record<string, string>);

describe('Safety Event → Get', () => {
	it('gathers the IDs of all items, 50 to a call, and answers each in its place', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const ids = await control().createEvents({ count: 120 });
		const result = await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds: '={{ $json.id }}' },
			{ input: [ids.map((id) => ({ id }))] },
		);

		expect(result.error).toBeUndefined();
		expect(result.json.map(({ id }) => id)).toEqual(ids);
		const asked = await queries();
		expect(asked.map(({ safetyEventIds = '' }) => safetyEventIds.split(',').length)).toEqual([
			50, 50, 20,
		]);
	});

	it('asks for events that items want in different ways once for each way', async () => {
		const [a = '', b = ''] = await control().createEvents({ count: 2 });
		const wanted = [
			{ id: a, include: ['asset'] },
			{ id: a, include: [] },
			{ id: b, include: [] },
			{ id: a, include: ['asset'] },
		];
		const result = await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds: '={{ $json.id }}', include: '={{ $json.include }}' },
			{ input: [wanted] },
		);

		expect(result.json.map(({ id }) => id)).toEqual([a, a, b, a]);
		const asked = await queries();
		expect(asked.map(({ safetyEventIds, includeAsset }) => [safetyEventIds, includeAsset])).toEqual(
			[
				[a, 'true'],
				[`${a},${b}`, undefined],
			],
		);
	});

	it('gives the most useful fields, or everything, or GeoJSON', async () => {
		const [id = '', other = ''] = await control().createEvents({
			count: 2,
			asset: 0,
			driver: 1,
			behaviorLabels: ['Braking'],
			contextLabels: ['Fog'],
		});
		const parameters = { safetyEventIds: `${id},${other}` };
		const { json } = await samsara.run('safetyEvent.get', parameters);
		expect(Object.keys(json[0] ?? {})).toHaveLength(10);
		expect(json[0]).toMatchObject({
			id,
			eventState: 'needsReview',
			behaviorLabels: ['Braking'],
			contextLabels: ['Fog'],
			asset: 'Truck 1',
			driver: 'Ben Okoro',
			mapUrl: expect.stringMatching(/^https:\/\/www\.openstreetmap\.org\/\?mlat=\d+/),
		});

		const raw = await samsara.run('safetyEvent.get', { ...parameters, output: 'raw', include: [] });
		expect(raw.json[0]).toMatchObject({ id, asset: { id: '281474978683353' }, tripEndTime: null });
		expect(raw.json[0]?.asset).not.toHaveProperty('name');

		const map = await samsara.run('safetyEvent.get', { ...parameters, output: 'geoJson' });
		expect(map.json).toMatchObject([
			{
				type: 'FeatureCollection',
				features: [
					{ geometry: { type: 'Point' }, properties: { id } },
					{ geometry: { type: 'Point' }, properties: { id: other } },
				],
			},
		]);
	});

	it('an event without a driver has none, rather than an empty one', async () => {
		const [id = ''] = await control().createEvents({ count: 1, driver: 5 });
		const result = await samsara.run('safetyEvent.get', { safetyEventIds: id });

		expect(result.json[0]).not.toHaveProperty('driver');
	});

	it('tells which ID is not there, and what may hide it', async () => {
		const [id = '', hidden = ''] = await control()
			.createEvents({ count: 1, asset: 0 })
			.then(async ([first]) => [first, ...(await control().createEvents({ count: 1, asset: 7 }))]);
		const safetyEventIds = [id, unknownId, hidden].join();
		const onError = 'continueErrorOutput' as const;
		const result = await samsara.run('safetyEvent.get', { safetyEventIds }, { onError });

		expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual([id]);
		expect(result.outputs[1]?.map(({ json }) => json.error)).toEqual([
			`Samsara shows no safety event ${unknownId} [item 0]`,
			`Samsara shows no safety event ${hidden} [item 0]`,
		]);
		const include = ['vgOnlyEvents'];
		const all = await samsara.run('safetyEvent.get', { safetyEventIds: hidden, include });
		expect(all.json).toHaveLength(1);

		const map = await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds, output: 'geoJson' },
			{ onError },
		);
		expect(map.outputs.map((items) => items.length)).toEqual([1, 2]);
	});

	it('a call that goes wrong concerns its own IDs only', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const ids = await control().createEvents({ count: 60 });
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 400, skip: 1 });
		const result = await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds: ids.join() },
			{ onError: 'continueErrorOutput' },
		);

		expect([result.outputs[0]?.length, result.outputs[1]?.length].sort()).toEqual([10, 50]);
		expect(result.outputs[1]?.[0]?.json).toMatchObject({
			details: { recordId: expect.any(String) },
		});
	});

	it.each([413, 414, 431])('%i halves the call', async (status) => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const ids = await control().createEvents({ count: 70 });
		await samsara.sandbox.control.addFaults({ kind: 'status', status, times: 2 });
		const result = await samsara.run('safetyEvent.get', { safetyEventIds: ids.join() });

		expect(result.json.map(({ id }) => id)).toEqual(ids);
		const read = (await samsara.sandbox.control.received()).filter((one) => one.status === 200);
		const sizes = read.map(({ query }) => String(query.safetyEventIds).split(',').length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(25);
	});

	it('an ID whose address is too long alone ends with its own call', async () => {
		virtualTime();
		await control().changeSettings({ rateLimits: false });
		const ids = await control().createEvents({ count: 500 });
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 414, times: 'always' });
		const result = await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds: ids.join() },
			{ onError: 'continueErrorOutput' },
		);

		expect(result.outputs[1]).toHaveLength(500);
		// Ten calls, halved together until none is left to halve.
		expect((await samsara.sandbox.control.received()).length).toBeLessThanOrEqual(10 * 7);
	});

	it('follows pages of the by-id read', async () => {
		virtualTime();
		await control().changeSettings({ pageSize: 7, rateLimits: false });
		const ids = await control().createEvents({ count: 20 });
		const result = await samsara.run('safetyEvent.get', { safetyEventIds: ids.join() });

		expect(result.json.map(({ id }) => id)).toEqual(ids);
	});
});

describe('Safety Event → Get Many', () => {
	it('reads the whole window through short and empty pages, with the same parameters each time', async () => {
		virtualTime();
		await control().changeSettings({ pageSize: 3, emptyPageEvery: 2, rateLimits: false });
		const ids = await control().createEvents({ count: 20, ...inSummer });
		const result = await samsara.run('safetyEvent.getAll', { ...summer, returnAll: true });

		expect(result.error).toBeUndefined();
		expect(result.json.map(({ id }) => id)).toEqual(ids);
		const asked = await queries();
		const withoutCursor = asked.map(({ after: _after, ...rest }) => JSON.stringify(rest));
		expect(asked.length).toBeGreaterThan(7);
		expect(new Set(withoutCursor).size).toBe(1);
	});

	it('gives back exactly Limit records', async () => {
		const ids = await control().createEvents({ count: 20, ...inSummer });
		const result = await samsara.run('safetyEvent.getAll', { ...summer, limit: 7 });

		expect(result.json.map(({ id }) => id)).toEqual(ids.slice(0, 7));
		expect(await queries()).toHaveLength(1);
	});

	it('asks for everything that the filters say', async () => {
		await samsara.run('safetyEvent.getAll', {
			startTime: ago(48),
			endTime: ago(1),
			timeField: 'updatedAtTime',
			include: ['driver', 'vgOnlyEvents'],
			filters: {
				assetIds: '281474978683353, 281474978683354',
				driverIds: '={{ [5001] }}',
				tagIds: '3914',
				assignedCoaches: '77',
				behaviorLabels: ['Braking', 'Crash'],
				eventStates: ['needsReview'],
			},
		});

		expect(await queries()).toEqual([
			{
				startTime: expect.any(String),
				endTime: expect.any(String),
				queryByTimeField: 'updatedAtTime',
				assetIds: '281474978683353,281474978683354',
				driverIds: '5001',
				tagIds: '3914',
				assignedCoaches: '77',
				behaviorLabels: 'Braking,Crash',
				eventStates: 'needsReview',
				includeDriver: 'true',
				includeVgOnlyEvents: 'true',
			},
		]);
	});

	it('finds the seed by detection until now, without the vehicles that have no camera', async () => {
		const detected = await samsara.run('safetyEvent.getAll', { startTime: ago(200), limit: 100 });
		const withAll = await samsara.run('safetyEvent.getAll', {
			startTime: ago(200),
			limit: 100,
			include: ['vgOnlyEvents'],
		});

		expect(detected.json).toHaveLength(35);
		expect(withAll.json).toHaveLength(40);
	});

	it('filters that make the address too long say how to go on', async () => {
		const ids = Array.from({ length: 2_000 }, (_value, n) => 281474978683353 + n);
		const result = await samsara.run('safetyEvent.getAll', {
			...summer,
			filters: { assetIds: ids.join() },
		});

		expect(result.error?.message).toContain('address of "Stream safety events" is too long');
		expect(result.error?.description).toMatch(/Filters.*tag/);
	});

	it('a cursor that never ends is left, with a hint', async () => {
		const page = {
			data: [],
			pagination: { endCursor: 'round', hasNextPage: true },
		};
		await samsara.sandbox.control.addFaults({
			kind: 'status',
			status: 200,
			body: page,
			times: 'always',
		});
		const result = await samsara.run('safetyEvent.getAll', { ...summer, returnAll: true });

		expect(result.json).toEqual([]);
		expect(result.hints[0]?.message).toContain('same cursor twice');
	});

	describe('a page that promises more, but not where', () => {
		const id = 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590';
		const promising = async (record: object) =>
			await samsara.sandbox.control.addFaults({
				kind: 'status',
				status: 200,
				body: { data: [record], pagination: { endCursor: '', hasNextPage: true } },
			});
		const told = 'that there is more, but not where, so the list ends there';

		it.each<[string, INodeParameters, object]>([
			['safetyEvent.getAll', { ...summer, returnAll: true }, { id }],
			['safetyEvent.get', { safetyEventIds: id }, { id }],
			['safetyScore.get', summer, { driverId: '5001' }],
		])('ends the list of %s, with a hint', async (operation, parameters, record) => {
			await promising(record);
			const result = await samsara.run(operation, parameters);

			expect(result.json).toHaveLength(1);
			expect(result.hints.map(({ message }) => message)).toEqual([expect.stringContaining(told)]);
		});

		it('is the last one anyway when Limit is reached', async () => {
			await promising({ id });
			const result = await samsara.run('safetyEvent.getAll', { ...summer, limit: 1 });

			expect(result.json).toHaveLength(1);
			expect(result.hints).toEqual([]);
		});
	});

	it.each([
		[{ data: {} }, 'without a list in "data"'],
		[{ data: [{ name: 'x' }] }, 'without an ID in every record'],
	])('an answer such as %j is not taken for a result', async (body, message) => {
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 200, body });
		const result = await samsara.run('safetyEvent.getAll', summer);

		expect(result.error?.message).toContain(message);
	});
});

describe('Safety Score → Get', () => {
	const week = { startTime: ago(24 * 7), endTime: ago(0) };

	it.each([
		['drivers', 'driverIds', '5001,5002'],
		['vehicles', 'vehicleIds', '281474978683353'],
		['tags', 'tagIds', '3914,4815'],
	])('scores %s', async (scoreOf, name, ids) => {
		const result = await samsara.run('safetyScore.get', { ...week, scoreOf, ids });

		expect(result.error).toBeUndefined();
		expect(result.json.map(({ id }) => id)).toEqual(ids.split(','));
		for (const score of result.json) {
			expect(score).toMatchObject({ scoreOf, score: expect.any(Number) });
			expect(Object.keys(score).length).toBeLessThanOrEqual(10);
		}
		const [asked] = await queries();
		expect(asked?.[name]).toBe(ids);
		expect(asked?.scoreType).toBe(scoreOf === 'tags' ? 'driver' : undefined);
	});

	it('scores a group of tags as one, and everything when no ID is given', async () => {
		const group = await samsara.run('safetyScore.get', {
			...week,
			scoreOf: 'tagGroup',
			scoreType: 'vehicle',
		});
		expect(group.json).toMatchObject([{ scoreOf: 'tagGroup', score: expect.any(Number) }]);

		const all = await samsara.run('safetyScore.get', { ...week, output: 'raw' });
		expect(all.json).toHaveLength(5);
		expect(all.json[0]).toMatchObject({ driverId: '5001', behaviors: expect.any(Array) });
	});

	it('asks for at most 100 IDs at once', async () => {
		const ids = Array.from({ length: 250 }, (_value, index) => String(5001 + index));
		const result = await samsara.run('safetyScore.get', { ...week, ids: ids.join('\n') });

		// The sandbox has five drivers.
		expect(result.json).toHaveLength(5);
		expect(result.hints[0]?.message).toBe(
			'Samsara gave no score for 245 of the 250 IDs: 5006, 5007, 5008, 5009, 5010, 5011, 5012, 5013, 5014, 5015 and 235 more.',
		);
		const asked = await queries();
		expect(asked.map(({ driverIds = '' }) => driverIds.split(',').length)).toEqual([100, 100, 50]);
	});

	it('413 halves the call', async () => {
		const ids = Array.from({ length: 150 }, (_value, index) => String(5001 + index));
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 413 });
		const result = await samsara.run('safetyScore.get', { ...week, ids: ids.join() });

		expect(result.json).toHaveLength(5);
		const asked = await queries();
		expect(asked.map(({ driverIds = '' }) => driverIds.split(',').length)).toEqual([
			100, 50, 50, 50,
		]);
	});

	it('keeps 100 calls a minute', async () => {
		const { waits } = virtualTime({
			passElsewhere: async (ms) => await samsara.sandbox.control.advance(ms),
		});
		const items = Array.from({ length: 120 }, () => ({}));
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, ids: '5001' },
			{ input: [items] },
		);

		expect(result.json).toHaveLength(120);
		expect((await samsara.sandbox.control.received()).every(({ status }) => status === 200)).toBe(
			true,
		);
		expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
		expect(waits.length).toBeGreaterThan(0);
	});

	it.each([{ data: [] }, { data: 'none' }, {}])(
		'a combined score such as %j is no score',
		async (body) => {
			await samsara.sandbox.control.addFaults({ kind: 'status', status: 200, body });
			const result = await samsara.run('safetyScore.get', { ...week, scoreOf: 'tagGroup' });

			expect(result.error?.message).toContain('without a score');
		},
	);
});
