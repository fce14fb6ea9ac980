import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { requireHttpsOf } from '../nodes/core/http/address';
import { withBearer } from '../nodes/core/http/authenticate';
import {
	HTTPS_TO_OTHERS,
	meaning,
	noJson,
	outOfOrder,
	redirected,
	rulesOf,
} from '../nodes/core/http/credentialTest';

/**
 * The test reads a request that does not exist. A good key should get 404; 400 and 422 would be about the form of the ID,
 * which SafetyKit checks after the key. Every other refusal fails the test.
 */
const WITH_A_GOOD_KEY = [400, 404, 422];
const OTHERWISE = Array.from({ length: 300 }, (_none, index) => 300 + index).filter(
	(status) => !WITH_A_GOOD_KEY.includes(status),
);

export class SafetyKitApi implements ICredentialType {
	name = 'safetyKitApi';

	displayName = 'SafetyKit API';

	icon: Icon = { light: 'file:../icons/safetykit.svg', dark: 'file:../icons/safetykit.dark.svg' };

	documentationUrl = 'https://docs.safetykit.com/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'A key from Team API Keys in the dashboard of SafetyKit',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.safetykit.com',
			required: true,
			description:
				'The address of the API. Change it only for a sandbox or a proxy. A /v1 at its end makes no difference.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the SafetyKit Trigger only: the signing secret (whsec_…) of the webhook endpoint in the dashboard',
		},
		{
			displayName: 'Previous Webhook Secret',
			name: 'previousWebhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'While you replace the secret, the trigger accepts both. Empty this field afterwards.',
		},
	];

	authenticate = async (
		{ apiKey }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		requireHttpsOf(options, 'SafetyKit', 'the API Key');
		return withBearer(options, apiKey);
	};

	/**
	 * SafetyKit has no call that only checks a key. This one reads, and changes nothing. The error classes of its SDKs
	 * suggest 401 or 403 for a wrong key, and 404 for an unknown request.
	 */
	test: ICredentialTestRequest = {
		request: {
			// As parseCredential reads it.
			baseURL: `={{$credentials.baseUrl.trim().replace(/([/]+v1)?[/]*$/, "")${HTTPS_TO_OTHERS}}}`,
			url: '/v1/data/credential_check/requests/req_00000000000000000000000000',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: OTHERWISE },
		},
		// That SafetyKit answers in JSON is assumed.
		rules: rulesOf(
			meaning(
				401,
				'SafetyKit does not accept this API Key. Copy it again from Team API Keys in the dashboard.',
			),
			meaning(
				403,
				'SafetyKit knows this API Key, but the key has no permission for the Data API. Use another key, or ask SafetyKit for the permission.',
			),
			...redirected,
			meaning(405, 'This Base URL is not the address of the API. Check it.'),
			meaning(429, 'The rate limit of SafetyKit is used up. Try again in a minute.'),
			...outOfOrder('SafetyKit'),
			noJson,
		),
	};
}
