import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { safetyKitBench } from '../engine/safetyKit.cts';
import { testCredential } from '../engine/testCredential.cts';

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
	[403, /does not let it read/],
	[405, /not at this Base URL/],
	[429, /too often/],
	[302, /^no rule for 302:/],
	[500, /^no rule for 500:/],
	[503, /^no rule for 503:/],
])('status %d: %s', async (status, expected) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status, times: 'always' });

	expect(await verdict()).toMatch(expected);
});

it('accepts a base URL with a slash and white space at its end', async () => {
	expect(await verdict({ baseUrl: `${safetyKit.sandbox.safetyKitUrl}/ ` })).toBe('ok');
});

it('hides every secret in the form', () => {
	for (const name of ['apiKey', 'webhookSecret', 'previousWebhookSecret']) {
		const field = safetyKitApi.properties.find((property) => property.name === name);
		expect(field?.typeOptions).toMatchObject({ password: true });
	}
});
