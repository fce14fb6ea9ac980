import { z } from 'zod';

import { InvalidInput } from '../core/failures/failures';
import type { FormItem, FormOf } from '../core/form/field';
import { readBaseUrl, requireHttps } from '../core/http/address';
import type { Explanation, StatusTexts } from '../core/http/statusTexts';
import { because } from '../core/http/statusTexts';
import type { Effect } from '../core/http/request';
import type { ItemContext } from '../core/operation';
import type { Account, Call, Refused } from '../core/call';
import type { Client, Opened, OperationDefinition, OwnCall } from '../core/service';
import { defineService } from '../core/service';
import type { EndpointOverrides, SetyCall } from './call';
import { refuseOwnFields, resolveCall } from './call';
import { parseOverrides, refuseForeignWrite } from './overrides';

/** What the Sety credential says. */
export interface SetyAccount extends Account {
	/** False for a live key, and for a key whose prefix is not known: it may dispatch real responders. */
	isTestKey: boolean;
	overrides: EndpointOverrides;
	/** What a delivery to the Sety Webhook Trigger has to carry; empty when none has to. */
	webhookSecret: string;
	/** All calls of the service, by which an override is known to carry out another one. */
	calls: readonly SetyCall[];
}

export type SetyClient = Client<SetyAccount>;

/** The prefix of keys that never dispatch responders (documented). */
const TEST_KEY_PREFIX = 'sety_test_';
/** Any key, also one that a service quotes in part. */
const KEY_FORM = /sety_(?:live|test)_\w+/g;

const BASE_URL_HINT =
	'Enter an address such as https://intel-api.sety.io/v1/external, without "?", "#" and user name.';

const credential = z.object({
	apiKey: z.string().trim().catch(''),
	baseUrl: z.string().trim().catch(''),
	endpointOverrides: z.unknown(),
	webhookSecret: z.string().trim().catch(''),
});

/**
 * Reads the credential. Throws InvalidInput for one that cannot work, and for a live key over plain http: somebody who
 * reads it on its way can send responders.
 */
export function openSety(data: unknown, calls: readonly SetyCall[]): Opened<SetyAccount> {
	const { apiKey, baseUrl: written, endpointOverrides, webhookSecret } = credential.parse(data);
	if (apiKey === '') {
		throw new InvalidInput(
			'API Key of the Sety credential is empty',
			'Open the credential and paste the key.',
		);
	}
	const baseUrl = readBaseUrl(written, 'Sety', BASE_URL_HINT);
	const isTestKey = apiKey.startsWith(TEST_KEY_PREFIX);
	if (!isTestKey) requireHttps(baseUrl, 'Sety', 'a live key', ', or a test key (sety_test_…)');
	const secrets = [apiKey, KEY_FORM, ...(webhookSecret === '' ? [] : [webhookSecret])];
	const overrides = parseOverrides(endpointOverrides, calls, baseUrl);
	return {
		account: { baseUrl, isTestKey, overrides, calls, webhookSecret, secrets },
		sharedBy: `${baseUrl} ${apiKey}`,
	};
}

/** What Sety's statuses mean beyond the general text (docs.sety.io, developer API reference). */
const statuses: StatusTexts<Refused<SetyAccount>> = {
	400: refusedField,
	422: refusedField,
	401: ({ says }) => ({
		message: 'Sety does not accept the API Key of this credential',
		howToGoOn: `Open the credential, paste the key again (sety_live_… or sety_test_…) and press Test.${says}`,
	}),
	402: ({ says }) => ({
		message: 'The Sety plan of this key has no API access, or its subscription is suspended',
		howToGoOn: `Check plan and billing in Sety's dashboard.${says}`,
	}),
	403: ({ call, says }) => ({
		message: `The API Key of this credential lacks the scope for "${call.title}"`,
		howToGoOn: `Give the key that scope in Sety's dashboard, or use another key.${says}`,
	}),
	404: notFound,
	405: nothingAtPath,
};

const sety = defineService<SetyAccount>({
	name: 'Sety',
	// No list in a query is documented; this is the usual form.
	listStyle: 'repeat',
	resolve: (call, { overrides }) => resolveCall(call, overrides),
	refuse(call, account, { path, extraFields }) {
		refuseForeignWrite(call, account, path);
		refuseOwnFields(call, account, extraFields);
	},
	statuses,
});

export const { connect } = sety;

