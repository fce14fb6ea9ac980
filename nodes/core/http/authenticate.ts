import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

/**
 * Puts the key of a credential, and further headers, into a request. A function and no expression: n8n keeps one place
 * for expressions per workflow, and triggers that poll at the same time take it from each other (n8n 2.41.1).
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
	const others = Object.entries(given).filter(([name]) => name.toLowerCase() !== 'authorization');
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

/** A field of a credential as text; '' for what an expression left empty. */
export function trimmed(value: ICredentialDataDecryptedObject[string] | undefined): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
