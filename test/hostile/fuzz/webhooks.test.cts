import axios from 'axios';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { Webhook } from 'standardwebhooks';

import { safetyKitBench } from '../../../harness/engine/safetyKit.cts';
import { setyBench } from '../../../harness/engine/sety.cts';
import {
	hostWebhook,
	type WebhookHost,
	type WebhookNode,
} from '../../../harness/engine/webhook.cts';
import { SafetyKitTrigger } from '../../../nodes/SafetyKit/SafetyKitTrigger.node.ts';
import { TOLERANCE } from '../../../nodes/SafetyKit/trigger/verifyWebhook.ts';
import { SetyWebhookTrigger } from '../../../nodes/Sety/SetyWebhookTrigger.node.ts';
import { SAFETYKIT_WEBHOOK_SECRET as SECRET } from '../../../sandbox/safetykit/service.cts';
import { TEST_KEY } from '../../../sandbox/sety/keys.cts';
import { isFullForm, SEED } from '../form.cts';
import { whyNotShown } from '../messages.cts';
import { withoutQuotes } from './fuzzedRun.cts';
import { mutated, mutation, type Mutation } from './mutatedJson.cts';
import { orHangs, wrongSurroundings } from './surroundings.cts';

const RUNS = { seed: SEED, numRuns: isFullForm ? 250 : 12 };
const MOST_WEBHOOKS = 5;
/** More than either trigger takes. */
const HUGE = 'x'.repeat(1024 * 1024);
/** n8n keeps static data in one column of its database. */
const LARGEST_STATE = 64_000;

const safetyKit = safetyKitBench();
const sety = setyBench();

/** A valid body in which some places are odd, or a text in its place. */
const bodyOf = (valid: object, { changes, text }: Mutation): string =>
	text ?? JSON.stringify(mutated(valid, changes)) ?? '';

const bodies = (valid: object) =>
	fc.oneof(
		{ weight: 9, arbitrary: mutation.map((one) => bodyOf(valid, one)) },
		{ weight: 1, arbitrary: fc.constantFrom(JSON.stringify({ ...valid, HUGE }), HUGE) },
	);

interface Posted {
	body: string;
	headers: Record<string, string>;
}

/** Sends them one after the other or at once, and looks at what no webhook may bring about. */
async function post(
	n8n: WebhookHost,
	webhooks: readonly Posted[],
	atOnce: boolean,
	secrets: readonly string[],
): Promise<void> {
	const send = async ({ body, headers }: Posted) =>
		await axios.post<string>(n8n.url, body, {
			headers: { 'content-type': 'application/json', ...headers },
			proxy: false,
			responseType: 'text',
			transformRequest: (data: unknown) => data,
			validateStatus: () => true,
		});
	const answers = [];
	if (atOnce) answers.push(...(await orHangs(Promise.all(webhooks.map(send)))));
	else for (const one of webhooks) answers.push(await orHangs(send(one)));
	const texts = answers.map(({ status, data }) => `${status} ${data}`);
	expect(texts.filter((text) => text.startsWith('5'))).toEqual([]);
	expect(texts.filter((text) => whyNotShown(withoutQuotes(text), secrets))).toEqual([]);
	const stored = JSON.stringify(n8n.staticData());
	expect(stored.length).toBeLessThan(LARGEST_STATE);
	expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
	expect(wrongSurroundings()).toEqual([]);
}

async function withHost<Result>(
	node: WebhookNode,
	work: (n8n: WebhookHost) => Promise<Result>,
): Promise<Result> {
	const n8n = await hostWebhook(node);
	try {
		return await work(n8n);
	} finally {
		await n8n.close();
	}
}

const RESULT = {
	type: 'workflow.succeeded',
	namespace: 'listings',
	id: 'listing_1',
	request_id: 'req_1',
	metadata: { shop: 'a' },
	output: { actions: [], labels: [{ label: 'counterfeit', confidence: 'high' }] },
};

const TYPES = ['workflow.succeeded', 'workflow.failed'];

const signed = fc.record({
	body: bodies(RESULT),
	id: fc.constantFrom('msg_1', 'msg_1', 'msg_2', '__proto__', 'x'.repeat(3_000), ''),
	/** Seconds ahead of now. */
	ahead: fc.constantFrom(0, 0, 0, 60 - TOLERANCE, TOLERANCE - 60, -TOLERANCE - 60, TOLERANCE + 60),
	forgery: fc.constantFrom(
		'none',
		'none',
		'none',
		'other secret',
		'other body',
		'no signature',
		'garbage',
		'odd time',
	),
});

