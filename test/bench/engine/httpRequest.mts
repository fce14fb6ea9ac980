import type { INodeParameters } from 'n8n-workflow';

import type { Modules } from './modules.mts';
import type { PlacedNode } from './workflow.mts';

/** The newest version of the node in n8n 2.41. */
const TYPE_VERSION = 4.5;

export interface HttpRequestSettings {
	method: 'GET' | 'POST' | 'PATCH';
	url: string;
	/** The key of the API. */
	bearer: string;
	/** An expression that gives the body as an object, which saves the node from reading text. */
	body?: string;
	/** Items that are sent at once, and the pause between two such groups, in milliseconds. */
	batch?: { size: number; intervalMs: number };
	options?: INodeParameters;
	query?: Record<string, string>;
}

/**
 * n8n's own HTTP Request node as somebody would set it who wants it fast: the response format is given, so that it is
 * not guessed, and the key is in a Header Auth credential, as n8n advises.
 */
export function httpRequest(modules: Modules, settings: HttpRequestSettings): PlacedNode {
	const { method, url, bearer, body, batch, options, query } = settings;
	return {
		type: modules.baseNode('HttpRequest/HttpRequest'),
		typeName: 'n8n-nodes-base.httpRequest',
		typeVersion: TYPE_VERSION,
		credentials: { httpHeaderAuth: { data: { name: 'Authorization', value: `Bearer ${bearer}` } } },
		parameters: {
			method,
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			...(body === undefined ? {} : { sendBody: true, specifyBody: 'json', jsonBody: body }),
			...(query === undefined
				? {}
				: {
						sendQuery: true,
						queryParameters: {
							parameters: Object.entries(query).map(([name, value]) => ({ name, value })),
						},
					}),
			options: {
				response: { response: { responseFormat: 'json' } },
				...(batch === undefined
					? {}
					: { batching: { batch: { batchSize: batch.size, batchInterval: batch.intervalMs } } }),
				...options,
			},
		},
	};
}
