import { n8nClient } from '../../shared/http/n8nClient';
import type { RequestingContext } from '../../shared/http/n8nTransport';
import type { CallSettings } from '../../shared/operation/settings';
import { safetyKitCall } from './call';
import type { Deletions, SafetyKitClient } from './client';
import { safetyKitClient } from './client';
import { CREDENTIAL_TYPE, parseCredential } from './credential';

/**
 * Any key or signing secret, also one that is quoted in part, with what stands for the rest of it. `whsec_` is documented
 * (verifying-signatures), `sk_` known from secondary sources; how SafetyKit would shorten what it quotes is assumed.
 */
const KEY_FORMS = [/\bsk_[\w*.•…-]+/g, /\bwhsec_\S+/g];

/** Reads the credential once. Throws InvalidInput when it cannot work. */
export async function connectSafetyKit(
	context: RequestingContext,
): Promise<(settings: CallSettings) => SafetyKitClient> {
	const { apiKey, baseUrl, webhookSecrets } = parseCredential(
		await context.getCredentials(CREDENTIAL_TYPE),
	);
	const fetch = n8nClient(context, CREDENTIAL_TYPE);
	const secrets = [apiKey, ...webhookSecrets, ...KEY_FORMS];
	const deletions: Deletions = new Map();
	return (settings) =>
		safetyKitClient(
			safetyKitCall({ baseUrl, fetch, secrets, settings }),
			settings.extraFields,
			deletions,
		);
}
