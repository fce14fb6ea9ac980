import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { ICredentialsHelper } from 'n8n-workflow';

export interface Credential {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

/**
 * The part of n8n that stores credentials; n8n-core asks for one and brings none. It applies a type's own `authenticate`
 * in the generic form, `={{$credentials.name}}`.
 */
export class TestCredentials extends ICredentialsHelper {
	constructor(private readonly credentials: Record<string, Credential>) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.credentials[name]?.type.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		return this.credentials[name]?.type.properties ?? [];
	}

	async getDecrypted(
		_additionalData: unknown,
		_nodeCredentials: unknown,
		name: string,
	): Promise<ICredentialDataDecryptedObject> {
		return structuredClone(this.credentials[name]?.data ?? {});
	}

	async getCredentials(): Promise<never> {
		throw new Error('Not asked for by the engine in these tests');
	}

	async updateCredentials(): Promise<void> {}

	/** The tokens that n8n has renewed are there for whoever reads the credential from then on. */
	async updateCredentialsOauthTokenData(
		_nodeCredentials: unknown,
		name: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credential = this.credentials[name];
		if (credential === undefined || oauthTokenData === undefined) return;
		credential.data = { ...credential.data, oauthTokenData };
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async authenticate(
		data: ICredentialDataDecryptedObject,
		name: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authenticate = this.credentials[name]?.type.authenticate;
		if (typeof authenticate === 'function') return await authenticate(data, options);
		const headers = { ...options.headers };
		for (const [header, value] of Object.entries(authenticate?.properties.headers ?? {})) {
			headers[header] = String(value as string)
				.replace(/^=/, '')
				.replace(/\{\{\s*\$credentials\.(\w+)(?:\.trim\(\))?\s*\}\}/g, (_text, field: string) =>
					String(data[field] as string).trim(),
				);
		}
		return { ...options, headers };
	}
}
