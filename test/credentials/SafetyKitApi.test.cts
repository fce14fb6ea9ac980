import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { contact, safetyKitBench } from '../../harness/engine/safetyKit.cts';
import { testCredential } from '../../harness/engine/testCredential.cts';
import type { FaultOrder } from '../../sandbox/faults.cts';

const safetyKit = safetyKitBench();
const safetyKitApi = new SafetyKitApi();

const verdict = async (credential: ICredentialDataDecryptedObject = {}) =>
	await testCredential(safetyKit.credential(credential));

it('accepts a good key by the 404 of a request that does not exist', async () => {
	expect(await verdict()).toBe('ok');
	expect(await safetyKit.sandbox.control.received()).toMatchObject([
		{ method: 'GET', status: 404 },
	]);
});

it('refuses a wrong key', async () => {
	expect(await verdict({ apiKey: 'sk_wrong' })).toMatch(/does not accept this API Key/);
});

it.each<[number, RegExp]>([
	[400, /^ok$/],
	[422, /^ok$/],
	[403, /no permission for the Data API/],
	[405, /not the address of the API/],
	[429, /rate limit of SafetyKit is used up/],
	[302, /redirects to another address/],
	[500, /internal fault/],
	[503, /not available/],
	[418, /^no rule for 418:/],
])('status %d: %s', async (status, expected) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status, times: 'always' });

	expect(await verdict()).toMatch(expected);
});

it.each<FaultOrder>([
	{ kind: 'html' },
	{ kind: 'noContent' },
	{ kind: 'status', status: 404, body: '<h1>Not Found</h1>' },
	{ kind: 'status', status: 404, body: '' },
])('refuses an address at which something else than an API answers: %j', async (fault) => {
	await safetyKit.sandbox.control.addFaults(fault);

	expect(await verdict()).toMatch(/answers at this Base URL, not the API/);
});

describe.each(['', '/', '/ ', '/v1', '/v1/', '//v1//'])('a base URL that ends in "%s"', (end) => {
	const baseUrl = () => `${safetyKit.sandbox.credentials.safetyKitApi.baseUrl}${end}`;

	it('leads the test and the node to the same place', async () => {
		const credential = { baseUrl: baseUrl() };
		const { error } = await safetyKit.sendBatch([contact(1)], {}, { credential });

		expect(await verdict(credential)).toBe('ok');
		expect(error).toBeUndefined();
	});

	it('hides no wrong key', async () => {
		const credential = { apiKey: 'sk_wrong', baseUrl: baseUrl() };

		expect(await verdict(credential)).toMatch(/does not accept this API Key/);
	});
});

it('hides every secret in the form', () => {
	for (const name of ['apiKey', 'webhookSecret', 'previousWebhookSecret']) {
		const field = safetyKitApi.properties.find((property) => property.name === name);
		expect(field?.typeOptions).toMatchObject({ password: true });
	}
});
