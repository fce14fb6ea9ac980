import type { Connect } from '../../core/http/connect';
import { connector } from '../../core/http/connect';
import type { RequestingContext } from '../../core/http/n8nTransport';
import { safetyKitCall } from './call';
import type { Deletions, SafetyKitClient } from './client';
import { safetyKitClient } from './client';
import { CREDENTIAL_TYPE, parseCredential } from './credential';

/**
 * Any key or signing secret, also one that is quoted in part, with what stands for the rest of it. `whsec_` is documented
 * (verifying-signatures), `sk_` known from secondary sources; how SafetyKit would shorten what it quotes is assumed.
 */
const KEY_FORMS = [/\bsk_[\w*.•…-]+/g, /\bwhsec_\S+/g];

export function connectSafetyKit(context: RequestingContext): Connect<SafetyKitClient> {
	return connector(context, {
		name: 'SafetyKit',
		credentialType: CREDENTIAL_TYPE,
		open(data, fetchFor) {
			const { apiKey, baseUrl, webhookSecrets } = parseCredential(data);
			const fetch = fetchFor(`${baseUrl} ${apiKey}`);
			const secrets = [apiKey, ...webhookSecrets, ...KEY_FORMS];
			const deletions: Deletions = new Map();
			return (settings) =>
				safetyKitClient(
					safetyKitCall({ baseUrl, fetch, secrets, settings }),
					settings.extraFields,
					deletions,
				);
		},
	});
}
