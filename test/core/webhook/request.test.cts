import type { IWebhookFunctions } from 'n8n-workflow';

import { answer, jsonIn, rawBodyOf, refuseWebhook } from '../../../nodes/core/webhook/request.ts';

/** The context of a request, and what the sender and the log of n8n were told. */
function received(request: object = {}) {
	const told: unknown[] = [];
	const response = {
		status(code: number) {
			told.push(code);
			return response;
		},
		send(body: object) {
			told.push(body);
			return response;
		},
		end: () => void told.push('end'),
	};
	const context = {
		getRequestObject: () => request,
		getResponseObject: () => response,
		getNode: () => ({ name: 'Sety Webhook Trigger' }),
		logger: { warn: (text: string) => void told.push(text) },
	} as unknown as IWebhookFunctions;
	return { context, told };
}

it.each([
	['the bytes of the body', { rawBody: Buffer.from('{}') }, Buffer.from('{}')],
	['nothing where n8n keeps none', {}, undefined],
	['nothing where n8n keeps a text', { rawBody: '{}' }, undefined],
])('reads %s', (_what, request, expected) => {
	expect(rawBodyOf(received(request).context)).toEqual(expected);
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

it('answers with a status and a body, and ends', () => {
	const { context, told } = received();
	answer(context, 202, { ok: true });

	expect(told).toEqual([202, { ok: true }, 'end']);
});

it.each([
	[400, 'Bad request'],
	[401, 'Unauthorized'],
	[413, 'Payload too large'],
])('keeps the reason for a %i from the sender', (status, message) => {
	const { context, told } = received();
	const answered = refuseWebhook(context, status, 'The signature is wrong');

	expect(told).toEqual([
		'The Sety Webhook Trigger refused a webhook: The signature is wrong',
		status,
		{ message },
		'end',
	]);
	// Nothing starts, and n8n sends no answer of its own.
	expect(answered).toEqual({ noWebhookResponse: true });
});
