import type { INodeParameters } from 'n8n-workflow';

import { runHook, type WebhookHost, type WebhookNode } from '../../../harness/engine/webhook.cts';
import { activatedAgo, doorbellBench, idsOf, jsonOf, ledgerOf, post } from './doorbellBench.cts';

const { sety, neverActivated, trigger, host, create } = doorbellBench();

it('drops repeats, and believes nothing that a delivery says', async () => {
	const n8n = await host();
	const id = await create();
	const forged = { incident: { incident_id: id, status: 'created', subject: { name: 'Mallory' } } };
	for (let n = 0; n < 3; n++) {
		expect((await post(n8n, forged)).status).toBe(200);
	}

	expect(idsOf(n8n)).toEqual([`incidentCreated:${id}`]);
	expect(JSON.stringify(jsonOf(n8n))).not.toContain('Mallory');
	expect(Object.keys(ledgerOf(n8n).seen as object)).toHaveLength(1);
});

it.each<[string, unknown]>([
	['an incident that does not exist', { incident_id: 'inc_0000000000000000' }],
	['no incident', { hello: 'world' }],
	['no JSON', 'not json'],
	['a path', { incident_id: '../../keys' }],
])('starts nothing for a delivery of %s', async (_name, body) => {
	const n8n = await host();
	await sety.sandbox.control.clearReceived();
	expect((await post(n8n, body)).status).toBe(200);

	expect(n8n.started).toEqual([]);
	expect((await sety.sandbox.control.received()).length).toBeLessThanOrEqual(1);
});

it('reads so many incidents a minute, keeps the others for later, and each once', async () => {
	const n8n = await host(trigger({ options: { readsPerMinute: 2 } }));
	const ids = [await create(), await create(), await create()];
	await sety.sandbox.control.clearReceived();
	for (const incident_id of [...ids, ids[2], ids[2]]) {
		await post(n8n, { incident_id });
	}

	expect(idsOf(n8n)).toEqual(ids.slice(0, 2).map((id) => `incidentCreated:${id}`));
	expect(await sety.sandbox.control.received()).toHaveLength(2);
	expect(n8n.staticData()).toMatchObject({ 'node:Trigger Under Test': { waiting: [ids[2]] } });
});

it('reads an incident again that Sety could not give, with the next delivery', async () => {
	// No wait between the attempts.
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const n8n = await host();
	const [one, other] = [await create(), await create()];
	await sety.sandbox.control.addFaults({
		kind: 'status',
		status: 503,
		path: `/incidents/${one}`,
		times: 'always',
	});
	await post(n8n, { incident_id: one });
	expect(n8n.started).toEqual([]);
	await sety.sandbox.control.clearFaults();
	await post(n8n, { incident_id: other });

	expect(idsOf(n8n)).toEqual([`incidentCreated:${other}`, `incidentCreated:${one}`]);
});

it('refuses a body that is too large before it reads anything', async () => {
	const n8n = await host();
	const answer = await post(n8n, { incident_id: await create(), padding: 'x'.repeat(256 * 1024) });

	expect(answer.status).toBe(413);
	expect(n8n.started).toEqual([]);
});

describe('with a secret', () => {
	const SECRET = 'a secret of enough length';

	it.each<[string, Record<string, string>, string, number]>([
		['in a header', { 'x-sety-token': SECRET }, '', 200],
		['as a bearer token', { authorization: `Bearer ${SECRET}` }, '', 200],
		['in the query', {}, `?token=${encodeURIComponent(SECRET)}`, 200],
		['another one', { 'x-sety-token': `${SECRET}x` }, '', 401],
		['none', {}, '', 401],
	])('%s', async (_name, headers, query, status) => {
		const n8n = await host(trigger({}, { webhookSecret: SECRET }));
		const incident_id = await create();
		const answer = await post({ ...n8n, url: n8n.url + query }, { incident_id }, headers);

		expect(answer.status).toBe(status);
		expect(n8n.started).toHaveLength(status === 200 ? 1 : 0);
	});
});

