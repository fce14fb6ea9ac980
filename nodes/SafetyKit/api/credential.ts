import { z } from 'zod';

import { InvalidInput } from '../../shared/errors/InvalidInput';

export const CREDENTIAL_TYPE = 'safetyKitApi';

/** What the credential says. */
export interface SafetyKitAccount {
	apiKey: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** Signing secrets of webhooks, the present one first; more than one while they are being exchanged. */
	webhookSecrets: string[];
}

const webhookShape = z.object({
	webhookSecret: z.string().trim().default(''),
	previousWebhookSecret: z.string().trim().default(''),
});
const credentialShape = z.object({ apiKey: z.string().trim(), baseUrl: z.string() });

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
	return {
		apiKey,
		baseUrl: plainBaseUrl(baseUrl),
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

function plainBaseUrl(written: string): string {
	const trimmed = written.trim().replace(/\/+$/, '');
	const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
	const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
	if (!isHttp || url.search !== '' || url.hash !== '' || url.username !== '') {
		throw new InvalidInput(
			'Base URL of the SafetyKit credential is not a plain web address',
			'Write it as in https://api.safetykit.com, without "?", "#" and user name.',
		);
	}
	return trimmed;
}
