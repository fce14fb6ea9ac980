import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { HTTPS_TO_OTHERS } from '../nodes/core/http/credentialTest';

/** The host of the chosen region. Canada's OAuth2 addresses are assumed to follow the pattern of the other two. */
const HOST = `({ us: "https://api.samsara.com", eu: "https://api.eu.samsara.com", ca: "https://api.ca.samsara.com" })[$self["region"]] || $self["baseUrl"].trim().replace(/[/]+$/, "")${HTTPS_TO_OTHERS}`;

export class SamsaraOAuth2Api implements ICredentialType {
	name = 'samsaraOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Samsara OAuth2 API';

	icon: Icon = { light: 'file:../icons/samsara.svg', dark: 'file:../icons/samsara.dark.svg' };

	documentationUrl = 'https://developers.samsara.com/docs/oauth-20';

	properties: INodeProperties[] = [
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
			description: 'The region of your organization. An app is registered in one region.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			displayOptions: { show: { region: ['custom'] } },
			placeholder: 'e.g. http://127.0.0.1:4010/samsara/us',
			description: 'The address before /oauth2/authorize and /safety-events',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2025-10-23',
			description:
				'Sent as X-Samsara-Version to hold the API at that date. If empty, the newest version applies. The HTTP Request node does not send it with OAuth2: add the header there.',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `={{ (${HOST}) + "/oauth2/authorize" }}`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ (${HOST}) + "/oauth2/token" }}`,
		},
		// Permissions are fixed on the app; the vendor's samples send no scope.
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		// The token call identifies the app by HTTP Basic (documented).
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];
}
