import axios from 'axios';
import type { INodeType, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { hostWebhook } from '../../../harness/engine/webhook.cts';
import { answer, jsonIn, rawBodyOf, refuseWebhook } from '../../../nodes/core/webhook/request.ts';

/** What the sender gets of a trigger that does this with a webhook, and what n8n starts and writes to its log. */
async function deliver(
	webhook: (context: IWebhookFunctions) => IWebhookResponseData,
	{ body = '{}', keepsRawBody = true } = {},
) {
	const node: INodeType = {
		description: {
			displayName: 'Trigger',
			name: 'trigger',
			group: ['trigger'],
			version: 1,
			description: 'Takes webhooks',
			defaults: { name: 'Trigger' },
			inputs: [],
			outputs: ['main'],
			properties: [],
		},
		async webhook(this: IWebhookFunctions) {
			return webhook(this);
		},
	};
	const n8n = await hostWebhook({ node, parameters: {}, credentials: {}, keepsRawBody });
	try {
		const { status, data } = await axios.post<unknown>(n8n.url, body, {
			proxy: false,
			validateStatus: () => true,
		});
		return { status, data, started: n8n.started, warnings: n8n.warnings };
	} finally {
		await n8n.close();
	}
}

it.each<[string, boolean, string | undefined]>([
	['the bytes of the body', true, '{"a":1}'],
	['nothing where n8n keeps none', false, undefined],
])('reads %s', async (_what, keepsRawBody, expected) => {
	let read: Buffer | undefined;
	const take = (context: IWebhookFunctions) => {
		read = rawBodyOf(context);
		return {};
	};
	await deliver(take, { body: '{"a":1}', keepsRawBody });

	expect(read?.toString()).toBe(expected);
});

it.each<[string, unknown]>([
	['{"name":"ü"}', { name: 'ü' }],
	['[1]', undefined],
	['null', undefined],
	['7', undefined],
	['{"cut', undefined],
	['', undefined],
])('takes of the body %s', (body, expected) => {
	expect(jsonIn(Buffer.from(body))).toEqual(expected);
});

it('answers with a status and a body', async () => {
	const { status, data } = await deliver((context) => {
		answer(context, 202, { ok: true });
		return { noWebhookResponse: true };
	});

	expect([status, data]).toEqual([202, { ok: true }]);
});

it.each([
	[400, 'Bad request'],
	[401, 'Unauthorized'],
	[413, 'Payload too large'],
])('keeps the reason for a %i from the sender', async (status, message) => {
	const refused = await deliver((context) =>
		refuseWebhook(context, status, 'The signature is wrong'),
	);

	expect(refused).toEqual({
		status,
		data: { message },
		started: [],
		warnings: ['The Trigger Under Test refused a webhook: The signature is wrong'],
	});
});
