import axios from 'axios';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { Webhook } from 'standardwebhooks';

import { SafetyKitTrigger } from '../../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { parseDeliveries, remember } from '../../../nodes/SafetyKit/trigger/deliveries.ts';
import { MOST_REMEMBERED } from '../../../nodes/core/webhook/seenIds.ts';
import { TestCredentials } from '../../../harness/engine/credentials.cts';
import { safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import {
	hostWebhook,
	runHook,
	type WebhookHost,
	type WebhookNode,
} from '../../../harness/engine/webhook.cts';
import { SAFETYKIT_WEBHOOK_SECRET as SECRET } from '../../../sandbox/safetykit/service.cts';

const OTHER_SECRET = `whsec_${Buffer.from('another secret, of 26 byte').toString('base64')}`;
const BOTH = ['workflow.succeeded', 'workflow.failed'];

/** What n8n's log has of a refused webhook; the sender does not learn the reason. */
const refused = (reason: string) => [`The Trigger Under Test refused a webhook: ${reason}`];
const MISMATCH = 'its signature does not match the Webhook Secret';
const CLOCK = 'its timestamp differs from the clock of this n8n by more than 300 seconds';
const NO_SECRET = 'the credential has no usable Webhook Secret';

const safetyKit = safetyKitBench();
let hosts: WebhookHost[] = [];

afterEach(async () => {
	for (const host of hosts) await host.close();
	hosts = [];
});

function trigger(
	parameters: INodeParameters = {},
	credential: ICredentialDataDecryptedObject = {},
): WebhookNode {
	return {
		node: new SafetyKitTrigger(),
		parameters: { triggerOn: BOTH, filters: {}, ...parameters },
		credentials: safetyKit.credential(credential),
	};
}

async function host(node: WebhookNode = trigger()): Promise<WebhookHost> {
	const started = await hostWebhook(node);
	hosts.push(started);
	return started;
}

const result: IDataObject = {
	type: 'workflow.succeeded',
	namespace: 'listings',
	id: 'listing_1',
	request_id: 'req_1',
	output: { actions: [], labels: [{ label: 'counterfeit', confidence: 'high' }] },
};

const send = async (
	{ url }: WebhookHost,
	order: Partial<Parameters<typeof safetyKit.sandbox.control.safetyKit.sendWebhook>[0]> = {},
) =>
	await safetyKit.sandbox.control.safetyKit.sendWebhook({
		url,
		secret: SECRET,
		body: result,
		...order,
	});

it.each([null, 'text', 7, []])(
	'starts the workflow although n8n has stored %j in place of what the trigger remembers',
	async (damaged) => {
		const n8n = await host({
			...trigger(),
			stored: { 'node:Trigger Under Test': damaged },
		});
		const { status, id } = await send(n8n);

		expect(status).toBe(200);
		expect(n8n.started.map(([item]) => item?.json.eventId)).toEqual([id]);
		expect(n8n.warnings).toEqual([
			'The stored state of the SafetyKit Trigger is damaged, so a repeated webhook starts the workflow again. Duplicate the workflow and publish the copy.',
		]);
	},
);

const seconds = (ms = Date.now()) => Math.floor(ms / 1000);

it('starts the workflow with what was sent, and who it came from', async () => {
	const n8n = await host();
	const timestamp = seconds() - 60;
	const { status, id, answer } = await send(n8n, { timestamp });
	const sentAt = new Date(timestamp * 1000).toISOString();

	expect({ status, answer }).toEqual({ status: 200, answer: '{"received":true}' });
	expect(n8n.started).toEqual([
		[
			{
				json: {
					...result,
					eventId: id,
					eventType: 'workflow.succeeded',
					eventTime: sentAt,
					webhook: { id, timestamp: sentAt },
				},
			},
		],
	]);
	expect(n8n.warnings).toEqual([]);
});

it('names the event by its webhook-id, whatever the webhook itself calls so', async () => {
	const n8n = await host();
	const { id } = await send(n8n, { body: { ...result, eventId: 'theirs', eventTime: 'never' } });

	expect(n8n.started[0]?.[0]?.json).toMatchObject({ eventId: id, eventType: result.type });
	expect(n8n.started[0]?.[0]?.json['eventTime']).not.toBe('never');
});

it('reads the credential once for a webhook, and not for one that lacks a header or is too old', async () => {
	const n8n = await host();
	const reading = jest.spyOn(TestCredentials.prototype, 'getDecrypted');
	await send(n8n);
	expect(reading).toHaveBeenCalledTimes(1);

	reading.mockClear();
	expect((await send(n8n, { timestamp: seconds() - 400 })).status).toBe(401);
	const bare = await axios.post(n8n.url, result, { proxy: false, validateStatus: () => true });
	expect(bare.status).toBe(401);
	expect(reading).not.toHaveBeenCalled();
	reading.mockRestore();
});

it('takes what the standardwebhooks package signs', async () => {
	const n8n = await host();
	const body = JSON.stringify({ ...result, note: 'emoji 🦺, "quotes" and ü' });
	const now = new Date();
	const { status } = await axios.post(n8n.url, body, {
		headers: {
			'content-type': 'application/json',
			'webhook-id': 'msg_1',
			'webhook-timestamp': String(seconds(now.getTime())),
			'webhook-signature': new Webhook(SECRET).sign('msg_1', now, body),
		},
		proxy: false,
	});

	expect(status).toBe(200);
	expect(n8n.started[0]?.[0]?.json.note).toBe('emoji 🦺, "quotes" and ü');
});

describe('refuses with 401 and starts nothing', () => {
	// A time is told when its test begins: one that is ahead comes nearer.
	it.each<[string, () => Parameters<typeof send>[1], string]>([
		['another secret', () => ({ secret: OTHER_SECRET }), MISMATCH],
		['a time too long ago', () => ({ timestamp: seconds() - 310 }), CLOCK],
		['a time too far ahead', () => ({ timestamp: seconds() + 600 }), CLOCK],
	])('%s', async (_what, order, reason) => {
		const n8n = await host();
		const { status, answer } = await send(n8n, order());

		expect(status).toBe(401);
		expect(answer).toBe('{"message":"Unauthorized"}');
		expect(n8n.started).toEqual([]);
		expect(n8n.staticData()).toEqual({});
		expect(n8n.warnings).toEqual(refused(reason));
	});

	it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('no %s', async (missing) => {
		const n8n = await host();
		const body = JSON.stringify(result);
		const now = new Date();
		const headers = new Map([
			['webhook-id', 'msg_1'],
			['webhook-timestamp', String(seconds())],
			['webhook-signature', new Webhook(SECRET).sign('msg_1', now, body)],
		]);
		headers.delete(missing);
		const { status } = await axios.post(n8n.url, body, {
			headers: Object.fromEntries(headers),
			proxy: false,
			validateStatus: () => true,
		});

		expect(status).toBe(401);
		expect(n8n.started).toEqual([]);
		expect(n8n.warnings).toEqual(refused('a header of Standard Webhooks is missing'));
	});

	it.each(['', 'whsec_not base64!'])('a credential with the secret "%s"', async (webhookSecret) => {
		const n8n = await host(trigger({}, { webhookSecret }));

		expect((await send(n8n)).status).toBe(401);
		expect(n8n.started).toEqual([]);
		expect(n8n.warnings).toEqual(refused(NO_SECRET));
	});

	it('a host that has not kept the bytes: the parsed body proves nothing', async () => {
		const n8n = await host({ ...trigger(), keepsRawBody: false });

		expect((await send(n8n)).status).toBe(401);
		expect(n8n.started).toEqual([]);
		expect(n8n.warnings).toEqual(refused('its bytes did not reach the node'));
	});
});

it('refuses a body that is signed, but no JSON object', async () => {
	const n8n = await host();
	const now = new Date();
	const statuses: number[] = [];
	for (const body of ['[1]', 'text']) {
		const { status } = await axios.post(n8n.url, body, {
			headers: {
				'content-type': 'text/plain',
				'webhook-id': 'msg_1',
				'webhook-timestamp': String(seconds(now.getTime())),
				'webhook-signature': new Webhook(SECRET).sign('msg_1', now, body),
			},
			proxy: false,
			validateStatus: () => true,
		});
		statuses.push(status);
	}

	expect(statuses).toEqual([400, 400]);
	expect(n8n.started).toEqual([]);
	const [reason] = refused('its body is not a JSON object');
	expect(n8n.warnings).toEqual([reason, reason]);
});

describe('while secrets are exchanged', () => {
	it('takes one of several signatures in the header', async () => {
		const n8n = await host();

		expect((await send(n8n, { secret: OTHER_SECRET, furtherSecrets: [SECRET] })).status).toBe(200);
		expect(n8n.started).toHaveLength(1);
	});

	it('takes the present and the previous secret', async () => {
		const n8n = await host(
			trigger({}, { webhookSecret: OTHER_SECRET, previousWebhookSecret: SECRET }),
		);

		expect((await send(n8n, { secret: SECRET })).status).toBe(200);
		expect((await send(n8n, { secret: OTHER_SECRET })).status).toBe(200);
		expect(n8n.started).toHaveLength(2);
	});
});

describe('the same webhook again', () => {
	it('is answered and starts nothing', async () => {
		const n8n = await host();
		const { id } = await send(n8n);
		const again = await send(n8n, { id });

		expect(again).toMatchObject({ status: 200, answer: '{"received":true}' });
		expect(n8n.started).toHaveLength(1);
		expect((await send(n8n)).status).toBe(200);
		expect(n8n.started).toHaveLength(2);
	});

	it('starts the workflow once more when it is sent anew after the tolerance', async () => {
		const n8n = await host();
		const { id } = await send(n8n);
		const tenMinutesOn = Date.now() + 601_000;
		jest.spyOn(Date, 'now').mockReturnValue(tenMinutesOn);
		const again = await send(n8n, { id, timestamp: seconds(tenMinutesOn) });
		jest.restoreAllMocks();

		expect(again.status).toBe(200);
		expect(n8n.started).toHaveLength(2);
	});

	it('is known whatever came between', async () => {
		const n8n = await host();
		for (const id of ['a', 'a', 'b', 'b', 'a', 'c', 'c', 'b']) await send(n8n, { id });

		expect(n8n.started.map(([item]) => item?.json['eventId'])).toEqual(['a', 'b', 'c']);
	});

	it('is known when 200 come twice', async () => {
		const n8n = await host();
		const ids = Array.from({ length: 200 }, (_none, index) => `msg_${index}`);
		for (const id of [...ids, ...ids]) await send(n8n, { id });

		expect(n8n.started).toHaveLength(200);
	});

	it('is known for as long as a copy of its last delivery would be verified', async () => {
		const n8n = await host();
		const start = Date.now();
		const deliverAt = async (afterMs: number, sentAfterMs: number) => {
			jest.spyOn(Date, 'now').mockReturnValue(start + afterMs);
			const timestamp = seconds(start + sentAfterMs);
			const { status } = await send(n8n, { id: 'a', timestamp });
			jest.restoreAllMocks();
			return status;
		};

		expect(await deliverAt(0, 0)).toBe(200);
		expect(await deliverAt(200_000, 200_000)).toBe(200);
		expect(await deliverAt(450_000, 200_000)).toBe(200);
		expect(n8n.started).toHaveLength(1);
	});

	it('is remembered in few bytes, however many come', () => {
		const seen = Object.fromEntries(
			Array.from({ length: MOST_REMEMBERED + 10 }, (_none, index) => [
				`hash${String(index).padStart(8, '0')}`,
				seconds() + 300,
			]),
		);
		const { deliveries } = remember(
			parseDeliveries({ version: 1, seen }),
			{ id: 'msg_1', timestamp: seconds() },
			Date.now(),
		);

		expect(Object.keys(deliveries.seen)).toHaveLength(MOST_REMEMBERED);
		expect(Buffer.byteLength(JSON.stringify(deliveries))).toBeLessThan(64 * 1024);
	});
});

describe('filters', () => {
	it.each<[string, INodeParameters, IDataObject, number]>([
		['an event that is chosen', { triggerOn: ['workflow.failed'] }, { type: 'workflow.failed' }, 1],
		['one that is not', { triggerOn: ['workflow.failed'] }, { type: 'workflow.succeeded' }, 0],
		['one that nobody knows', {}, { type: 'batch.completed' }, 0],
		['a namespace that is chosen', { filters: { namespaces: 'a, listings' } }, result, 1],
		['one that is not', { filters: { namespaces: 'profiles' } }, result, 0],
		['a list out of an expression', { filters: { namespaces: ['profiles'] } }, result, 0],
		['a list as JSON text', { filters: { namespaces: '["a", "listings"]' } }, result, 1],
		['one that is not in it', { filters: { namespaces: '={{ "[\\"profiles\\"]" }}' } }, result, 0],
		['a namespace in lines', { filters: { namespaces: 'a\nlistings' } }, result, 1],
		['a filter left empty', { filters: { namespaces: '' } }, result, 1],
		['events as text', { triggerOn: '={{ "workflow.succeeded, workflow.failed" }}' }, result, 1],
	])('%s', async (_what, parameters, body, executions) => {
		const n8n = await host(trigger(parameters));

		expect(await send(n8n, { body })).toMatchObject({ status: 200, answer: '{"received":true}' });
		expect(n8n.started).toHaveLength(executions);
	});
});

describe('a mapped setting that is empty', () => {
	const mapped: Array<[string, INodeParameters, RegExp]> = [
		[
			'Namespaces',
			{ filters: { namespaces: '={{ undefined }}' } },
			/^Namespaces has an expression that returns nothing/,
		],
		[
			'a list of nothing',
			{ filters: { namespaces: '={{ [] }}' } },
			/^Namespaces has an expression that returns nothing/,
		],
		['Trigger On', { triggerOn: '={{ [] }}' }, /^Trigger On is empty/],
		[
			'an unknown event',
			{ triggerOn: ['batch.completed'] },
			/^Trigger On contains "batch.completed"/,
		],
	];

	it.each(mapped)('%s is refused at activation', async (_what, parameters, message) => {
		await expect(runHook(trigger(parameters), 'checkExists')).rejects.toThrow(message);
		await expect(runHook(trigger(parameters), 'create')).rejects.toThrow(message);
	});

	it.each(mapped)(
		'%s lets through neither everything nor nothing: the sender is told to come again',
		async (_what, parameters, message) => {
			const n8n = await host(trigger(parameters));
			const { status, answer } = await send(n8n);

			expect(status).toBe(500);
			expect(n8n.started).toEqual([]);
			// It is not taken for known when it comes again.
			expect(JSON.stringify(n8n.staticData())).not.toContain('seen');
			// What n8n keeps of the failed execution.
			expect(answer.replace(/^NodeOperationError: /, '')).toMatch(message);
			expect(answer).toMatch(/^NodeOperationError: /);
		},
	);

	it('tells it to nobody who has no secret', async () => {
		const n8n = await host(trigger({ filters: { namespaces: '={{ [] }}' } }));

		expect((await send(n8n, { secret: OTHER_SECRET })).status).toBe(401);
	});
});

describe('activation', () => {
	it('goes through with a secret, and has nothing to register or to take away', async () => {
		expect(await runHook(trigger(), 'checkExists')).toBe(true);
		expect(await runHook(trigger(), 'create')).toBe(true);
		expect(await runHook(trigger(), 'delete')).toBe(true);
		expect(await safetyKit.sandbox.control.received()).toEqual([]);
	});

	it('takes an empty expression as a secret for none', async () => {
		const nothing = null as never;
		const none = runHook(trigger({}, { webhookSecret: nothing }), 'create');
		const noPrevious = runHook(trigger({}, { previousWebhookSecret: nothing }), 'create');

		await expect(none).rejects.toThrow('Webhook Secret of the SafetyKit credential is empty');
		await expect(noPrevious).resolves.toBe(true);
	});

	const EMPTY = 'Webhook Secret of the SafetyKit credential is empty';
	const NO_PRESENT = 'Webhook Secret of the SafetyKit credential is not a signing secret';
	const NO_PREVIOUS = 'Previous Webhook Secret of the SafetyKit credential is not a signing secret';

	it.each([
		['', '', EMPTY],
		['not a secret', '', NO_PRESENT],
		['whsec_a', '', NO_PRESENT],
		['test', '', NO_PRESENT],
		['abcd', '', NO_PRESENT],
		['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La', '', NO_PRESENT],
		['whsec_cut off', SECRET, NO_PRESENT],
		['', 'whsec_cut off', NO_PREVIOUS],
		[SECRET, 'whsec_cut off', NO_PREVIOUS],
	])(
		'is refused with the secret "%s" and the previous secret "%s"',
		async (webhookSecret, previousWebhookSecret, message) => {
			const node = trigger({}, { webhookSecret, previousWebhookSecret });

			await expect(runHook(node, 'checkExists')).rejects.toMatchObject({
				name: 'NodeOperationError',
				// n8n shows it alone when it publishes the workflow.
				message: `${message}. Add the Production URL of this node as a webhook endpoint in the dashboard of SafetyKit. Then copy the signing secret of that endpoint (whsec_…) into the credential.`,
				description: undefined,
			});
		},
	);

	it('goes through with the previous secret alone', async () => {
		const node = trigger({}, { webhookSecret: '', previousWebhookSecret: SECRET });

		expect(await runHook(node, 'create')).toBe(true);
	});
});
