import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { requireHttpsOf } from '../nodes/core/http/address';
import { trimmed, withBearer } from '../nodes/core/http/authenticate';
import {
	HTTPS_TO_OTHERS,
	followingOverrides,
	meaning,
	noJson,
	outOfOrder,
	redirected,
	rulesOf,
	TEST_MARK,
} from '../nodes/core/http/credentialTest';

/** Creating and cancelling incidents would have these at the end of their address. */
const TESTED_LIST = { key: 'incident.getAll', path: '/incidents', writes: ['incidents', 'cancel'] };

export class SetyApi implements ICredentialType {
	name = 'setyApi';

	displayName = 'Sety API';

	icon: Icon = { light: 'file:../icons/sety.svg', dark: 'file:../icons/sety.dark.svg' };

	documentationUrl = 'https://docs.sety.io/developer-api-reference-2008490m0';

	properties: INodeProperties[] = [
		{
			displayName:
				'A key that begins with sety_live_ sends real responders. Use a sety_test_ key to build and try workflows.',
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'A key that begins with sety_live_ is for production, one that begins with sety_test_ for the sandbox',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://intel-api.sety.io/v1/external',
			required: true,
			description: 'Change it only to use a local sandbox of the API',
		},
		{
			displayName: 'Endpoint Overrides',
			name: 'endpointOverrides',
			type: 'json',
			default: '{}',
			description:
				'Corrects a path, method or field name that this package had to assume, as in {"incident.addNote": {"path": "/incidents/{incidentId}/comments", "rename": {"note": "text"}}}. docs/sety-api.md of this package lists all operations.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the Sety Webhook Trigger only, if Sety can send a secret: the trigger then refuses deliveries that have it in no header and no query parameter. At least 16 characters.',
		},
	];

	authenticate = async (
		{ apiKey, endpointOverrides }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		if (!trimmed(apiKey).startsWith('sety_test_')) {
			requireHttpsOf(options, 'Sety', 'a live key', ', or a test key (sety_test_…)');
		}
		return withBearer(followingOverrides(options, endpointOverrides, TESTED_LIST), apiKey);
	};

	/**
	 * The cheapest call that surely needs a key: whether the health check does is not documented. Its address is that of the
	 * Endpoint Overrides, see followingOverrides.
	 */
	test: ICredentialTestRequest = {
		request: {
			// A test key dispatches no responder, so it may travel unencrypted.
			baseURL: `={{ $credentials.apiKey.trim().startsWith("sety_test_") ? $credentials.baseUrl.trim().replace(/[/]+$/, "") : $credentials.baseUrl.trim().replace(/[/]+$/, "")${HTTPS_TO_OTHERS} }}`,
			url: TESTED_LIST.path,
			headers: { [TEST_MARK]: 'true' },
			qs: { page: 1, limit: 1 },
			disableFollowRedirect: true,
		},
		rules: rulesOf(
			meaning(
				401,
				'Sety does not accept this API Key. Copy it again from the dashboard (sety_live_… or sety_test_…).',
			),
			meaning(
				402,
				'The key is right, but its plan has no API access, or the subscription is suspended. Check plan and billing in Sety.',
			),
			meaning(
				403,
				'The key is right, but lacks the scope to list incidents. Operations within its scopes work, but you cannot choose an incident from a list.',
			),
			...redirected,
			meaning(
				404,
				'There is no API at this Base URL. Check the address, the version in it, and "incident.getAll" in Endpoint Overrides.',
			),
			meaning(405, 'This Base URL is not the address of the API. Check the address.'),
			meaning(429, 'The key is right, but its rate limit is used up. Try again in a minute.'),
			...outOfOrder('Sety'),
			noJson,
		),
	};
}
