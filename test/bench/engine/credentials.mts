import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
} from 'n8n-workflow';

export interface Credential {
	/** Absent for types of n8n's own, which their nodes read without the help of n8n. */
	type?: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

export type Credentials = Readonly<Record<string, Credential>>;

/**
 * The part of n8n that stores credentials; n8n-core asks for one and brings none. Nothing here is encrypted, and the
 * generic `authenticate` is filled in without n8n's expressions: the same little for both sides.
 */
export function credentialsHelper(credentials: Credentials) {
	const dataOf = (name: string) => credentials[name]?.data ?? {};
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: (name: string) => credentials[name]?.type?.properties ?? [],
		getDecrypted: async (_additionalData: unknown, _node: unknown, name: string) =>
			structuredClone(dataOf(name)),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		async authenticate(
			data: ICredentialDataDecryptedObject,
			name: string,
			options: IHttpRequestOptions,
		): Promise<IHttpRequestOptions> {
			const authenticate = credentials[name]?.type?.authenticate;
			if (typeof authenticate === 'function') return await authenticate(data, options);
			const headers = { ...options.headers };
			for (const [header, value] of Object.entries(authenticate?.properties.headers ?? {})) {
				headers[header] = (value as string).replace(
					/^=|\{\{\s*\$credentials\.(\w+)(?:\.trim\(\))?\s*\}\}/g,
					(_text, field?: string) => (field === undefined ? '' : (data[field] as string).trim()),
				);
			}
			return { ...options, headers };
		},
	};
}
