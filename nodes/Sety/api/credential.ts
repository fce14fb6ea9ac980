import { z } from 'zod';

import { InvalidInput } from '../../shared/errors/InvalidInput';
import type { EndpointOverrides } from './overrides';
import { parseOverrides } from './overrides';

/** The prefix of keys that never dispatch anybody (documented). */
const TEST_KEY_PREFIX = 'sety_test_';

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
	return {
		apiKey,
		baseUrl: plainBaseUrl(baseUrl),
		overrides: parseOverrides(endpointOverrides),
		isTestKey: apiKey.startsWith(TEST_KEY_PREFIX),
	};
}

function plainBaseUrl(written: string): string {
	const trimmed = written.replace(/\/+$/, '');
	const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
	const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
	const isPlain = url?.username === '' && url.password === '' && !/[?#]/.test(trimmed);
	if (!isHttp || !isPlain) {
		throw new InvalidInput(
			'Base URL of the Sety credential is not a plain web address',
			'Write it as in https://intel-api.sety.io/v1/external, without "?", "#" and user name.',
		);
	}
	return trimmed;
}
