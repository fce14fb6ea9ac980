import { z } from 'zod';

import { InvalidInput } from '../../core/failures/failures';
import { readBaseUrl, requireHttps } from '../../core/http/address';

export const CREDENTIAL_TYPE = 'safetyKitApi';

const BASE_URL_HINT = 'Write it as in https://api.safetykit.com, without "?", "#" and user name.';

/** What the credential says. */
export interface SafetyKitAccount {
	apiKey: string;
	/** Without a slash or a version at the end. */
	baseUrl: string;
	/** Signing secrets of webhooks, the present one first; more than one while they are being exchanged. */
	webhookSecrets: string[];
}

/** Every field may be an expression, and that may come to nothing. */
const filledIn = z.string().trim().catch('');

const webhookShape = z.object({
	webhookSecret: filledIn,
	previousWebhookSecret: filledIn,
});
const credentialShape = z.object({ apiKey: filledIn, baseUrl: filledIn });

/**
 * Throws InvalidInput for a credential that cannot work. Of the key no more is checked than that there is one: its
 * length and alphabet are not documented.
 */
export function parseCredential(raw: unknown): SafetyKitAccount {
	const { apiKey, baseUrl } = credentialShape.parse(raw);
	if (apiKey === '') {
		throw new InvalidInput(
			'API Key of the SafetyKit credential is empty',
			'Open the credential and paste the key.',
		);
	}
	const address = readBaseUrl(baseUrl, 'SafetyKit', BASE_URL_HINT);
	requireHttps(address, 'SafetyKit', 'the API Key');
	return {
		apiKey,
		// The documentation writes addresses with the version, and paths are written with it here.
		baseUrl: address.replace(/\/+v1$/, ''),
		webhookSecrets: webhookSecretsIn(raw),
	};
}

/** The signing secrets that the credential has, which may be none: only the trigger needs one. */
export function webhookSecretsIn(raw: unknown): string[] {
	return Object.values(webhookFieldsIn(raw)).filter((secret) => secret !== '');
}

/** The same by the label of their field; '' for one that was left empty. */
export function webhookFieldsIn(
	raw: unknown,
): Record<'Webhook Secret' | 'Previous Webhook Secret', string> {
	const { webhookSecret, previousWebhookSecret } = webhookShape.parse(raw);
	return { 'Webhook Secret': webhookSecret, 'Previous Webhook Secret': previousWebhookSecret };
}
