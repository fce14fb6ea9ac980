import axios from 'axios';
import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { basePathOf, REGIONS, type Region } from '../../../sandbox/samsara/region.cts';
import {
	fullToken,
	FULL_TOKEN,
	READ_TOKEN,
	WRITE_TOKEN,
} from '../../../sandbox/samsara/tokens.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => {
	await sandbox.control.reset({ now: '2026-03-10T12:00:00.000Z', frozen: true });
});
afterEach(async () => expect(await sandbox.control.violations()).toEqual([]));
afterAll(() => sandbox.close());

const DAY = 24 * 3_600_000;
const unknown = '00000000-0000-4000-8000-000000000001';

/** An axios client for one region; no status is an exception. */
const http = (token = FULL_TOKEN, region: Region = 'us') =>
	axios.create({
		baseURL: `${sandbox.origin}${basePathOf(region)}`,
		headers: { authorization: `Bearer ${token}` },
		proxy: false,
		validateStatus: () => true,
	});

const patch = async (body: object, token = FULL_TOKEN) =>
	await http(token).patch('/safety-events/batch', body);
const stream = async (params: object) =>
	await http().get('/safety-events/stream', {
		params: { startTime: '2026-03-01T00:00:00Z', ...params },
	});

it('creates the events of several orders in one call', async () => {
	const ids = await sandbox.control.samsara.createEvents(
		{ count: 2, behaviorLabels: ['Braking'] },
		{ behaviorLabels: ['Crash'] },
	);
	const events = await sandbox.control.samsara.events();
	const labels = ids.map((id) => events.find((one) => one.id === id)?.behaviorLabels[0]?.label);
	expect(labels).toEqual(['Braking', 'Braking', 'Crash']);
});

describe('batch update', () => {
	it('accepts, in the order of the request, and carries out later', async () => {
		await sandbox.control.samsara.changeSettings({ applyDelayMs: 1_000 });
		const ids = await sandbox.control.samsara.createEvents({ count: 2 });
		const safetyEventIds = [ids[1], ids[0]];
		const { status, data } = await patch({ safetyEventIds, eventState: 'reviewed' });

		expect(status).toBe(202);
		expect(data.responses).toEqual(
			safetyEventIds.map((safetyEventId) => ({ data: { safetyEventId }, status: 202 })),
		);
		const read = async () =>
			(
				await http().get('/safety-events', { params: { safetyEventIds: ids.join() } })
			).data.data.map((event: { eventState: string }) => event.eventState);
		expect(await read()).toEqual(['needsReview', 'needsReview']);
		await sandbox.control.advance(1_000);
		expect(await read()).toEqual(['reviewed', 'reviewed']);
	});

	it('one unknown ID refuses all, and nothing changes', async () => {
		const [id = ''] = await sandbox.control.samsara.createEvents({ count: 1 });
		const { status, data } = await patch({
			safetyEventIds: [id, unknown],
			eventState: 'reviewed',
		});
		expect(status).toBe(404);
		expect(JSON.stringify(data)).not.toContain(unknown);
		await sandbox.control.advance(60_000);
		const event = (await sandbox.control.samsara.events()).find((one) => one.id === id);
		expect(event?.eventState).toBe('needsReview');
	});

	it.each([
		[{ safetyEventIds: [unknown] }],
		[{ safetyEventIds: [], eventState: 'reviewed' }],
		[{ safetyEventIds: [unknown], eventState: 'dismissed' }],
		[{ safetyEventIds: [unknown], eventState: 'reviewed', dismissalReason: { code: 'other' } }],
		[{ safetyEventIds: [unknown], eventState: 'unknown' }],
		[{ safetyEventIds: ['17-1550954461759'], eventState: 'reviewed' }],
		[{ safetyEventIds: Array.from({ length: 201 }, () => unknown), eventState: 'reviewed' }],
	])('400 for %j', async (body) => {
		expect((await patch(body)).status).toBe(400);
	});

	it('state and then labels: a refused label step leaves the state', async () => {
		await sandbox.control.samsara.changeSettings({ labelStep: 'refused', applyDelayMs: 0 });
		const [id = ''] = await sandbox.control.samsara.createEvents({ count: 1 });
		const change = { eventState: 'dismissed', dismissalReason: { code: 'other' } };
		const labels = { contextLabelsToAdd: ['Fog'] };
		expect((await patch({ safetyEventIds: [id], ...change, ...labels })).status).toBe(400);
		const event = (await sandbox.control.samsara.events()).find((one) => one.id === id);
		expect(event).toMatchObject({ ...change, contextLabels: [] });
	});
});

