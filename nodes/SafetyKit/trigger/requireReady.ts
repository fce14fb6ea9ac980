import type { IHookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../core/failures/failures';
import { toTriggerError } from '../../core/failures/toNodeError';
import { CREDENTIAL_TYPE, webhookFieldsIn } from '../service';
import { keyOf } from './verifyWebhook';
import { webhookFilter } from './form';

/**
 * Checks at activation what would keep every webhook from starting the workflow. Throws n8n's error when there is no usable
 * secret, when a field holds something that cannot be one, or when a mapped setting is empty.
 */
export async function requireReady(context: IHookFunctions): Promise<void> {
	try {
		requireSecret(await context.getCredentials(CREDENTIAL_TYPE));
		webhookFilter(context);
	} catch (reason) {
		throw toTriggerError(context.getNode(), reason);
	}
}

function requireSecret(credential: unknown): void {
	const filled = Object.entries(webhookFieldsIn(credential)).filter(([, secret]) => secret !== '');
	const unusable = filled.find(([, secret]) => keyOf(secret) === undefined);
	if (filled.length > 0 && unusable === undefined) return;
	throw new InvalidInput(
		unusable === undefined
			? 'Webhook Secret of the SafetyKit credential is empty'
			: `${unusable[0]} of the SafetyKit credential is not a signing secret`,
		'Add the Production URL of this node as a webhook endpoint in the dashboard of SafetyKit. Then copy the signing secret of that endpoint (whsec_…) into the credential.',
	);
}
