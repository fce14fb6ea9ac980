import axios from 'axios';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import type { SafetyEvent } from '../../../sandbox/samsara/model.cts';
import { FULL_TOKEN, READ_TOKEN } from '../../../sandbox/samsara/tokens.cts';

const NOW = '2026-03-10T12:00:00.000Z';
const startTime = NOW;
const [EAST, BOSTON, WEST] = ['3914', '3915', '4815'] as const;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => {
	await sandbox.control.reset({ now: NOW, frozen: true });
	await sandbox.control.samsara.changeSettings({ rateLimits: false });
});
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

type Served = Omit<SafetyEvent, 'driver'> & { driver?: { id: string } | null };

const get = async (path: string, params: object, token = FULL_TOKEN) =>
	await axios.get(`${sandbox.credentials.samsaraApi.baseUrl}${path}`, {
		params,
		headers: { authorization: `Bearer ${token}` },
		proxy: false,
		validateStatus: () => true,
	});
const stream = async (params: object = {}, token?: string) =>
	await get('/safety-events/stream', { startTime, ...params }, token);
const streamed = async (params?: object, token?: string): Promise<Served[]> =>
	(await stream(params, token)).data.data;
const idsOf = (events: readonly Served[]) => events.map(({ id }) => id);

/** Three events of the East, Boston and the West, one a second. */
async function threeEvents() {
	const made: string[] = [];
	for (const tag of [EAST, BOSTON, WEST]) {
		await sandbox.control.advance(1_000);
		made.push(...(await sandbox.control.samsara.createEvents({ tagIds: [tag], asset: 0 })));
	}
	return made as [string, string, string];
}

/** Reads pages to the end; the ids of each, and the last cursor. */
async function readAll(params: object = {}) {
	const pages: string[][] = [];
	let after: string | undefined;
	for (let page = 0; page < 20; page++) {
		const { data } = await stream({ ...params, ...(after === undefined ? {} : { after }) });
		pages.push(idsOf(data.data));
		after = data.pagination.endCursor;
		if (!data.pagination.hasNextPage) return { pages, after };
	}
	throw new Error('The stream does not end');
}

describe('an event that was changed', () => {
	const change = async (id: string, eventState: string) => {
		await sandbox.control.advance(1_000);
		await sandbox.control.samsara.changeEvent(id, { eventState });
	};
	const seen = async (params?: object) =>
		(await streamed(params)).map(({ id, eventState }) => [id, eventState]);

	it('is in the stream again after every update, as it was then', async () => {
		const [id, other] = await threeEvents();
		await change(id, 'reviewed');
		await change(id, 'coached');
		expect((await seen()).filter(([one]) => one === id)).toEqual([
			[id, 'needsReview'],
			[id, 'reviewed'],
			[id, 'coached'],
		]);
		expect((await seen()).filter(([one]) => one === other)).toHaveLength(1);
	});

	it('is there again after a change by the API, and after two in one moment', async () => {
		const [id = ''] = await sandbox.control.samsara.createEvents({ asset: 0 });
		await sandbox.control.samsara.changeSettings({ applyDelayMs: 0, pageSize: 1 });
		for (const eventState of ['reviewed', 'coached']) {
			await axios.patch(
				`${sandbox.credentials.samsaraApi.baseUrl}/safety-events/batch`,
				{ safetyEventIds: [id], eventState },
				{ headers: { authorization: `Bearer ${FULL_TOKEN}` }, proxy: false },
			);
		}
		expect((await readAll()).pages.flat()).toEqual([id, id, id]);
	});

	it('is there once by the time of its detection, and by id', async () => {
		const [id] = await threeEvents();
		await change(id, 'coached');
		const byDetection = { startTime: '2026-03-10T11:00:00Z', queryByTimeField: 'createdAtTime' };
		expect((await seen(byDetection)).filter(([one]) => one === id)).toEqual([[id, 'coached']]);
		const { data } = await get('/safety-events', { safetyEventIds: id });
		expect(data.data).toMatchObject([{ id, eventState: 'coached' }]);
	});

	it('is there once in the variant latest', async () => {
		await sandbox.control.samsara.changeSettings({ streamEntries: 'latest' });
		const [id] = await threeEvents();
		await change(id, 'coached');
		expect((await seen()).filter(([one]) => one === id)).toEqual([[id, 'coached']]);
	});
});