/** n8n would save its copy of what the whole workflow stores, without the baseline of a Sety Trigger that is reading it. */
it('stores nothing in the minute after the activation, so that it overwrites no baseline', async () => {
	const n8n = await host();
	await n8n.activate('activate');
	const activated = n8n.staticData();
	expect(activated).toMatchObject({ 'node:Trigger Under Test': { seen: {} } });
	const id = await create();
	for (const body of [{ incident_id: id }, { hello: 'world' }]) await post(n8n, body);

	expect(n8n.staticData()).toEqual(activated);
});

/** A delivery can arrive before n8n has saved that the workflow is active, and be saved after the baseline. */
it.each<[string, (n8n: WebhookHost) => Promise<unknown>, () => WebhookNode]>([
	['for the first time', async () => undefined, neverActivated],
	['again', async (n8n) => await n8n.deactivate(), () => trigger()],
])('stores nothing while n8n activates the workflow %s', async (_name, before, node) => {
	const n8n = await host(node());
	await before(n8n);
	const stored = n8n.staticData();
	const id = await create();
	for (const body of [{ incident_id: id }, { hello: 'world' }]) await post(n8n, body);

	expect(n8n.staticData()).toEqual(stored);
});

it.each<[string, number]>([
	['a minute before', 61],
	['in the future', -3_600],
])(
	'stores what it has seen of a workflow that was activated %s, also after a start of n8n',
	async (_name, seconds) => {
		const stored = activatedAgo(seconds);
		const n8n = await host({ ...trigger(), stored });
		await n8n.activate('init');
		const id = await create();
		for (let n = 0; n < 2; n++) {
			await post(n8n, { incident_id: id });
		}

		expect(idsOf(n8n)).toEqual([`incidentCreated:${id}`]);
		expect(n8n.staticData()).toMatchObject(stored);
	},
);

it('notes an activation that n8n died in when n8n starts again', async () => {
	const n8n = await host(neverActivated());
	await n8n.activate('init');

	expect(n8n.staticData()).toMatchObject({
		'node:Trigger Under Test': { activated: expect.any(Number) as number },
	});
});

describe('activation', () => {
	it.each<[string, INodeParameters, Record<string, string>, RegExp]>([
		['no event', { triggerOn: [] }, {}, /Trigger On is empty/],
		['an empty filter', { filters: { category: '={{ undefined }}' } }, {}, /returns nothing/],
		['no key', {}, { apiKey: '' }, /API Key of the Sety credential is empty/],
		['a short secret', {}, { webhookSecret: 'short' }, /shorter than 16/],
	])('refuses %s', async (_name, parameters, credential, message) => {
		await expect(runHook(trigger(parameters, credential), 'checkExists')).rejects.toThrow(message);
		await expect(runHook(trigger(parameters, credential), 'create')).rejects.toThrow(message);
	});

	it.each<[string, INodeParameters, Record<string, string>, string]>([
		['no event', { triggerOn: [] }, {}, 'Choose at least one event.'],
		[
			'a short secret',
			{},
			{ webhookSecret: 'short' },
			'Enter a longer secret in the credential and in Sety, or clear the field.',
		],
	])(
		'says what to do about %s in the message',
		async (_name, parameters, credential, howToGoOn) => {
			await expect(runHook(trigger(parameters, credential), 'create')).rejects.toMatchObject({
				message: expect.stringMatching(new RegExp(`^.*\\w\\. ${howToGoOn}$`)) as string,
				description: undefined,
			});
		},
	);

	it('registers nothing, and removes nothing', async () => {
		const requests = await sety.sandbox.control.received();
		for (const hook of ['checkExists', 'create', 'delete'] as const) {
			expect(await runHook(trigger(), hook)).toBe(true);
		}
		expect(await sety.sandbox.control.received()).toHaveLength(requests.length);
	});
});
