import type { IHookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../shared/errors/InvalidInput';
import { toNodeError } from '../../shared/errors/toNodeError';
import { CREDENTIAL_TYPE, webhookFieldsIn } from '../api/credential';
import { keyOf } from '../api/webhook/verifyWebhook';

/**
 * Without a usable secret every webhook would be refused, which is better known when the workflow is activated. Throws
 * n8n's error when there is none, or when a field holds something that cannot be one.
 */
export async function requireSecret(context: IHookFunctions): Promise<void> {
	const fields = webhookFieldsIn(await context.getCredentials(CREDENTIAL_TYPE));
	const filled = Object.entries(fields).filter(([, secret]) => secret !== '');
	const unusable = filled.find(([, secret]) => keyOf(secret) === undefined);
	if (filled.length > 0 && unusable === undefined) return;
	const problem = new InvalidInput(
		unusable === undefined
			? 'Webhook Secret of the SafetyKit credential is empty'
			: `${unusable[0]} of the SafetyKit credential is not a signing secret`,
		'Add the Production URL of this node as a webhook endpoint in the dashboard of SafetyKit, and copy the signing secret of that endpoint (whsec_…) into the credential.',
	);
	throw toNodeError(context.getNode(), problem, undefined);
}