describe('streamOrder', () => {
	beforeEach(() => sandbox.control.samsara.changeSettings({ pageSize: 2 }));

	it('oldestFirst, and on from the cursor', async () => {
		const [a, b, c] = await threeEvents();
		const { pages, after } = await readAll();
		expect(pages).toEqual([[a, b], [c]]);
		const [d] = await threeEvents();
		expect(idsOf(await streamed({ after }))[0]).toBe(d);
	});

	it('newestFirst: from the newest, then from the newest to where the last reading began', async () => {
		await sandbox.control.samsara.changeSettings({ streamOrder: 'newestFirst' });
		const [a, b, c] = await threeEvents();
		const first = await readAll();
		expect(first.pages).toEqual([[c, b], [a]]);
		const [d, e, f] = await threeEvents();
		const pages: string[][] = [];
		let { after } = first;
		for (let hasNextPage = true; hasNextPage; ) {
			const { data } = await stream({ after });
			pages.push(idsOf(data.data));
			({ endCursor: after, hasNextPage } = data.pagination);
		}
		expect(pages).toEqual([[f, e], [d]]);
		expect(await streamed({ after })).toEqual([]);
	});

	it('mixed: pages by time, and within a page by id', async () => {
		await sandbox.control.samsara.changeSettings({ streamOrder: 'mixed', pageSize: 6 });
		const made = [...(await threeEvents()), ...(await threeEvents()), ...(await threeEvents())];
		const { pages } = await readAll();
		expect(pages).toEqual([made.slice(0, 6).sort(), made.slice(6).sort()]);
		expect(pages.flat()).not.toEqual(made);
	});
});

describe('filters by tag', () => {
	it('leave out members of child tags', async () => {
		const [east, boston] = await threeEvents();
		expect(idsOf(await streamed({ tagIds: EAST }))).toEqual([east]);
		expect(idsOf(await streamed({ tagIds: `${EAST},${BOSTON}` }))).toEqual([east, boston]);
		const [event] = await streamed({ tagIds: BOSTON, includeAsset: true });
		expect(event?.asset.tags).toEqual([{ id: BOSTON, name: 'Boston', parentTagId: EAST }]);
	});

	it.each([
		['and', []],
		['union', ['west', 'other']],
	] as const)('together with ids: %s', async (tagsWithIds, names) => {
		await sandbox.control.samsara.changeSettings({ tagsWithIds });
		const [, , west] = await threeEvents();
		const [other = ''] = await sandbox.control.samsara.createEvents({
			asset: 2,
			driver: 1,
			tagIds: [EAST],
		});
		const expected = names.map((name) => (name === 'west' ? west : other));
		expect(idsOf(await streamed({ tagIds: WEST, assetIds: '281474978683355' }))).toEqual(expected);
		expect(idsOf(await streamed({ tagIds: WEST }))).toEqual([west]);
		expect(idsOf(await streamed({ assetIds: '281474978683355' }))).toEqual([other]);
	});
});

describe('ids in a filter', () => {
	it('in another order are other parameters', async () => {
		await sandbox.control.samsara.changeSettings({ pageSize: 1 });
		await threeEvents();
		const after = (await stream({ tagIds: `${EAST},${WEST}` })).data.pagination.endCursor;
		const swapped = await stream({ tagIds: `${WEST},${EAST}`, after });
		expect([swapped.status, swapped.data.message]).toEqual([
			400,
			'Parameters differ from previous paginated request.',
		]);
		expect((await stream({ tagIds: `${EAST},${WEST}`, after })).status).toBe(200);
	});

	it.each(['assetIds', 'driverIds', 'tagIds', 'assignedCoaches'])(
		'%s: 414 above 2,000',
		async (name) => {
			const ids = (count: number) =>
				Array.from({ length: count }, (_none, n) => 281474978683353 + n).join();
			expect((await stream({ [name]: ids(2_000) })).status).toBe(200);
			const { status, data } = await stream({ [name]: ids(2_001) });
			expect([status, data.message]).toEqual([414, 'Request-URI Too Large']);
		},
	);
});

