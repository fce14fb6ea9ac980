import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { ICredentialsHelper, UserError } from 'n8n-workflow';

export interface Credential {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
	/** The node names it, and somebody deleted it. */
	missing?: boolean;
}

/** The part of n8n that stores credentials; n8n-core asks for one and brings none. */
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

	/** Resolves the expressions in a credential for the item that it is read for, as n8n does. */
	async getDecrypted(
		...[, , name, mode, executeData, , resolve]: Parameters<ICredentialsHelper['getDecrypted']>
	): Promise<ICredentialDataDecryptedObject> {
		const credential = this.credentials[name];
		if (credential?.missing === true) {
			throw new UserError(`Credential with ID "1" does not exist for type "${name}".`);
		}
		const data = structuredClone(credential?.data ?? {});
		if (resolve === undefined) return data;
		return resolve.workflow.expression.getParameterValue(
			data as INodeParameters,
			resolve.runExecutionData,
			resolve.runIndex,
			resolve.itemIndex,
			resolve.node.name,
			resolve.connectionInputData,
			mode,
			{},
			executeData,
			false,
			data,
		) as ICredentialDataDecryptedObject;
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
		return options;
	}
}
