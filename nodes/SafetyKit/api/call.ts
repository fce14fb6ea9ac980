import type { Secret } from '../../core/failures/redact';
import { toQuery } from '../../core/form/query';
import { fillPath } from '../../core/http/address';
import type { Fetch, Fetched } from '../../core/http/client';
import { quotable } from '../../core/http/quote';
import type { Effect } from '../../core/http/request';
import type { CallSettings } from '../../core/run/settings';
import { limitsOf } from '../../core/run/settings';
import type { EndpointName } from './endpoints';
import { endpoints } from './endpoints';
import { explainStatus } from './explainStatus';

export interface CallInput {
	/** Values for the placeholders of the path. */
	path?: Record<string, string>;
	/** Sent as it is: what stands in Extra Fields is already in it. */
	body?: Record<string, unknown> | readonly unknown[];
	query?: Record<string, unknown>;
	/** Where the body makes a repeat safe, as a deduplicating key does. */
	effect?: Effect;
	/** Is given an answer that is not 2xx. Nothing of it may be shown but what `quotable` makes of it. */
	onRefusal?: (body: unknown, quotable: (text: string) => string) => void;
}

/** Calls one endpoint. Throws ApiFailure. */
export type Call = (name: EndpointName, input?: CallInput) => Promise<Fetched>;

export interface CallContext {
	baseUrl: string;
	fetch: Fetch;
	/** Never shown to anybody. */
	secrets: readonly Secret[];
	settings: CallSettings;
}

export function safetyKitCall({ baseUrl, fetch, secrets, settings }: CallContext): Call {
	return async (name, { path = {}, body, query, effect: ofBody, onRefusal } = {}) => {
		const { method, path: template, effect: usual, title } = endpoints[name];
		const effect = ofBody ?? usual;
		const request = {
			method,
			url: baseUrl + fillPath(template, path),
			effect,
			...limitsOf(settings),
		};
		return await fetch(
			{ ...request, body, query: query && toQuery(query, 'repeat') },
			{
				service: 'SafetyKit',
				call: title,
				secrets,
				explainStatus: (status, answer) => explainStatus(name, status, answer),
				onRefusal: (answer) => onRefusal?.(answer, (text) => quotable(text, secrets)),
			},
		);
	};
}
