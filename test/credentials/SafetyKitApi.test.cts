import '../engine/environment.cts';

import type { ICredentialDataDecryptedObject, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { runNode } from '../engine/runNode.cts';
import { safetyKitBench } from '../engine/safetyKit.cts';

const safetyKit = safetyKitBench();
const safetyKitApi = new SafetyKitApi();

/** n8n tests a credential with a declarative node of one property that makes its test request. */
const tester: INodeType = {
	description: {
		displayName: 'Tester',
		name: 'tester',
		group: ['input'],
		version: 1,
		description: 'Makes the test request of a credential',
		defaults: { name: 'Tester' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'safetyKitApi', required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				routing: { request: safetyKitApi.test.request },
				default: '',
			},
		],
	},
};

/** What the credential test tells a user: "ok", or the text of the rule for the status. */
async function verdict(credential: ICredentialDataDecryptedObject = {}): Promise<string> {
	const { error } = await runNode({
		node: tester,
		parameters: { temp: '' },
		credentials: safetyKit.credential(credential),
	});
	if (error === undefined) return 'ok';
	const { httpCode } = error as { httpCode?: string };
	const rule = safetyKitApi.test.rules?.find(
		({ properties }) => String(properties.value) === httpCode,
	);
	return rule?.properties.message ?? `no rule for ${httpCode}`;
}

it('accepts a good key by the 404 of a request that does not exist', async () => {
	expect(await verdict()).toBe('ok');
	expect(await safetyKit.sandbox.control.received()).toMatchObject([
		{ method: 'GET', status: 404 },
	]);
});

it('refuses a wrong key', async () => {
	expect(await verdict({ apiKey: 'sk_wrong' })).toMatch(/does not accept this API Key/);
});

it.each<[number, RegExp | string]>([
	[400, 'ok'],
	[422, 'ok'],
	[403, /does not let it read/],
	[405, /not at this Base URL/],
	[429, /too often/],
	[302, 'no rule for 302'],
	[500, 'no rule for 500'],
	[503, 'no rule for 503'],
])('status %d: %s', async (status, expected) => {
	await safetyKit.sandbox.control.addFaults({ kind: 'status', status, times: 'always' });
	const said = await verdict();

	if (typeof expected === 'string') expect(said).toBe(expected);
	else expect(said).toMatch(expected);
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
