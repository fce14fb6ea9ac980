import { z } from 'zod';

import type { Account, Call, Refused } from '../core/call';
import { InvalidInput } from '../core/failures/failures';
import { readBaseUrl, requireHttps } from '../core/http/address';
import type { Explanation, StatusTexts } from '../core/http/statusTexts';
import { because } from '../core/http/statusTexts';
import type { Client, Opened } from '../core/service';
import { defineService } from '../core/service';

export const CREDENTIAL_TYPE = 'safetyKitApi';

/** A credential, opened for one run. */
export interface SafetyKitAccount extends Account {
	/** The users that the deletion requests of this run are about, by SafetyKit's ID of each request. */
	deletions: Map<unknown, unknown>;
}

/**
 * A call of SafetyKit. No success status, no error body and no rate limit is documented for any of them: every 2xx
 * counts, and operations read answers by what is essential in them.
 */
export interface SafetyKitCall extends Call {
	/** Labels of the parameters that the call is made of, for the text about a refused one. */
	parameters: string;
	/** Those of them that the user can shorten; all of them if left out. */
	longParameters?: string;
}

export type SafetyKitClient = Client<SafetyKitAccount, SafetyKitCall>;

/**
 * Any key or signing secret, also one that is quoted in part, with what stands for the rest of it. `whsec_` is documented
 * (verifying-signatures), `sk_` known from secondary sources; how SafetyKit would shorten what it quotes is assumed.
 */
const KEY_FORMS = [/\bsk_[\w*.•…-]+/g, /\bwhsec_\S+/g];

const BASE_URL_HINT = 'Write it like https://api.safetykit.com, without "?", "#" or a user name.';

/** A field of the credential may be an expression that gives nothing. */
const credentialText = z.string().trim().catch('');

const apiShape = z.object({ apiKey: credentialText, baseUrl: credentialText });
const webhookShape = z.object({
	webhookSecret: credentialText,
	previousWebhookSecret: credentialText,
});

/**
 * Reads the credential. Throws InvalidInput for one that cannot work, and for a key over plain http. The key only has to
 * be there: its length and alphabet are not documented.
 */
export function openSafetyKit(data: unknown): Opened<SafetyKitAccount> {
	const { apiKey, baseUrl: written } = apiShape.parse(data);
	if (apiKey === '') {
		throw new InvalidInput(
			'API Key of the SafetyKit credential is empty',
			'Open the credential, paste the key and press Test.',
		);
	}
	const address = readBaseUrl(written, 'SafetyKit', BASE_URL_HINT);
	requireHttps(address, 'SafetyKit', 'the API Key');
	// The documentation writes addresses with the version; here the paths have it.
	const baseUrl = address.replace(/\/+v1$/, '');
	return {
		account: {
			baseUrl,
			secrets: [apiKey, ...webhookSecretsIn(data), ...KEY_FORMS],
			deletions: new Map(),
		},
		sharedBy: `${baseUrl} ${apiKey}`,
	};
}

/**
 * The signing secrets of the credential, the present one first; two while the user exchanges them, and perhaps none: only
 * the trigger needs one.
 */
export function webhookSecretsIn(data: unknown): string[] {
	return Object.values(webhookFieldsIn(data)).filter((secret) => secret !== '');
}

/** The same by the label of their field; '' for an empty one. */
export function webhookFieldsIn(
	data: unknown,
): Record<'Webhook Secret' | 'Previous Webhook Secret', string> {
	const { webhookSecret, previousWebhookSecret } = webhookShape.parse(data);
	return { 'Webhook Secret': webhookSecret, 'Previous Webhook Secret': previousWebhookSecret };
}

type RefusedCall = Refused<SafetyKitAccount, SafetyKitCall>;

/**
 * What SafetyKit's statuses mean beyond the general text. That 401 and 403 are about keys is inferred from the error
 * classes of its SDKs; no page says so.
 */
const statuses: StatusTexts<RefusedCall> = {
	400: refusedInput,
	422: refusedInput,
	401: ({ says }) => ({
		message: 'SafetyKit does not accept the API Key of this credential',
		howToGoOn: `Open the credential, paste the key of the Team API Keys page again and press Test.${says}`,
	}),
	403: ({ call, says }) => ({
		message: `The API Key of this credential has no permission for "${call.title}"`,
		howToGoOn: `Ask SafetyKit what the key permits, or use another key.${says}`,
	}),
	404: nothingAtPath,
	405: nothingAtPath,
	413: ({ call, says }) => ({
		message: `SafetyKit refused the request for "${call.title}" as too large`,
		howToGoOn: `SafetyKit stored nothing. Shorten ${call.longParameters ?? call.parameters}.${says}`,
	}),
	414: ({ call, says }) => ({
		message: `The address of "${call.title}" is too long for SafetyKit or for a proxy before it`,
		howToGoOn: `Check ${call.parameters}: one of them may hold a long text in place of an ID.${says}`,
	}),
};

function refusedInput({ call, answer }: RefusedCall): Explanation {
	const assumed =
		call.fieldEvidence === 'documented'
			? ''
			: ' SafetyKit does not document all field names of this call. If its answer names another field, send that with Extra Fields.';
	return {
		message: `SafetyKit refused the input of "${call.title}"${because(answer)}`,
		howToGoOn: `Correct the parameter that the message names: ${call.parameters}, or Extra Fields in Options.${assumed}`,
	};
}

function nothingAtPath({ call, says }: RefusedCall): Explanation {
	const namespace = call.path.includes('{namespace}') ? 'Namespace, and ' : '';
	return {
		message: `SafetyKit has nothing at the address of "${call.title}"`,
		howToGoOn: `Check ${namespace}Base URL of the credential: SafetyKit's own is https://api.safetykit.com.${says}`,
	};
}

export const {
	connect,
	operation: safetyKitOperation,
	bulkOperation: safetyKitBulkOperation,
} = defineService<SafetyKitAccount, SafetyKitCall>({
	name: 'SafetyKit',
	// No list in a query is documented; this is the usual form.
	listStyle: 'repeat',
	statuses,
});
