import {
	SAFETYKIT_BASE_PATH,
	SAFETYKIT_KEY,
	SAFETYKIT_WEBHOOK_SECRET,
} from './safetykit/service.cts';
import { basePathOf } from './samsara/region.cts';
import { FULL_TOKEN } from './samsara/tokens.cts';
import { TEST_KEY } from './sety/keys.cts';
import { SETY_BASE_PATH } from './sety/service.cts';

export type SandboxCredentials = ReturnType<typeof credentialsAt>;

/** What a credential of each type of the nodes holds to reach a sandbox. Samsara stands for the US region. */
export const credentialsAt = (origin: string) => ({
	setyApi: {
		apiKey: TEST_KEY,
		baseUrl: `${origin}${SETY_BASE_PATH}`,
		endpointOverrides: '{}',
	},
	samsaraApi: {
		accessToken: FULL_TOKEN,
		region: 'custom',
		baseUrl: `${origin}${basePathOf('us')}`,
		apiVersion: '',
	},
	safetyKitApi: {
		apiKey: SAFETYKIT_KEY,
		baseUrl: `${origin}${SAFETYKIT_BASE_PATH}`,
		webhookSecret: SAFETYKIT_WEBHOOK_SECRET,
		previousWebhookSecret: '',
	},
});
