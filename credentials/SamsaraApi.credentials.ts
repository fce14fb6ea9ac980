import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { trimmed, withBearer } from '../nodes/core/http/authenticate';
import {
	HTTPS_TO_OTHERS,
	meaning,
	noJson,
	outOfOrder,
	redirected,
	rulesOf,
} from '../nodes/core/http/credentialTest';

export class SamsaraApi implements ICredentialType {
	name = 'samsaraApi';

	displayName = 'Samsara API';

	icon: Icon = { light: 'file:../icons/samsara.svg', dark: 'file:../icons/samsara.dark.svg' };

	documentationUrl = 'https://developers.samsara.com/docs/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Made in Samsara under Settings → API Tokens. To update events it needs "Write Safety Events & Scores", for everything else "Read Safety Events & Scores".',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Canada', value: 'ca' },
				{ name: 'Custom', value: 'custom', description: 'A sandbox of the API, or a proxy' },
				{ name: 'EU', value: 'eu' },
				{ name: 'US', value: 'us' },
			],
			default: 'us',
			description:
				"Where your organization's dashboard is. Some Canadian organizations are in the US region.",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			displayOptions: { show: { region: ['custom'] } },
			placeholder: 'e.g. http://127.0.0.1:4010/samsara/us',
			description: 'The address before /safety-events',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2025-10-23',
			description:
				'Sent as X-Samsara-Version to hold the API at that date. Left empty, the version that the token was made with counts.',
		},
	];

	authenticate = async (
		{ accessToken, apiVersion }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> =>
		withBearer(options, accessToken, { 'X-Samsara-Version': trimmed(apiVersion) });

	/** A look at the last minute: needs no more permission than reading safety events, unlike GET /me. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ({ us: "https://api.samsara.com", eu: "https://api.eu.samsara.com", ca: "https://api.ca.samsara.com" })[$credentials.region] || $credentials.baseUrl.trim().replace(/[/]+$/, "")${HTTPS_TO_OTHERS} }}`,
			url: '/safety-events/stream',
			qs: {
				startTime: '={{ new Date(Date.now() - 60000).toISOString() }}',
				endTime: '={{ new Date().toISOString() }}',
			},
			disableFollowRedirect: true,
		},
		rules: rulesOf(
			meaning(
				401,
				'Samsara does not accept this API Token. Copy it again and check Region: a token works in its own region only.',
			),
			meaning(
				403,
				'The token is right, but lacks the permission "Read Safety Events & Scores" (Safety & Cameras). Updating works without it; reading, Confirm and scores do not.',
			),
			...redirected,
			meaning(404, 'Nothing is there at this address. Check Region and Base URL.'),
			meaning(429, "The token is right, but the organization's rate limit is used up right now."),
			...outOfOrder('Samsara'),
			noJson,
		),
	};
}
