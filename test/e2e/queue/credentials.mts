import type { Credentials } from '../../../demo/examples/exampleFile.mts';
import type { N8nRest } from '../../../demo/n8n/rest.mts';
import {
	FULL_TOKEN,
	SAFETYKIT_KEY,
	SAFETYKIT_WEBHOOK_SECRET,
	TEST_KEY,
	type Sandbox,
} from '../../../demo/sandbox.mts';

/** Saves the credentials that connect the workflows to the sandbox. */
export async function saveCredentials(rest: N8nRest, sandbox: Sandbox): Promise<Credentials> {
	const save = async (type: string, data: Record<string, unknown>) => {
		const name = `${type} of the sandbox`;
		return { [type]: { name, id: await rest.saveCredential({ name, type, data }) } };
	};
	return {
		...(await save('setyApi', {
			apiKey: TEST_KEY,
			baseUrl: sandbox.setyUrl,
			endpointOverrides: '{}',
		})),
		...(await save('samsaraApi', {
			accessToken: FULL_TOKEN,
			region: 'custom',
			baseUrl: sandbox.samsaraUrl,
			apiVersion: '',
		})),
		...(await save('safetyKitApi', {
			apiKey: SAFETYKIT_KEY,
			baseUrl: sandbox.safetyKitUrl,
			webhookSecret: SAFETYKIT_WEBHOOK_SECRET,
			previousWebhookSecret: '',
		})),
	};
}
