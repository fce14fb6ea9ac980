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
				'Create it in Samsara under Settings → API Tokens. Updates need the permission "Write Safety Events & Scores", everything else "Read Safety Events & Scores", and Download Media also "Read Camera Media". The lists of drivers, vehicles, tags and coaches also need "Read Drivers", "Read Vehicles", "Read Tags" and "Read Users".',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Canada', value: 'ca' },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Your own Base URL, for a proxy or the sandbox',
				},
				{ name: 'EU', value: 'eu' },
				{ name: 'US', value: 'us' },
			],
			default: 'us',
			description:
				"The region of your organization's dashboard. Some Canadian organizations are in the US region.",
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
				'Date of the API version, sent as X-Samsara-Version. If empty, Samsara uses the version of the token.',
		},
	];

	authenticate = async (
		{ accessToken, apiVersion }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		requireHttpsOf(options, 'Samsara', 'the token');
		return withBearer(options, accessToken, { 'X-Samsara-Version': trimmed(apiVersion) });
	};

	/** Reads the events of the last minute: unlike GET /me, it needs only the permission to read safety events. */
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
				'Samsara does not accept this API Token. Copy it again and check Region: a token works only in its own region.',
			),
			meaning(
				403,
				'The token is valid, but lacks the permission "Read Safety Events & Scores" (category Safety & Cameras). Update works without it; reading, Confirm and scores do not.',
			),
			...redirected,
			meaning(404, 'Samsara found nothing at this address. Check Region and Base URL.'),
			meaning(
				429,
				'The token is valid, but your organization has reached its rate limit. Test again in a minute.',
			),
			...outOfOrder('Samsara'),
			noJson,
		),
	};
}