it('five a second for an endpoint; Retry-After in decimal seconds tells when there is room', async () => {
	const answers = [];
	for (let n = 0; n < 6; n++) answers.push(await stream({}));
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
	const retryAfter = String(answers.at(-1)?.headers['retry-after']);
	expect(retryAfter).toMatch(/^\d+\.\d{5}$/);
	// Another endpoint has a limit of its own.
	expect((await http().get('/safety-events', { params: { safetyEventIds: unknown } })).status).toBe(
		200,
	);
	await sandbox.control.advance(Math.ceil(Number(retryAfter) * 1_000));
	expect((await stream({})).status).toBe(200);
});

describe('the stream', () => {
	const first = async (params: object = {}) =>
		(await stream(params)).data.pagination.endCursor as string;

	it('takes a cursor with the very same parameters only', async () => {
		await sandbox.control.samsara.changeSettings({ pageSize: 5 });
		const after = await first();
		expect((await stream({ after })).status).toBe(200);
		const other = await stream({ after, startTime: '2026-03-01T00:00:00.000Z' });
		expect(other.status).toBe(400);
		expect(other.data.message).toBe('Parameters differ from previous paginated request.');
	});

	it('forgets a cursor after 30 days', async () => {
		const after = await first();
		await sandbox.control.advance(30 * DAY);
		expect((await stream({ after })).status).toBe(200);
		await sandbox.control.advance(1);
		const { status, data } = await stream({ after });
		expect([status, data.message]).toEqual([400, 'invalid or expired pagination cursor']);
		expect((await stream({ after: 'nonsense' })).status).toBe(400);
	});

	it('needs a start time', async () => {
		const { status, data } = await http().get('/safety-events/stream');
		expect([status, data.message]).toEqual([400, 'startTime is missing']);
	});

	it('hands out an event again after it was updated', async () => {
		const after = await first({ includeVgOnlyEvents: true });
		const [event] = await sandbox.control.samsara.events();
		await sandbox.control.advance(1_000);
		await sandbox.control.samsara.changeEvent(event?.id ?? '', { eventState: 'coached' });
		const { data } = await stream({ includeVgOnlyEvents: true, after });
		expect(data.data).toMatchObject([{ id: event?.id, eventState: 'coached' }]);
	});

	it('ends a bounded query with an empty cursor, and gives the latest of each asset for an instant', async () => {
		const endTime = '2026-03-10T12:00:00.001Z';
		const bounded = await stream({ endTime });
		expect(bounded.data.pagination).toEqual({ endCursor: '', hasNextPage: false });
		const instant = await stream({ startTime: endTime, endTime });
		const assets = instant.data.data.map((event: { asset: { id: string } }) => event.asset.id);
		const withCamera = (await sandbox.control.samsara.events()).filter(
			({ asset }) => asset.hasCamera,
		);
		const known = new Set(withCamera.map(({ asset }) => asset.id));
		expect(assets.sort()).toEqual([...known].sort());
	});

	it('hides for a while what changed, when it is told to', async () => {
		await sandbox.control.samsara.changeSettings({ lateIndexingMs: 60_000 });
		const [id] = await sandbox.control.samsara.createEvents({ count: 1, asset: 0 });
		const ids = async () =>
			(await stream({})).data.data.map((event: { id: string }) => event.id) as string[];
		expect(await ids()).not.toContain(id);
		await sandbox.control.advance(60_000);
		expect(await ids()).toContain(id);
	});
});

it('permissions are per token', async () => {
	const body = { safetyEventIds: [unknown], eventState: 'reviewed' };
	expect((await patch(body, READ_TOKEN)).status).toBe(403);
	expect((await http(WRITE_TOKEN).get('/safety-events/stream')).status).toBe(403);
	expect((await http().get('/me')).status).toBe(403);
	await sandbox.control.samsara.changeToken(FULL_TOKEN, { permissions: ['Read Org Information'] });
	expect((await http().get('/me')).status).toBe(200);
	await expect(sandbox.control.samsara.changeToken('nobody', { permissions: [] })).rejects.toThrow(
		'No such token',
	);
});

it('each region knows its own tokens and events', async () => {
	const ids = await sandbox.control.samsaraEu.createEvents({ count: 2 });
	for (const region of REGIONS) {
		const client = http(fullToken(region), region);
		const { data } = await client.get('/safety-events', { params: { safetyEventIds: ids.join() } });
		expect(data.data).toHaveLength(region === 'eu' ? 2 : 0);
		expect((await http('other', region).get('/me')).status).toBe(401);
	}
});

it('405 for another method, 404 for another path', async () => {
	expect((await http().get('/safety-events/batch')).status).toBe(405);
	expect((await http().get('/safety-event')).status).toBe(404);
	const gone = sandbox.control.samsara.changeEvent(unknown, {});
	await expect(gone).rejects.toThrow('Safety event not found');
});
