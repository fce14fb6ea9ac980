import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialType, INodeParameters } from 'n8n-workflow';

import type { Credential } from '../../harness/engine/credentials.cts';
import type { TestedService } from '../cases/everyService.cts';
import { everyService } from '../cases/everyService.cts';

/** A kind of credential of which each field that holds a secret holds a canary. */
export interface CanaryCredential {
	title: string;
	service: TestedService;
	/** What chooses the credential in the node and in the trigger. */
	parameters: INodeParameters;
	/** By field; no piece of one stands in anything else. */
	canaries: Readonly<Record<string, string>>;
	credentials(): Record<string, Credential>;
}

const OF_KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	Sety: {
		apiKey: 'sety_test_q7Zk2mWvXp9rTbYc4LdHs8Nf',
		webhookSecret: 'Jx5Gv1BnKq3ZtRwEy7UoMa0P',
	},
	Samsara: { accessToken: 'samsara_api_q7Zk2mWvXp9rTbYc4LdHs8Nf' },
	SafetyKit: {
		apiKey: 'sk_q7Zk2mWvXp9rTbYc4LdHs8Nf',
		webhookSecret: 'whsec_cTdaazJtV3ZYcDlyVGJZYzRMZEhzOE5m',
		previousWebhookSecret: 'whsec_cHJldmlvdXNjVGRhYXpKdFYzWlhjRGx5',
	},
};

const OF_OAUTH2 = {
	access_token: 'access_q7Zk2mWvXp9rTbYc4LdHs8Nf',
	refresh_token: 'refresh_Jx5Gv1BnKq3ZtRwEy7UoMa0P',
	clientSecret: 'secret_Ua6Ke0VhDi8SgOw2FnCz5QlB',
};

/** The credentials of the services, those with a key and those with OAuth2. */
export function canaryCredentials(): CanaryCredential[] {
	return everyService().flatMap((service) => {
		const canaries = OF_KEYS[service.name] ?? {};
		const credentials = () => service.credential({ ...canaries });
		const withKey = { title: service.name, service, parameters: {}, canaries, credentials };
		return [withKey, ...oAuth2Types(service.name).map((type) => withOAuth2(service, type))];
	});
}

function withOAuth2(service: TestedService, type: ICredentialType): CanaryCredential {
	const { clientSecret, ...tokens } = OF_OAUTH2;
	return {
		title: type.displayName,
		service,
		parameters: { authentication: 'oAuth2' },
		canaries: OF_OAUTH2,
		credentials() {
			const [key] = Object.values(service.credential());
			const baseUrl = key?.data.baseUrl;
			if (typeof baseUrl !== 'string') throw new Error('The credential has no Base URL');
			const data = {
				...{ region: 'custom', baseUrl, apiVersion: '', scope: '', authentication: 'header' },
				...{ grantType: 'authorizationCode', clientId: 'app', clientSecret },
				accessTokenUrl: `${baseUrl}/oauth2/token`,
				oauthTokenData: { token_type: 'bearer', ...tokens },
			};
			return { [type.name]: { type, data } };
		},
	};
}

const FOLDER = join(__dirname, '../../credentials');

/** The credential types of a service that extend n8n's OAuth2. */
function oAuth2Types(service: string): ICredentialType[] {
	return readdirSync(FOLDER)
		.filter((file) => file.startsWith(service) && file.endsWith('.credentials.ts'))
		.flatMap((file) =>
			Object.values(
				jest.requireActual<Record<string, new () => ICredentialType>>(join(FOLDER, file)),
			),
		)
		.map((Type) => new Type())
		.filter((type) => type.extends?.includes('oAuth2Api'));
}