interface SetyOperation<Fields extends readonly FormItem[], E extends Effect, Options, Form, Input>
	extends OperationDefinition<SetyAccount, Call, Fields, Options, Form, Input> {
	call: OwnCall<Call> & { effect: E };
	/** Refuses what would send responders, or call them off, by accident. Throws InvalidInput. */
	safeguard?: ((input: Input, context: ItemContext<SetyClient>) => void) | 'none';
}

/** A write that does not say how it is safeguarded does not compile. */
type Safeguarded<E extends Effect> = E extends 'read' ? unknown : { safeguard: unknown };

/** An operation of the Sety node: any file *.operation.ts below this folder shows what one looks like. */
export function setyOperation<
	const Fields extends readonly FormItem[],
	const E extends Effect,
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(definition: SetyOperation<Fields, E, Options, Form, Input> & Safeguarded<E>) {
	const { safeguard } = definition;
	const hasSafeguard = typeof safeguard === 'function';
	const operation = sety.operation<Fields, Options, Form, Input>({
		...definition,
		...(hasSafeguard ? { check: safeguard } : {}),
	});
	const call: SetyCall = { ...operation.call, hasSafeguard };
	return { ...operation, call };
}

/** The words in which the backend, as far as it is known, answers an unknown address or method. Observed elsewhere. */
const isUnknownAddress = (answer: string) => /^not found\.?$/i.test(answer);

/** "Incident not found": the address is right, the record is not there. */
const isMissingRecord = (answer: string) => /\w not found\.?$/i.test(answer);

function notFound(refused: Refused<SetyAccount>): Explanation | undefined {
	const { call, resolved, answer, says } = refused;
	const hasId = resolved.path.includes('{');
	if (hasId && isMissingRecord(answer)) {
		return {
			message: `Sety has no such ${isOfIncident(resolved.path) ? 'incident' : 'record'} for "${call.title}"`,
			howToGoOn: `Check the ID. It may be mistyped, or the record may belong to another organization.${says}`,
		};
	}
	const atPath = nothingAtPath(refused);
	if (atPath !== undefined) return atPath;
	if (!hasId || isUnknownAddress(answer)) {
		return {
			message: `Sety has nothing at the address of "${call.title}" (${resolved.method} ${resolved.path})`,
			howToGoOn: `Check the Base URL of the credential, including the version in it.${says}`,
		};
	}
	if (!isOfIncident(resolved.path)) return undefined;
	return {
		message: `Sety has no such incident for "${call.title}"`,
		howToGoOn: `Check Incident. The ID may be mistyped, or the incident may belong to another organization.${says}`,
	};
}

const isOfIncident = (path: string) => path.includes('{incidentId}');

/** A path that an override or an assumption gives may be wrong. */
function nothingAtPath({
	call: { key, title, evidence },
	resolved: { method, path },
	account: { overrides },
	status,
	answer,
	says,
}: Refused<SetyAccount>): Explanation | undefined {
	if (overrides.has(key)) {
		return {
			message: `Sety answered ${status} for "${title}" at ${method} ${path}, the address in Endpoint Overrides`,
			howToGoOn: `Check the ID, and the entry "${key}" in Endpoint Overrides of the credential.${says}`,
		};
	}
	if (evidence !== 'assumed') return undefined;
	const checkId = status === 404 && path.includes('{') && !isUnknownAddress(answer);
	return {
		message: `Sety answered ${status} for "${title}" at ${method} ${path}`,
		howToGoOn: `This path is assumed: Sety's documentation shows the operation by title only. ${checkId ? 'Check the ID first. If it is right, enter' : 'Enter'} the right path in Endpoint Overrides of the credential, for example {"${key}": "/right/path"}, with another method {"${key}": {"path": "/right/path", "method": "${method === 'GET' ? 'POST' : 'PUT'}"}}.${says}`,
	};
}

/** Where names of fields are assumed, the refused one may have another name. */
function refusedField({
	call: { key, title, fields, fieldEvidence },
	resolved: { rename = {} },
	answer,
}: Refused<SetyAccount>): Explanation | undefined {
	if (fieldEvidence === 'documented' || fields.length === 0) return undefined;
	const words = new Set(answer.split(/[\s"'`:,;.()]+/));
	const field = fields.find((one) => words.has(rename[one] ?? one)) ?? fields[0] ?? 'field';
	return {
		message: `Sety refused the input of "${title}"${because(answer)}`,
		howToGoOn: `Correct the parameter that the message names. The field names of this operation are assumed. If Sety uses another name for a field, enter it in Endpoint Overrides of the credential, for example {"${key}": {"rename": {"${field}": "right_name"}}}. If Sety needs a field that the node does not have, send it in Extra Fields.`,
	};
}
