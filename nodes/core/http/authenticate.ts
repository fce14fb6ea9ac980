import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/** The Accept that n8n's HTTP Request node fills in: JSON, or a web page just as well (n8n 2.41.1). */
const ACCEPT_OF_HTTP_REQUEST = /^application\/json,text\//;

/**
 * Puts the key of a credential, and further headers, into a request. A request of n8n's HTTP Request node gets the headers
 * that the nodes send. A function and no expression: n8n keeps one place for expressions per workflow, and triggers that
 * poll at the same time take it from each other (n8n 2.41.1).
 *
 * @param further headers that count only where the request has none of that name
 */
export function withBearer(
	options: IHttpRequestOptions,
	key: ICredentialDataDecryptedObject[string] | undefined,
	further: Readonly<Record<string, string>> = {},
): IHttpRequestOptions {
	const given = options.headers ?? {};
	const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
	const others = Object.entries(given)
		.filter(([name]) => name.toLowerCase() !== 'authorization')
		.map(([name, value]) => [name, name.toLowerCase() === 'accept' ? jsonOnly(value) : value]);
	const missing = Object.entries(further).filter(
		([name, value]) => value !== '' && !names.has(name.toLowerCase()),
	);
	const headers = Object.fromEntries([
		...others,
		...missing,
		['Authorization', `Bearer ${trimmed(key)}`],
	]) as NonNullable<IHttpRequestOptions['headers']>;
	return { ...options, headers };
}

/** What the user accepts, unchanged; JSON alone where HTTP Request fills in its own list. */
function jsonOnly(accept: unknown): unknown {
	return ACCEPT_OF_HTTP_REQUEST.test(String(accept)) ? 'application/json' : accept;
}

/** A field of a credential as text; '' for what an expression left empty. */
export function trimmed(value: ICredentialDataDecryptedObject[string] | undefined): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
