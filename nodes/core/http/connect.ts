import type { ICredentialDataDecryptedObject, ICredentialsDecrypted } from 'n8n-workflow';

import { systemClock } from '../clock';
import { NodeFault, nodeFaultOf } from '../failures/failures';
import { joinSentences, quoteN8n } from '../failures/text';
import type { CallSettings } from '../run/settings';
import type { Fetch } from './client';
import { httpClient } from './client';
import type { RequestingContext, TransportOptions } from './n8nTransport';
import { cancelSignalOf, n8nTransport } from './n8nTransport';
import { createRateLimiter } from './rateLimiter';

/** A credential as it is for one item, with a way to call the service with it. */
export interface Connection<Client> {
	/** Equal for items whose credential resolves to the same. Holds the key: never to be shown. */
	identity: string;
	clientFor(settings: CallSettings): Client;
}

/** Reads the credential of an item. Throws NodeFault for one that cannot work. */
export type Connect<Client> = (item: number) => Promise<Connection<Client>>;

export interface Service<Client> {
	/** "Sety", for messages. */
	name: string;
	credentialType: string;
	/**
	 * Makes clients from what the credential holds.
	 *
	 * @param fetchFor the way to call the service; calls of one account, such as the same key and address, share a pause
	 * and the limits of endpoints
	 */
	open(
		data: ICredentialDataDecryptedObject,
		fetchFor: (account: string) => Fetch,
	): Connection<Client>['clientFor'];
}

/**
 * Connects a run, or a poll, with a service. An expression can give each item another key, so the credential is read once
 * for each item, and the values that a safeguard saw are those that the requests are sent with.
 */
export function connector<Client>(
	context: RequestingContext,
	{ name, credentialType, open }: Service<Client>,
	options: TransportOptions = {},
): Connect<Client> {
	const credentialOf = credentialReader(context, name, credentialType);
	const connections = new Map<string, Connection<Client>>();
	const fetches = new Map<string, Fetch>();
	return async (item) => {
		const credential = await credentialOf(item);
		const { data = {} } = credential;
		// n8n renews tokens on the way, which does not make it another credential.
		const identity = JSON.stringify({ ...data, oauthTokenData: undefined });
		const known = connections.get(identity);
		if (known !== undefined) return known;
		if (options.renewsToken === true && connections.size > 0) throw differs(name);
		const fetchFor = (account: string): Fetch => {
			const fetch = fetches.get(account) ?? clientOf(context, credential, options);
			fetches.set(account, fetch);
			return fetch;
		};
		const connection = { identity, clientFor: nodeFaultOf(() => open(data, fetchFor)) };
		connections.set(identity, connection);
		return connection;
	};
}

/** n8n itself sends each request with the token of the first item. */
function differs(name: string): NodeFault {
	return new NodeFault(
		`The ${name} OAuth2 credential has different values for this item and for the first item`,
		'n8n uses the token of the first item for all items. Group the items by account with Loop Over Items, or use one node per account. Nothing was sent for this item.',
	);
}

function credentialReader(context: RequestingContext, name: string, type: string) {
	const { id, name: label } = context.getNode().credentials?.[type] ?? {};
	return async (item: number): Promise<ICredentialsDecrypted> => {
		const data = await context.getCredentials(type, item).catch(async (reason: unknown) => {
			const howToGoOn =
				'Choose a credential in the node, or correct the expression in its fields. Nothing was sent.';
			return await Promise.reject(
				new NodeFault(
					`The ${name} credential cannot be read`,
					joinSentences(quoteN8n(reason), howToGoOn),
				),
			);
		});
		return { id: id ?? '', name: label ?? type, type, data };
	};
}

/** The HTTP client of one account in one run of a node, or in one poll: its requests share a rate limiter. */
function clientOf(
	context: RequestingContext,
	credential: ICredentialsDecrypted,
	options: TransportOptions,
): Fetch {
	const signal = cancelSignalOf(context);
	const clock = systemClock;
	const send = n8nTransport(context, credential, options);
	return httpClient({ limiter: createRateLimiter(send, { clock, signal }), clock, signal });
}
