import type { Secret } from '../../shared/errors/redact';
import { InvalidInput } from '../../shared/errors/InvalidInput';
import { filledIn } from '../../shared/http/address';
import type { Fetch, Fetched } from '../../shared/http/client';
import type { Effect } from '../../shared/http/request';
import { merged } from '../../shared/input/merged';
import type { CallSettings } from '../../shared/operation/settings';
import { limitsOf } from '../../shared/operation/settings';
import type { SetyRecord } from './answers';
import type { SetyAccount } from './credential';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';
import { explainStatus } from './explainStatus';
import { resolveEndpoint } from './overrides';

export interface CallInput {
	/** Values for the placeholders of the path. */
	path?: Record<string, string>;
	/** By our names; undefined ones are not sent. */
	fields?: Record<string, unknown>;
}

/** Calls one endpoint. Throws ApiFailure. */
export type Call = (name: EndpointName, input?: CallInput) => Promise<Fetched>;

export interface CallContext {
	account: SetyAccount;
	fetch: Fetch;
	/** Never shown to anybody. */
	secrets: readonly Secret[];
	settings: CallSettings;
}

export function setyCall({ account, fetch, secrets, settings }: CallContext): Call {
	return async (name, { path = {}, fields = {} } = {}) => {
		const called = resolveEndpoint(name, account.overrides);
		const ours = renamed(fields, called.rename);
		refuseOwnPaging(fields, called.rename, settings.extraFields);
		const sent = merged(ours, settings.extraFields);
		const keyField = called.rename.idempotency_key ?? 'idempotency_key';
		const effect = effectOf(name, sent[keyField]);
		const request = {
			method: called.method,
			url: account.baseUrl + filledIn(called.path, path),
			effect,
			...limitsOf(settings),
			...(called.method === 'GET' ? { query: sent } : { body: sent }),
		};
		return await fetch(request, {
			service: 'Sety',
			call: endpoints[name].title,
			secrets,
			explainStatus: (status, answer) => explainStatus(name, called, status, answer),
		});
	};
}

/** Only Create incident knows an idempotency key, in its body (docs.sety.io, Create incident). */
function effectOf(name: EndpointName, key: unknown): Effect {
	const hasKey = typeof key === 'string' && key !== '';
	return name === 'incident.create' && hasKey ? 'safeWrite' : endpoints[name].effect;
}

function renamed(fields: Record<string, unknown>, rename: Readonly<Record<string, string>>) {
	const sent: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(fields)) {
		if (value !== undefined) sent[rename[field] ?? field] = value;
	}
	return sent;
}

/** The node turns the pages itself; a fixed page would give the same one again and again. */
function refuseOwnPaging(
	fields: SetyRecord,
	rename: Readonly<Record<string, string>>,
	extra: SetyRecord,
): void {
	for (const field of ['page', 'limit']) {
		if (fields[field] === undefined || !((rename[field] ?? field) in extra)) continue;
		throw new InvalidInput(
			`Extra Fields sets "${rename[field] ?? field}", which this operation sets itself`,
			'Take it out of Extra Fields, and use Limit or Return All.',
		);
	}
}
