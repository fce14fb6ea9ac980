import axios from 'axios';

import { startSandbox, type Sandbox } from '../../../sandbox/server.cts';
import { SAFETYKIT_KEY } from '../../../sandbox/safetykit/service.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => {
	await sandbox.control.reset();
});
afterEach(async () => {
	expect(await sandbox.control.violations()).toEqual([]);
});
afterAll(async () => {
	await sandbox.close();
});

const post = async (path: string, body: unknown, key = SAFETYKIT_KEY) =>
	await axios.post(`${sandbox.credentials.safetyKitApi.baseUrl}${path}`, body, {
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		proxy: false,
		validateStatus: () => true,
	});

const untargeted = {
	type: 'user_report',
	event_name: 'reported',
	user_id: 'user_1',
	labels: ['spam'],
	timestamp: '2026-05-21T00:15:15.000Z',
};
const event = { ...untargeted, target_user_id: 'user_2' };

it('answers one with its id, a batch with ids in order, and the queue with a count', async () => {
	const one = await post('/v1/events', event);
	const two = await post('/v1/events', [event, event]);
	const queued = await post('/v1/async/events', [event, event]);
	const stored = await sandbox.control.safetyKit.events();

	expect(one.data).toEqual({ status: 'ok', event_id: stored[0]?.event_id });
	expect(two.data.event_ids).toEqual([stored[1]?.event_id, stored[2]?.event_id]);
	expect(queued.data).toEqual({ status: 'queued', queued_events: 2 });
	expect(stored[0]?.event_id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
});

it('stores a key once, and gives back the first id', async () => {
	const keyed = { ...event, idempotency_key: 'k1' };
	const first = await post('/v1/events', keyed);
	const second = await post('/v1/events', [{ ...keyed, user_id: 'other' }, event]);

	expect(second.data.event_ids[0]).toBe(first.data.event_id);
	expect(await sandbox.control.safetyKit.events()).toHaveLength(2);
});

it('stores nothing of a batch with an invalid event, and says which one', async () => {
	const answer = await post('/v1/events', [event, { ...event, user_id: '' }]);

	expect(answer.status).toBe(400);
	expect(answer.data.error.issues).toEqual([
		{ path: '1.user_id', message: 'must NOT have fewer than 1 characters' },
	]);
	expect(await sandbox.control.safetyKit.events()).toEqual([]);
});

it.each<[string, object]>([
	['a target that is missing', untargeted],
	[
		'a value in two places',
		{ ...event, metadata: { a: ['x'] }, resources_used: [{ type: 'name', value: 'x' }] },
	],
	['a control character', { ...event, metadata: { a: 'x\u0000' } }],
	['a form feed', { ...event, metadata: { a: '\f' } }],
	['DEL', { ...event, metadata: { a: '\u007f' } }],
])('refuses %s in the strict mode only', async (_what, body) => {
	const strict = await post('/v1/events', body);
	await sandbox.control.safetyKit.changeSettings({ mode: 'lenient' });
	const lenient = await post('/v1/events', body);

	expect([strict.status, lenient.status]).toEqual([400, 200]);
});

it('takes tabs, line breaks and what only looks like an escape', async () => {
	const metadata = { a: '\t\r\n \\u0000 \\b', b: ['c:\\file'] };

	expect((await post('/v1/events', { ...event, metadata })).status).toBe(200);
});

const productEvent = (event_name: string) => ({
	...{ type: 'product_changed', event_name, user_id: 'u', content: [] },
	timestamp: event.timestamp,
	product: { price: { amount: '1', currency: 'USD' } },
});

it.each([
	['product_created', 200],
	['product_updated', 200],
	['product_deleted', 400],
	['Product_Updated', 400],
	['', 400],
])('a product event may be called by two names: %j', async (event_name, status) => {
	const answer = await post('/v1/events', productEvent(event_name));

	expect(answer.status).toBe(status);
	if (status === 200) return;
	const message = 'must be one of product_created, product_updated';
	expect(answer.data.error.issues).toEqual([{ path: 'event_name', message }]);
});

it('can be held to one of the two', async () => {
	await sandbox.control.safetyKit.changeSettings({ productEventNames: ['product_created'] });
	const created = await post('/v1/events', productEvent('product_created'));
	const updated = await post('/v1/events', productEvent('product_updated'));

	expect([created.status, updated.status]).toEqual([200, 400]);
	expect(updated.data.error.issues).toEqual([
		{ path: 'event_name', message: 'is not one of the list' },
	]);
});

it.each<[string, unknown, number]>([
	['an empty batch', [], 400],
	['no object', 'text', 400],
	['an unknown type', { ...event, type: 'other' }, 400],
	[
		'a decision with a user_id',
		{ ...event, type: 'moderation_decision', source_type: 'vendor', source_id: 'v' },
		400,
	],
	['broken JSON', '{', 400],
	['more events than the ceiling', Array.from({ length: 1001 }, () => event), 413],
	['more bytes than the ceiling', { ...event, metadata: { x: 'x'.repeat(1024 * 1024) } }, 413],
])('refuses %s', async (_what, body, status) => {
	expect((await post('/v1/events', body)).status).toBe(status);
});

it('knows one key, and no other path', async () => {
	expect((await post('/v1/events', event, 'sk_other')).status).toBe(401);
	expect((await post('/v1/sessions', {})).status).toBe(404);
	expect((await post('/v1/agent_decisions', {})).status).toBe(400);
});
