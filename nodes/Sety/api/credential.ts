import { z } from 'zod';

import { InvalidInput } from '../../core/failures/failures';
import { readBaseUrl, requireHttps } from '../../core/http/address';
import type { EndpointOverrides } from './overrides';
import { parseOverrides } from './overrides';

/** The prefix of keys that never dispatch anybody (documented). */
const TEST_KEY_PREFIX = 'sety_test_';

const BASE_URL_HINT =
	'Write it as in https://intel-api.sety.io/v1/external, without "?", "#" and user name.';

/** What the credential says, without the key itself. */
export interface SetyAccount {
	/** Without a slash at the end. */
	baseUrl: string;
	overrides: EndpointOverrides;
	/** False for a live key, and for a key whose prefix is not known: it may dispatch real responders. */
	isTestKey: boolean;
}

const credentialShape = z.object({
	apiKey: z.string().trim().catch(''),
	baseUrl: z.string().trim().catch(''),
	endpointOverrides: z.unknown(),
});

/** Throws InvalidInput for a credential that cannot work. */
export function parseCredential(raw: unknown): SetyAccount & { apiKey: string } {
	const { apiKey, baseUrl, endpointOverrides } = credentialShape.parse(raw);
	if (apiKey === '') {
		throw new InvalidInput(
			'API Key of the Sety credential is empty',
			'Open the credential and paste the key.',
		);
	}
	const account = {
		baseUrl: readBaseUrl(baseUrl, 'Sety', BASE_URL_HINT),
		isTestKey: apiKey.startsWith(TEST_KEY_PREFIX),
	};
	// Whoever reads a live key on its way can send responders. A test key cannot.
	if (!account.isTestKey) {
		requireHttps(account.baseUrl, 'Sety', 'a live key', ', or a test key (sety_test_…)');
	}
	return { ...account, apiKey, overrides: parseOverrides(endpointOverrides, account.baseUrl) };
}