it('SafetyKit Trigger: only a signed webhook starts a workflow, whatever else comes', async () => {
	let begun = 0;
	const other = `whsec_${Buffer.from('another secret, of 26 byte').toString('base64')}`;
	await fc.assert(
		fc.asyncProperty(
			fc.array(signed, { minLength: 1, maxLength: MOST_WEBHOOKS }),
			fc.boolean(),
			async (webhooks, atOnce) => {
				const now = Math.floor(Date.now() / 1_000);
				const posted = webhooks.map(({ body, id, ahead, forgery }): Posted => {
					const time = now + ahead;
					const secret = forgery === 'other secret' ? other : SECRET;
					const of = forgery === 'other body' ? `${body} ` : body;
					const signature = new Webhook(secret).sign(id, new Date(time * 1_000), of);
					return {
						body,
						headers: {
							'webhook-id': id,
							'webhook-timestamp': forgery === 'odd time' ? 'soon' : String(time),
							...(forgery === 'no signature'
								? {}
								: { 'webhook-signature': forgery === 'garbage' ? 'v1,AAAA v2 ,' : signature }),
						},
					};
				});
				const genuine = webhooks.filter(
					({ forgery, ahead, id }) =>
						forgery === 'none' && Math.abs(ahead) <= TOLERANCE && id !== '',
				);
				const node = {
					node: new SafetyKitTrigger(),
					parameters: { triggerOn: TYPES, filters: {} },
					credentials: safetyKit.credential({}),
				};
				await withHost(node, async (n8n) => {
					await post(n8n, posted, atOnce, [SECRET]);
					const started = n8n.started.flat().map(({ json }) => json);
					const ids = genuine.map(({ id }) => id);
					begun += started.length;
					expect(started.filter(({ eventId }) => !ids.some((id) => id === eventId))).toEqual([]);
					expect(started.length).toBeLessThanOrEqual(atOnce ? ids.length : new Set(ids).size);
					expect(started.filter(({ type }) => !TYPES.some((one) => one === type))).toEqual([]);
				});
			},
		),
		RUNS,
	);
	// Otherwise it would show nothing about what is refused.
	expect(begun).toBeGreaterThan(0);
});

/** What a body says of an incident beside its ID is not believed. */
const CLAIMED = { incident_id: 'ID', status: 'created', subject: { name: 'Mallory' } };

describe('Sety Webhook Trigger', () => {
	let id: string;

	beforeEach(async () => {
		await sety.sandbox.control.sety.changeKey(TEST_KEY, { plan: 'unlimited' });
		[id = ''] = await sety.sandbox.control.sety.createIncidents({ count: 1 });
	});

	it('reads, believes nothing, and starts for an incident that there is', async () => {
		let begun = 0;
		const sent = fc.record({
			body: bodies({ event: 'incident.updated', data: { incident: CLAIMED } }),
			isKnown: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(sent, { minLength: 1, maxLength: MOST_WEBHOOKS }),
				fc.boolean(),
				async (webhooks, atOnce) => {
					const posted = webhooks.map(
						({ body, isKnown }): Posted => ({
							body: body.replaceAll('"ID"', JSON.stringify(isKnown ? id : 'inc_0000000000000000')),
							headers: {},
						}),
					);
					const credentials = sety.credential({});
					const node = {
						node: new SetyWebhookTrigger(),
						parameters: { triggerOn: ['incidentCreated', 'incidentStatusChanged'] },
						credentials,
						// Long ago: in the minute after an activation, the trigger drops no repeats.
						stored: { 'node:Trigger Under Test': { version: 1, activated: 1 } },
					};
					await sety.sandbox.control.clearReceived();
					await withHost(node, async (n8n) => {
						await post(n8n, posted, atOnce, [TEST_KEY]);
						// The trigger answers first and reads then.
						await n8n.settled();
						const started = n8n.started.flat().map(({ json }) => json);
						begun += started.length;
						const other = started.filter(
							({ incident: found }) => (found as IDataObject).incident_id !== id,
						);
						expect(other).toEqual([]);
						expect(JSON.stringify(started)).not.toContain('Mallory');
						expect(started.length).toBeLessThanOrEqual(atOnce ? webhooks.length : 1);
					});
					const calls = (await sety.sandbox.control.received()).map(
						({ method, path }) => `${method} ${path}`,
					);
					expect(calls.filter((call) => !/^GET \/incidents\/[\w-]+$/.test(call))).toEqual([]);
				},
			),
			RUNS,
		);
		expect(begun).toBeGreaterThan(0);
	});
});
