import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

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
 * The test asks for a request that does not exist. 404 is what a good key is expected to get; 400 and 422 would be about
 * the form of the ID, which is looked at after the key. All other refusals end the test without success.
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
			description: 'From the Team API Keys page of the dashboard',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.safetykit.com',
			required: true,
			description:
				'Change it only for a local stand-in of the API. It counts without the /v1 of the documentation, which may stand at its end.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the SafetyKit Trigger: the signing secret (whsec_…) of the webhook endpoint in the dashboard',
		},
		{
			displayName: 'Previous Webhook Secret',
			name: 'previousWebhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Accepted as well while you exchange the secret. Empty it afterwards.',
		},
	];

	authenticate = async (
		{ apiKey }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => withBearer(options, apiKey);

	/**
	 * SafetyKit has no call that only says whether a key is right. This one reads and changes nothing. That a wrong key
	 * is answered 401 or 403, and an unknown request 404, is read off the error classes of its SDKs.
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
			meaning(401, 'SafetyKit does not accept this API Key. Copy it again from the dashboard.'),
			meaning(403, 'SafetyKit knows this API Key, but does not let it read the Data API.'),
			...redirected,
			meaning(405, 'The API is not at this Base URL. Check the address.'),
			meaning(429, 'SafetyKit is being asked too often at the moment. Try again in a minute.'),
			...outOfOrder('SafetyKit'),
			noJson,
		),
	};
}
