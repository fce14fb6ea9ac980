import { z } from 'zod';

import { InvalidInput } from '../../core/failures/failures';
import { readBaseUrl, requireHttps } from '../../core/http/address';
import { optional, text } from '../../core/form/schemas';

/** Credential type with a token from the dashboard. */
export const PASTED = 'samsaraApi';
/** Credential type whose token n8n renews: OAuth2. */
export const RENEWED = 'samsaraOAuth2Api';

export type CredentialType = typeof PASTED | typeof RENEWED;

/** Documented: the region of the organization's dashboard decides, not where a vehicle is. */
const HOSTS: ReadonlyMap<string, string> = new Map([
	['us', 'https://api.samsara.com'],
	['eu', 'https://api.eu.samsara.com'],
	['ca', 'https://api.ca.samsara.com'],
]);

const BASE_URL_HINT =
	'Write it as in https://api.samsara.com, without "?", "#" and user name, or choose a region.';

/** What the credential says, without its secrets. */
export interface SamsaraAccount {
	credentialType: CredentialType;
	/** Without a slash at the end. */
	baseUrl: string;
	/** `X-Samsara-Version`; undefined leaves the version to the token. */
	apiVersion: string | undefined;
}

const stored = z.object({
	region: z.string().default('us').catch(''),
	baseUrl: z.string().catch(''),
	apiVersion: optional(text).catch(undefined),
	accessToken: z.string().catch(''),
	clientSecret: z.string().catch(''),
	oauthTokenData: z.record(z.unknown()).catch({}),
	csrfSecret: z.string().catch(''),
});

/** Throws InvalidInput for a credential that cannot work. `secrets` are never to be shown to anybody. */
export function parseCredential(
	credentialType: CredentialType,
	raw: unknown,
): { account: SamsaraAccount; secrets: string[] } {
	const { region, baseUrl, apiVersion, ...keys } = stored.parse(raw);
	if (credentialType === PASTED && keys.accessToken.trim() === '') {
		throw new InvalidInput(
			'API Token of the Samsara credential is empty',
			'Open the credential and paste the token.',
		);
	}
	if (apiVersion !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(apiVersion)) {
		throw new InvalidInput(
			'API Version of the Samsara credential is not a date',
			'Write it as in 2025-10-23, or leave it empty.',
		);
	}
	// The access token, the refresh token and what else n8n keeps of an answer of the token endpoint.
	const tokens = Object.entries(keys.oauthTokenData)
		.filter(([name]) => name !== 'token_type' && /token|secret/i.test(name))
		.map(([, value]) => (typeof value === 'string' ? value : ''));
	return {
		account: {
			credentialType,
			baseUrl: HOSTS.get(region) ?? ownAddress(baseUrl),
			apiVersion,
		},
		secrets: [keys.accessToken, keys.clientSecret, keys.csrfSecret, ...tokens]
			.map((secret) => secret.trim())
			.filter((secret) => secret !== ''),
	};
}

function ownAddress(written: string): string {
	const address = readBaseUrl(written, 'Samsara', BASE_URL_HINT);
	requireHttps(address, 'Samsara', 'the token');
	return address;
}
