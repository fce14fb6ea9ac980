import type { ICredentialType, IHttpRequestOptions } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import { LIVE_KEY, TEST_KEY } from '../../sandbox/sety/keys.cts';

/** A request as n8n makes it of an HTTP Request node (uri), and of a node with its own (url). */
const requests = (address: string): object[] => [{ uri: address }, { url: address }];

async function send(type: ICredentialType, data: Record<string, string>, request: object) {
	const { authenticate } = type;
	if (typeof authenticate !== 'function') throw new Error(`${type.name} has no function`);
	return await authenticate(data, request as IHttpRequestOptions);
}

const secret = [
	[new SetyApi(), { apiKey: LIVE_KEY }, 'a live key of the Sety'],
	[new SetyApi(), { apiKey: 'of-unknown-kind' }, 'a live key of the Sety'],
	[new SamsaraApi(), { accessToken: 'token' }, 'the token of the Samsara'],
	[new SafetyKitApi(), { apiKey: 'sk_abc' }, 'the API Key of the SafetyKit'],
] as const;

describe.each(secret)('%# HTTP Request with a credential for real', (type, data, named) => {
	it.each([
		...requests('http://api.example.com/v1'),
		...requests(' HTTP://api.example.com/v1'),
		...requests('http:api.example.com'),
		...requests('http://127.0.0.1.example.com/v1'),
		{ url: '/v1', baseURL: 'http://api.example.com' },
	])('is refused: %j', async (request) => {
		await expect(send(type, data, request)).rejects.toMatchObject({
			message: expect.stringMatching(
				new RegExp(
					`^The URL of this request starts with http, so ${named} credential would travel unencrypted. Use https.*Nothing was sent.$`,
				),
			) as unknown,
		});
	});

	it.each([
		...requests('https://api.example.com/v1'),
		...requests('http://127.0.0.1:4010/v1'),
		...requests('http://localhost:4010/v1'),
		{ url: '/v1', baseURL: 'https://api.example.com' },
		{ url: 'https://api.example.com/v1', baseURL: 'http://other.example.com' },
		...requests('not an address'),
		{},
	])('gets its key: %j', async (request) => {
		const { headers } = await send(type, data, request);

		expect(headers).toHaveProperty('Authorization');
	});
});

it('a test key of Sety may travel over http: it dispatches no responder', async () => {
	const request = { uri: 'http://sandbox.example.com/v1' };

	await expect(send(new SetyApi(), { apiKey: ` ${TEST_KEY}` }, request)).resolves.toHaveProperty(
		'headers.Authorization',
		`Bearer ${TEST_KEY}`,
	);
});