describe('missingEndCursor', () => {
	it.each([
		['never', [true, true]],
		['atEnd', [true, false]],
		['always', [false, false]],
	] as const)('%s', async (missingEndCursor, expected) => {
		await threeEvents();
		await sandbox.control.samsara.changeSettings({ pageSize: 2, missingEndCursor });
		const first = await stream();
		await sandbox.control.samsara.changeSettings({ pageSize: 50 });
		const last = await stream();
		expect([first, last].map(({ data }) => 'endCursor' in data.pagination)).toEqual(expected);
		expect([first, last].map(({ data }) => data.pagination.hasNextPage)).toEqual([true, false]);
	});
});

it('endlessPages: every page says that another one follows', async () => {
	await sandbox.control.samsara.changeSettings({ endlessPages: true });
	await threeEvents();
	const first = await stream();
	const second = await stream({ after: first.data.pagination.endCursor });
	expect(
		[first, second].map(({ data }) => [data.data.length, data.pagination.hasNextPage]),
	).toEqual([
		[3, true],
		[0, true],
	]);
});

it.each([
	['emptyId', { id: '' }],
	['null', null],
	['absent', undefined],
] as const)('an event without a driver: %s', async (driverless, expected) => {
	await sandbox.control.samsara.changeSettings({ driverless });
	const [nobody = ''] = await sandbox.control.samsara.createEvents({ asset: 0, driver: 5 });
	await sandbox.control.samsara.createEvents({ asset: 0, driver: 0 });
	const events = await streamed({ includeDriver: true });
	expect(events.map(({ driver }) => driver)).toEqual([expected, { id: '5001', name: 'Ada Lowe' }]);
	expect('driver' in (events[0] ?? {})).toBe(driverless !== 'absent');
	const { data } = await get('/safety-events', { safetyEventIds: nobody });
	expect(data.data[0].driver).toEqual(expected);
});

it.each([
	['addFirst', []],
	['removeFirst', ['Fog']],
] as const)('a label that is added and removed: %s', async (labelOrder, expected) => {
	await sandbox.control.samsara.changeSettings({ labelOrder });
	const [id = ''] = await sandbox.control.samsara.createEvents({ behaviorLabels: ['Braking'] });
	const event = await sandbox.control.samsara.changeEvent(id, {
		contextLabelsToAdd: ['Fog'],
		contextLabelsToRemove: ['Fog'],
		behaviorLabelsToAdd: ['Speeding'],
		behaviorLabelsToRemove: ['Braking'],
	});
	expect(event.contextLabels.map(({ name }) => name)).toEqual(expected);
	expect(event.behaviorLabels).toEqual([{ label: 'Speeding', source: 'userGenerated' }]);
});

it.each([403, 401] as const)('a permission that is missing: %s', async (missingPermission) => {
	await sandbox.control.samsara.changeSettings({ missingPermission });
	const { status, data } = await get('/me', {}, READ_TOKEN);
	expect([status, data.message]).toEqual([missingPermission, 'Permission denied.']);
});

it('a token that is restricted to a tag sees only what the tag holds', async () => {
	const [east, boston, west] = await threeEvents();
	await sandbox.control.samsara.changeToken(FULL_TOKEN, { tagIds: [WEST] });
	expect(idsOf(await streamed())).toEqual([west]);
	expect(idsOf(await streamed({}, READ_TOKEN))).toEqual([east, boston, west]);
	const { data } = await get('/safety-events', { safetyEventIds: `${east},${west}` });
	expect(idsOf(data.data)).toEqual([west]);
	const refused = await axios.patch(
		`${sandbox.credentials.samsaraApi.baseUrl}/safety-events/batch`,
		{ safetyEventIds: [west, east], eventState: 'reviewed' },
		{
			headers: { authorization: `Bearer ${FULL_TOKEN}` },
			proxy: false,
			validateStatus: () => true,
		},
	);
	expect(refused.status).toBe(404);
	await sandbox.control.samsara.changeToken(FULL_TOKEN, { tagIds: null });
	expect(idsOf(await streamed())).toEqual([east, boston, west]);
});
