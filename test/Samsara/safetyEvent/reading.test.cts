import type { INodeParameters } from 'n8n-workflow';

import { samsaraBench } from '../../../harness/engine/samsara.cts';
import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import { picked } from '../picked.cts';

const samsara = samsaraBench();
const control = () => samsara.sandbox.control.samsara;
const unknownId = '00000000-0000-4000-8000-000000000001';
const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
/** Long before and after the seed: nothing but what a test makes lies there. */
const summer = {
	timeSpan: 'custom',
	startTime: '2025-06-01T00:00:00Z',
	endTime: '2025-07-01T00:00:00Z',
};
const inSummer = { createdAt: '2025-06-10T00:00:00.000Z', spacingMs: 60_000 };

const queries = async () =>
	(await samsara.sandbox.control.received())
		.filter(({ path }) => path !== '/tags')
		.map(({ query }) => query as Record<string, string>);

describe('what an operation that reads sends and gives', () => {
	const id = 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590';
	const reads: Array<[string, INodeParameters, Record<string, string>]> = [
		[
			'safetyEvent.get',
			{ safetyEventIds: id },
			{ safetyEventIds: id, includeAsset: 'true', includeDriver: 'true' },
		],
		[
			'safetyEvent.getAll',
			summer,
			{ queryByTimeField: 'createdAtTime', includeAsset: 'true', includeDriver: 'true' },
		],
		['safetyScore.get', { ...summer, driverIds: picked('5001') }, { driverIds: '5001' }],
		[
			'safetyScore.get',
			{ ...summer, scoreOf: 'tagGroup', tagIds: picked('3914') },
			{ tagIds: '3914' },
		],
	];

	it.each(reads)('%s %j has Extra Fields in its query', async (operation, parameters, own) => {
		await samsara.run(
			operation,
			{
				...parameters,
				options: { extraFields: '{"zone": "north", "depth": 2, "of": ["a", "b"]}' },
			},
			{ onError: 'continueRegularOutput' },
		);

		const [sent] = await queries();
		expect(sent).toMatchObject({ ...own, zone: 'north', depth: '2', of: 'a,b' });
	});

	const times = { startMs: '2025-06-10T00:00:00Z', endMs: '2025-06-10T00:00:09Z' };
	const record = { id, ...times, eventState: 'reviewed', unknownField: { deep: [1] } };
	const scored = { driverId: '5001', driverScore: 3, behaviors: [], unknownField: 'x' };
	const raws: Array<[string, INodeParameters, object]> = [
		['safetyEvent.get', { safetyEventIds: id }, record],
		['safetyEvent.getAll', summer, record],
		['safetyScore.get', { ...summer, driverIds: picked('5001') }, scored],
		['safetyScore.get', summer, scored],
	];

	it.each(raws)('%s %j with Output = Raw gives the record as it is', async (...row) => {
		const [operation, parameters, whole] = row;
		const body = { data: [whole], pagination: { endCursor: '', hasNextPage: false } };
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 200, body, times: 'always' });
		const raw = await samsara.run(operation, { ...parameters, output: 'raw' });
		const simple = await samsara.run(operation, parameters);

		expect(raw.json).toEqual([whole]);
		expect(simple.json).toHaveLength(1);
		expect(simple.json[0]).not.toHaveProperty('unknownField');
		if (whole === record) expect(simple.json[0]?.startTime).toBe(times.startMs);
	});

	it.each<[string[], object]>([
		[[], {}],
		[['asset'], { includeAsset: 'true' }],
		[['driver'], { includeDriver: 'true' }],
		[['vgOnlyEvents'], { includeVgOnlyEvents: 'true' }],
		[
			['asset', 'driver', 'vgOnlyEvents'],
			{ includeAsset: 'true', includeDriver: 'true', includeVgOnlyEvents: 'true' },
		],
	])('Include %j is what Samsara is asked for', async (include, expected) => {
		const names = ['includeAsset', 'includeDriver', 'includeVgOnlyEvents'];
		await samsara.run('safetyEvent.getAll', { ...summer, include });
		await samsara.run(
			'safetyEvent.get',
			{ safetyEventIds: id, include },
			{ onError: 'continueRegularOutput' },
		);

		for (const query of await queries()) {
			const sent = Object.entries(query).filter(([name]) => names.includes(name));
			expect(Object.fromEntries(sent)).toEqual(expected);
		}
	});
});

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
			`Samsara returned no safety event ${unknownId} [item 0]`,
			`Samsara returned no safety event ${hidden} [item 0]`,
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
			details: {
				recordId: expect.any(String),
				howToGoOn: expect.stringContaining('The call had other IDs too'),
			},
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
			timeSpan: 'custom',
			startTime: ago(48),
			endTime: ago(1),
			timeField: 'updatedAtTime',
			include: ['driver', 'vgOnlyEvents'],
			filters: {
				assetIds: picked('281474978683353, 281474978683354'),
				driverIds: picked('={{ [5001] }}'),
				tagIds: picked('3914'),
				assignedCoaches: picked('77'),
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
				tagIds: '3914,3915,3916',
				assignedCoaches: '77',
				behaviorLabels: 'Braking,Crash',
				eventStates: 'needsReview',
				includeDriver: 'true',
				includeVgOnlyEvents: 'true',
			},
		]);
	});

	it('finds the seed by detection until now, without the vehicles that have no camera', async () => {
		const detected = await samsara.run('safetyEvent.getAll', {
			timeSpan: 'custom',
			startTime: ago(200),
			limit: 100,
		});
		const withAll = await samsara.run('safetyEvent.getAll', {
			timeSpan: 'custom',
			startTime: ago(200),
			limit: 100,
			include: ['vgOnlyEvents'],
		});

		expect(detected.json).toHaveLength(35);
		expect(withAll.json).toHaveLength(40);
	});

	it('asks the same however the values of a filter are ordered and repeated', async () => {
		const forms: INodeParameters[] = [
			{ assetIds: picked('20, 3, 100'), behaviorLabels: ['Crash', 'Braking'] },
			{ assetIds: picked('100\n3\n20\n3'), behaviorLabels: ['Braking', 'Crash'] },
			{
				assetIds: picked('={{ ["3", 100, "20", 100] }}'),
				behaviorLabels: ['Crash', 'Braking', 'Crash'],
			},
		];
		for (const filters of forms) await samsara.run('safetyEvent.getAll', { ...summer, filters });

		const sent = await queries();
		expect(sent[0]).toMatchObject({ assetIds: '100,20,3', behaviorLabels: 'Braking,Crash' });
		expect(sent[1]).toEqual(sent[0]);
		expect(sent[2]).toEqual(sent[0]);
	});

	it.each<[string, INodeParameters, boolean]>([
		['tags and vehicles', { tagIds: picked('3914'), assetIds: picked('281474978683353') }, true],
		['tags and drivers', { tagIds: picked('3914'), driverIds: picked('5001') }, true],
		['tags alone', { tagIds: picked('3914') }, false],
		[
			'vehicles and drivers',
			{ assetIds: picked('281474978683353'), driverIds: picked('5001') },
			false,
		],
	])('%s in one filter may be a union, which is said where it matters', async (...row) => {
		const [, filters, isSaid] = row;
		const { hints } = await samsara.run('safetyEvent.getAll', { ...summer, filters });

		expect(hints.map(({ message }) => message)).toEqual(
			isSaid ? [expect.stringContaining('may return the events that match either')] : [],
		);
	});

	it.each([
		['assetIds', 'Vehicles'],
		['driverIds', 'Drivers'],
		['tagIds', 'Tags'],
		['assignedCoaches', 'Coaches'],
	])('more than 2,000 IDs in %s are refused before anything is sent', async (field, name) => {
		const ids = Array.from({ length: 2_001 }, (_value, n) => 5_000 + n);
		const { error } = await samsara.run('safetyEvent.getAll', {
			...summer,
			filters: { [field]: picked(ids.join()) },
		});

		expect(error?.message).toBe(
			`${name} contains 2001 IDs, and Samsara takes at most 2000 [item 0]`,
		);
		expect(await queries()).toEqual([]);
	});

	it('a filter holds as many IDs as Samsara takes', async () => {
		const first = 281474978683353;
		const ids = Array.from({ length: 2_001 }, (_value, n) => first + n);
		const withAssets = async (assetIds: number[]) =>
			await samsara.run('safetyEvent.getAll', {
				...summer,
				filters: { assetIds: picked(assetIds.join()) },
			});
		const most = await withAssets(ids.slice(1));
		const sent = await samsara.sandbox.control.received();
		const more = await withAssets(ids);

		expect(most.error).toBeUndefined();
		expect(sent.map(({ status }) => status)).toEqual([200]);
		expect(more.error?.message).toBe(
			'Vehicles contains 2001 IDs, and Samsara takes at most 2000 [item 0]',
		);
		expect(await samsara.sandbox.control.received()).toHaveLength(1);
	});

	it('an address that is too long for the way to Samsara says how to go on', async () => {
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 431, body: '' });
		const result = await samsara.run('safetyEvent.getAll', summer);

		expect(result.error?.message).toBe(
			'The address of "Stream safety events" is too long for Samsara or a proxy [item 0]',
		);
		expect(result.error?.description).toContain(
			'The IDs in Filters are part of it. Use fewer IDs, a tag instead, or several nodes.',
		);
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
		const told = 'announced another page but sent no cursor for it';

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
	const week = { timeSpan: 'custom', startTime: ago(24 * 7), endTime: ago(0) };

	it.each([
		['drivers', 'driverIds', '5001,5002'],
		['vehicles', 'vehicleIds', '281474978683353'],
		['tags', 'tagIds', '3914,4815'],
	])('scores %s', async (scoreOf, name, ids) => {
		const result = await samsara.run('safetyScore.get', {
			...summer,
			scoreOf,
			[name]: picked(ids),
		});

		expect(result.error).toBeUndefined();
		expect(result.json.map(({ id }) => id)).toEqual(ids.split(','));
		for (const score of result.json) {
			expect(score).toEqual({
				...{ id: score.id, scoreOf, score: 100, behaviorCount: 0, speedingMilliseconds: 60_000 },
				...{ driveDistanceMeters: 150_000, driveTimeMilliseconds: 7_200_000 },
			});
		}
		const [asked] = await queries();
		expect(asked?.[name]).toBe(ids);
		expect(asked?.scoreType).toBe(scoreOf === 'tags' ? 'driver' : undefined);
	});

	it('scores a group of tags as one, and everything when no ID is given', async () => {
		const group = await samsara.run('safetyScore.get', {
			...summer,
			scoreOf: 'tagGroup',
			scoreType: 'vehicle',
		});
		expect(group.json).toMatchObject([{ scoreOf: 'tagGroup', score: 100 }]);
		expect((await queries())[0]).toEqual({
			startTime: '2025-06-01T00:00:00.000Z',
			endTime: '2025-07-01T00:00:00.000Z',
			scoreType: 'vehicle',
		});

		const all = await samsara.run('safetyScore.get', { ...week, output: 'raw' });
		expect(all.json).toHaveLength(5);
		expect(all.json[0]).toMatchObject({ driverId: '5001', behaviors: expect.any(Array) });
	});

	/** How many IDs each call asked for; 0 for all there are. */
	const sizes = async (name = 'driverIds') =>
		(await queries()).map((query) => query[name]?.split(',').length ?? 0);
	const driverIds = (count: number) =>
		Array.from({ length: count }, (_value, index) => String(5001 + index));
	const onError = 'continueErrorOutput' as const;
	const hintsOf = ({ hints }: { hints: Array<{ message: string }> }) =>
		hints.map(({ message }) => message);

	it('rows chosen from the list and rows by ID are one question', async () => {
		const chosen = { id: { __rl: true, mode: 'list', value: '5002', cachedResultName: 'Ada' } };
		const byId = { id: { __rl: true, mode: 'id', value: '={{ $json.ids }}' } };
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, driverIds: { list: [chosen, byId] } },
			{ input: [[{ ids: ['5001', 5002] }]] },
		);

		expect(result.json.map(({ id }) => id)).toEqual(['5002', '5001']);
		expect(await sizes()).toEqual([2]);
	});

	it('rows that the form hides do not count', async () => {
		const result = await samsara.run('safetyScore.get', {
			...week,
			scoreOf: 'vehicles',
			driverIds: picked('5001'),
		});

		expect(result.error).toBeUndefined();
		expect(await sizes('vehicleIds')).toEqual([0]);
	});

	it('asks for at most 100 IDs at once, and names those that have no score', async () => {
		const ids = driverIds(250);
		const result = await samsara.run('safetyScore.get', {
			...week,
			driverIds: picked(ids.join('\n')),
		});

		// The sandbox has five drivers.
		expect(result.error).toBeUndefined();
		expect(result.json.map(({ id }) => id)).toEqual(ids.slice(0, 5));
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(/returned no score.*: 5006, 5007, 5008, 5009, 5010 and 240 more\.$/),
		]);
		expect(await sizes()).toEqual([100, 100, 50]);
	});

	it('gathers the IDs of all items, and answers each in its place', async () => {
		const ids = [...driverIds(4), ...driverIds(250)].reverse();
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, driverIds: picked('={{ $json.id }}') },
			{ input: [ids.map((id) => ({ id }))] },
		);

		expect(await sizes()).toEqual([100, 100, 50]);
		const [scores = []] = result.outputs;
		expect(scores.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			245, 246, 247, 248, 249, 250, 251, 252, 253,
		]);
		expect(scores.map(({ json }) => json.id)).toEqual(ids.slice(245));
		expect(hintsOf(result)).toEqual([expect.stringContaining('returned no score')]);
	});

	it('items that ask for something else are asked for in other calls', async () => {
		const monday = { from: '2026-03-02T00:00:00Z', to: '2026-03-09T00:00:00Z' };
		const later = { from: '2026-03-09T00:00:00Z', to: '2026-03-16T00:00:00Z' };
		const items = [
			{ of: 'drivers', id: '5001', ...monday },
			{ of: 'drivers', id: '5001', ...later },
			{ of: 'drivers', id: '5002', ...later },
			{ of: 'tags', id: '3914', whose: 'driver', ...monday },
			{ of: 'tags', id: '3914', whose: 'vehicle', ...monday },
			{ of: 'tags', id: '4815', whose: 'vehicle', ...monday },
			{ of: 'drivers', id: '5002', ...monday },
		];
		const result = await samsara.run(
			'safetyScore.get',
			{
				scoreOf: '={{ $json.of }}',
				scoreType: '={{ $json.whose }}',
				driverIds: picked('={{ $json.id }}'),
				tagIds: picked('={{ $json.id }}'),
				timeSpan: 'custom',
				startTime: '={{ $json.from }}',
				endTime: '={{ $json.to }}',
			},
			{ input: [items] },
		);

		expect(result.error).toBeUndefined();
		expect(result.json.map(({ scoreOf, id }) => [scoreOf, id])).toEqual(
			items.map(({ of, id }) => [of, id]),
		);
		const asked = (await queries()).map(({ startTime = '', driverIds: drivers, ...rest }) => [
			startTime.slice(0, 10),
			drivers ?? rest.tagIds,
			rest.scoreType,
		]);
		expect(asked.sort()).toEqual([
			['2026-03-02', '3914,4815', 'vehicle'],
			['2026-03-02', '3914', 'driver'],
			['2026-03-02', '5001,5002', undefined],
			['2026-03-09', '5001,5002', undefined],
		]);
	});

	it('times that differ by milliseconds, as $now does from item to item, count as the same', async () => {
		const input = [driverIds(5).map((id, ms) => ({ id, ms }))];
		const result = await samsara.run(
			'safetyScore.get',
			{
				driverIds: picked('={{ $json.id }}'),
				timeSpan: 'custom',
				startTime: '=2026-03-02T08:00:00.00{{ $json.ms }}Z',
				endTime: '=2026-03-09T08:00:00.00{{ $json.ms }}Z',
			},
			{ input },
		);

		expect(result.json.map(({ id }) => id)).toEqual(driverIds(5));
		expect(await queries()).toEqual([
			{
				startTime: '2026-03-02T08:00:00.000Z',
				endTime: '2026-03-09T08:00:00.000Z',
				driverIds: driverIds(5).join(),
			},
		]);
	});

	it('asks for all scores once, and gives them to each item', async () => {
		const result = await samsara.run('safetyScore.get', week, { input: [[{}, {}, {}]] });

		expect(result.json).toHaveLength(15);
		expect(await sizes()).toEqual([0]);
	});

	it('a combined score belongs to the tags of its item, in whatever order', async () => {
		const input = [[{ tags: '3914,4815' }, { tags: '4815' }, { tags: '4815,3914' }]];
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, scoreOf: 'tagGroup', tagIds: picked('={{ $json.tags }}') },
			{ input },
		);

		expect(result.outputs[0]).toMatchObject(
			[0, 1, 2].map((item) => ({ json: { scoreOf: 'tagGroup' }, pairedItem: { item } })),
		);
		expect(await sizes('tagIds')).toEqual([2, 1]);
	});

	it('a call that goes wrong concerns its own IDs only, and says that it had many', async () => {
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 400 });
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, driverIds: picked(driverIds(120).reverse().join()) },
			{ onError },
		);

		const failed = (result.outputs[1] ?? []).map(({ json }) => json);
		const refused = failed.filter(({ error }) => (error as string).includes('refused the input'));
		expect([20, 100]).toContain(refused.length);
		expect(refused[0]).toMatchObject({
			details: {
				recordId: expect.any(String),
				howToGoOn: expect.stringContaining('The call had other IDs too'),
			},
		});
	});

	it('a token that is not accepted is asked for once', async () => {
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, driverIds: picked(driverIds(1_000).join()) },
			{ onError, credential: { accessToken: 'x' } },
		);

		expect(result.outputs[1]).toHaveLength(1_000);
		expect((await samsara.sandbox.control.received()).length).toBeLessThanOrEqual(5);
	});

	it('413 halves the call', async () => {
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 413 });
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, driverIds: picked(driverIds(100).join()) },
			{ onError },
		);

		expect(result.outputs.map((items) => items.length)).toEqual([5, 0]);
		expect(await sizes()).toEqual([100, 50, 50]);
	});

	it('an answer without an ID in every score is not taken for a result', async () => {
		const body = { data: [{ driverScore: 90 }] };
		await samsara.sandbox.control.addFaults({ kind: 'status', status: 200, body });
		const result = await samsara.run('safetyScore.get', { ...week, driverIds: picked('5001') });

		expect(result.error?.message).toContain('without an ID in every record');
	});

	it.each([
		['2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z', true],
		['2024-01-01T00:00:00Z', '2025-01-01T00:00:01Z', false],
	])('a time span of %s to %s is taken: %s', async (startTime, endTime, isTaken) => {
		const { error } = await samsara.run('safetyScore.get', {
			timeSpan: 'custom',
			startTime,
			endTime,
			driverIds: picked('5001'),
		});

		expect(error?.message).toBe(
			isTaken ? undefined : 'End is more than a year after Start [item 0]',
		);
	});

	it.each([
		[100, true],
		[101, false],
	])('a combined score of %d tags is taken: %s', async (count, isTaken) => {
		const ids = Array.from({ length: count }, (_none, n) => String(4_000 + n));
		const { error } = await samsara.run('safetyScore.get', {
			...summer,
			scoreOf: 'tagGroup',
			tagIds: picked(ids),
		});

		expect(error?.message).toBe(
			isTaken
				? undefined
				: 'Tags contains 101 IDs, and a combined score takes at most 100 [item 0]',
		);
	});

	it('keeps 100 calls a minute', async () => {
		const { waits } = virtualTime({
			passElsewhere: async (ms) => await samsara.sandbox.control.advance(ms),
		});
		const ends = Array.from({ length: 120 }, (_value, hours) => ({ end: ago(hours) }));
		const result = await samsara.run(
			'safetyScore.get',
			{ ...week, driverIds: picked('5001'), endTime: '={{ $json.end }}' },
			{ input: [ends] },
		);

		expect(result.json).toHaveLength(120);
		const received = await samsara.sandbox.control.received();
		expect(received).toHaveLength(120);
		expect(received.every(({ status }) => status === 200)).toBe(true);
		expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
		expect(waits.length).toBeGreaterThan(0);
	});

	it.each([{ data: [] }, { data: 'none' }, {}])(
		'a combined score such as %j is no score',
		async (body) => {
			await samsara.sandbox.control.addFaults({ kind: 'status', status: 200, body });
			const result = await samsara.run('safetyScore.get', { ...week, scoreOf: 'tagGroup' });

			expect(result.error?.message).toContain('without a combinedScore in "data"');
		},
	);
});
