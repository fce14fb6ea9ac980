import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Account, Call, Refused } from '../core/call';
import { InvalidInput } from '../core/failures/failures';
import { optional, text } from '../core/form/schemas';
import { readBaseUrl, requireHttps } from '../core/http/address';
import type { CallName } from '../core/http/callFailure';
import type { RequestingContext } from '../core/http/n8nTransport';
import type { Effect, RateLimit } from '../core/http/request';
import type { Explanation, StatusTexts } from '../core/http/statusTexts';
import { because } from '../core/http/statusTexts';
import type { Client, Opened } from '../core/service';
import { defineService } from '../core/service';

/** Which credential the node uses. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'API Token', value: 'accessToken' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
	default: 'accessToken',
};

/** What a Samsara credential says. */
export interface SamsaraAccount extends Account {
	/** Whether n8n renews its token. */
	isOAuth2: boolean;
	/** `X-Samsara-Version`; undefined leaves the version to the token. */
	apiVersion: string | undefined;
}

/**
 * A call of the Samsara API (developers.samsara.com, API version 2025-10-23). Paths, fields, permissions and limits are
 * documented.
 */
export interface SamsaraCall extends Call {
	effect: Exclude<Effect, 'unsafeWrite'>;
	/** The token permission that it needs. */
	permission: string;
	/** The category of the permission, "Safety & Cameras" by default. */
	category?: string;
	/** Counts for the whole organization, over all its tokens. */
	rateLimit: RateLimit;
	/** The parameters that it is made of, by their labels. */
	parameters: string;
	/** Fields that Extra Fields may not set, because the node works with their values. */
	ownFields: readonly string[];
}

export type SamsaraClient = Client<SamsaraAccount, SamsaraCall>;

export const READ_PERMISSION = 'Read Safety Events & Scores';
export const WRITE_PERMISSION = 'Write Safety Events & Scores';
const CATEGORY = 'Safety & Cameras';

/** Calls of one kind under way at once. The rate limiter keeps five a second whatever it is. */
export const CONCURRENT_CALLS = 5;

/** Documented: the region of the organization's dashboard decides, not where a vehicle is. */
const HOSTS: ReadonlyMap<string, string> = new Map([
	['us', 'https://api.samsara.com'],
	['eu', 'https://api.eu.samsara.com'],
	['ca', 'https://api.ca.samsara.com'],
]);

const BASE_URL_HINT =
	'Write it as in https://api.samsara.com, without "?", "#" or user name, or choose a Region.';

/** Any token of the dashboard, also one that is quoted in part (observed form). */
const TOKEN_FORM = /samsara_api_\w+/g;
/**
 * Any run of 24 or more characters of a token (RFC 6750 §2.1) with a letter and a digit, but not a UUID. n8n renews OAuth2
 * tokens during a run, and an answer may quote one that the credential did not hold when the run began.
 */
const RENEWED_TOKEN =
	/(?<![\w.~+/-])(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[.~+/-]*(?![\w.~+/-]))(?=[\w.~+/-]*\d)(?=[\w.~+/-]*[a-z])[\w.~+/-]{24,}/gi;

const stored = z.object({
	region: z.string().default('us').catch(''),
	baseUrl: z.string().catch(''),
	apiVersion: optional(text).catch(undefined),
	accessToken: z.string().catch(''),
	clientSecret: z.string().catch(''),
	oauthTokenData: z.record(z.unknown()).catch({}),
	csrfSecret: z.string().catch(''),
});

/** Reads a credential. Throws InvalidInput for one that cannot work. */
export function openSamsara(data: unknown, isOAuth2: boolean): Opened<SamsaraAccount> {
	const { region, baseUrl: written, apiVersion, ...keys } = stored.parse(data);
	if (!isOAuth2 && keys.accessToken.trim() === '') {
		throw new InvalidInput(
			'API Token of the Samsara credential is empty',
			'Open the credential and paste the token into API Token.',
		);
	}
	if (apiVersion !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(apiVersion)) {
		throw new InvalidInput(
			'API Version of the Samsara credential is not a date',
			'Write it as in 2025-10-23, or leave it empty.',
		);
	}
	const baseUrl = HOSTS.get(region) ?? ownAddress(written);
	// The access token, the refresh token and whatever else n8n keeps of an answer of the token endpoint.
	const tokens = Object.entries(keys.oauthTokenData)
		.filter(([name]) => name !== 'token_type' && /token|secret/i.test(name))
		.map(([, value]) => (typeof value === 'string' ? value : ''));
	const secrets = [keys.accessToken, keys.clientSecret, keys.csrfSecret, ...tokens]
		.map((secret) => secret.trim())
		.filter((secret) => secret !== '');
	return {
		account: {
			baseUrl,
			isOAuth2,
			apiVersion,
			secrets: [...secrets, TOKEN_FORM, ...(isOAuth2 ? [RENEWED_TOKEN] : [])],
		},
		sharedBy: `${baseUrl} ${isOAuth2 ? '' : secrets.join(' ')}`,
	};
}

