import type { IHookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../shared/errors/InvalidInput';
import { toNodeError } from '../../shared/errors/toNodeError';
import { CREDENTIAL_TYPE, webhookSecretsIn } from '../api/credential';
import { keyOf } from '../api/webhook/verifyWebhook';

/** Without a usable secret every webhook would be refused, which is better known when the workflow is activated. */
export async function requireSecret(context: IHookFunctions): Promise<void> {
	const secrets = webhookSecretsIn(await context.getCredentials(CREDENTIAL_TYPE));
	if (secrets.length > 0 && secrets.every((secret) => keyOf(secret) !== undefined)) return;
	const problem = new InvalidInput(
		secrets.length === 0
			? 'Webhook Secret of the SafetyKit credential is empty'
			: 'Webhook Secret of the SafetyKit credential is not a signing secret',
		'Add the Production URL of this node as a webhook endpoint in the dashboard of SafetyKit, and copy the signing secret of that endpoint (whsec_…) into the credential.',
	);
	throw toNodeError(context.getNode(), problem, undefined);
}
