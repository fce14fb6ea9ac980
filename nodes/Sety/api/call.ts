import type { Secret } from '../../core/failures/redact';
import { InvalidInput } from '../../core/failures/failures';
import { toQuery } from '../../core/form/query';
import { fillPath } from '../../core/http/address';
import type { Fetch, Fetched } from '../../core/http/client';
import { merged } from '../../core/form/merged';
import type { CallSettings } from '../../core/run/settings';
import { limitsOf } from '../../core/run/settings';
import type { SetyRecord } from './answers';
import type { SetyAccount } from './credential';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';
import { explainStatus } from './explainStatus';
import { isKeyName, refuseForeignWrite, resolveEndpoint } from './overrides';

export interface CallInput {
	/** Values for the placeholders of the path. */
	path?: Record<string, string>;
	/** By our names; undefined ones are not sent. */
	fields?: Record<string, unknown>;
}

export interface Called extends Fetched {
	/** What was sent, by the names of the service and with Extra Fields. */
	sent: Record<string, unknown>;
}

/** Calls one endpoint. Throws ApiFailure. */
export type Call = (name: EndpointName, input?: CallInput) => Promise<Called>;

export interface CallContext {
	account: SetyAccount;
	fetch: Fetch;
	/** Never shown to anybody. */
	secrets: readonly Secret[];
	settings: CallSettings;
}

/**
 * Refuses what no call of this endpoint may be: one that carries out another write, and one whose Extra Fields set what
 * the node has to set itself. Throws InvalidInput.
 */
export function checkCall(
	name: EndpointName,
	{ account, settings }: Pick<CallContext, 'account' | 'settings'>,
	path: Record<string, string> = {},
): void {
	const called = resolveEndpoint(name, account.overrides);
	refuseForeignWrite(name, account, fillPath(called.path, path));
	refuseOwnFields(endpoints[name].fields, called.rename, settings.extraFields);
	if (called.method === 'GET') toQuery(settings.extraFields, LIST_STYLE);
}

/** No list is documented; this is the usual form. */
const LIST_STYLE = 'repeat';

export function setyCall({ account, fetch, secrets, settings }: CallContext): Call {
	return async (name, { path = {}, fields = {} } = {}) => {
		checkCall(name, { account, settings }, path);
		const called = resolveEndpoint(name, account.overrides);
		const sent = merged(renamed(fields, called.rename), settings.extraFields);
		const request = {
			method: called.method,
			url: account.baseUrl + fillPath(called.path, path),
			effect: endpoints[name].effect,
			...limitsOf(settings),
			...(called.method === 'GET' ? { query: toQuery(sent, LIST_STYLE) } : { body: sent }),
		};
		const fetched = await fetch(request, {
			service: 'Sety',
			call: endpoints[name].title,
			secrets,
			explainStatus: (status, answer) => explainStatus(name, called, status, answer),
		});
		return { ...fetched, sent };
	};
}

function renamed(fields: Record<string, unknown>, rename: Readonly<Record<string, string>>) {
	const sent: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(fields)) {
		if (value !== undefined) sent[rename[field] ?? field] = value;
	}
	return sent;
}

const KEY_FIELD = 'idempotency_key';

/** Fields that the node has to set itself, and where the user sets them instead. */
const OWN_FIELDS: Readonly<Record<string, string>> = {
	// A fixed page would give the same one again and again.
	page: 'Use Limit or Return All.',
	limit: 'Use Limit or Return All.',
	// Whether a key was given, and for whom it was used, decides what a repeated one means.
	[KEY_FIELD]: 'Use the field Idempotency Key.',
};

function refuseOwnFields(
	fields: readonly string[],
	rename: Readonly<Record<string, string>>,
	extra: SetyRecord,
): void {
	for (const [field, instead] of Object.entries(OWN_FIELDS)) {
		if (!fields.includes(field)) continue;
		const own = rename[field] ?? field;
		const isOwn = (name: string) => name === own || (field === KEY_FIELD && isKeyName(name));
		const taken = Object.keys(extra).find(isOwn);
		if (taken === undefined) continue;
		throw new InvalidInput(
			`Extra Fields sets "${taken}", which this operation sets itself`,
			`Take it out of Extra Fields. ${instead}`,
		);
	}
}