function ownAddress(written: string): string {
	const address = readBaseUrl(written, 'Samsara', BASE_URL_HINT);
	requireHttps(address, 'Samsara', 'the token');
	return address;
}

type RefusedCall = Refused<SamsaraAccount, SamsaraCall>;

/** What Samsara's statuses mean beyond the general text (developers.samsara.com/docs/response-codes). */
const statuses: StatusTexts<RefusedCall> = {
	400: refusedInput,
	422: refusedInput,
	401({ call: { permission, category = CATEGORY }, account: { isOAuth2 }, says }) {
		const missing = `If both are right, the permission "${permission}" (category ${category}) may be missing: Samsara sometimes answers 401 then.${says}`;
		return isOAuth2
			? {
					message: 'Samsara does not accept the connection of this credential',
					howToGoOn: `Open the credential, check Region and connect it again. ${missing}`,
				}
			: {
					message: 'Samsara does not accept the API Token of this credential',
					howToGoOn: `Open the credential, paste the token again, check Region (a token works only in its own region) and save. ${missing}`,
				};
	},
	403: ({ call: { title, permission, category = CATEGORY }, account: { isOAuth2 }, says }) => ({
		message: `${isOAuth2 ? 'The Samsara app of this credential' : 'The API Token'} has no permission for "${title}": it lacks the permission "${permission}"`,
		howToGoOn: `Give it that permission (category ${category}) in Samsara's settings, or choose another credential. Samsara gives the same answer for a missing license.${says}`,
	}),
	404: nothingAtAddress,
	405: nothingAtAddress,
	413: ({ call, says }) => ({
		message: `Samsara refused the request for "${call.title}" as too large`,
		howToGoOn: `Send fewer IDs or labels at once.${says}`,
	}),
	414: (refused) => addressTooLong(refused),
	431: (refused) => addressTooLong(refused),
};

function refusedInput({ call, answer }: RefusedCall): Explanation {
	return {
		message: `Samsara refused the input of "${call.title}"${because(answer)}`,
		howToGoOn: `Correct the parameter that the message names: ${call.parameters}, or Extra Fields in Options. If Samsara requires a field that this node does not have, add it to Extra Fields.`,
	};
}

function nothingAtAddress({ call, says }: RefusedCall): Explanation {
	return {
		message: `Samsara found nothing at the address of "${call.title}"`,
		howToGoOn: `Check Region or Base URL of the credential.${says}`,
	};
}

/** @param howToGoOn a sentence */
export function addressTooLong(
	{ call, says }: Pick<Refused, 'call' | 'says'>,
	howToGoOn = 'Send fewer IDs at once.',
): Explanation {
	return {
		message: `The address of "${call.title}" is too long for Samsara or a proxy`,
		howToGoOn: `${howToGoOn}${says}`,
	};
}

/** The calls and operations of Samsara: any file *.operation.ts below this folder shows what one looks like. */
export const samsara = defineService<SamsaraAccount, SamsaraCall>({
	name: 'Samsara',
	// Documented: style form, not exploded.
	listStyle: 'comma',
	headers: ({ apiVersion }) =>
		apiVersion === undefined ? undefined : { 'X-Samsara-Version': apiVersion },
	refuse({ ownFields }, _account, { extraFields }) {
		const field = ownFields.find((name) => Object.hasOwn(extraFields, name));
		if (field === undefined) return;
		throw new InvalidInput(
			`Extra Fields contains "${field}", which this operation sets`,
			`Remove it from Extra Fields${field === 'after' ? '' : ' and use the field of the form'}.`,
		);
	},
	statuses,
});

/**
 * Opens the credential of the Samsara nodes.
 *
 * @param chosen the value of the node's parameter Authentication
 */
export function connectSamsara(context: RequestingContext, chosen: unknown) {
	const isOAuth2 = chosen === 'oAuth2';
	return samsara.connect(context, {
		credentialType: isOAuth2 ? 'samsaraOAuth2Api' : 'samsaraApi',
		open: (data) => openSamsara(data, isOAuth2),
		renewsToken: isOAuth2,
	});
}

/** The call as messages name it. */
export function callName({ title: call, effect }: SamsaraCall): CallName {
	return { service: 'Samsara', call, effect };
}
