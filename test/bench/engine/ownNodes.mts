import type { INodeParameters } from 'n8n-workflow';

import type { SandboxCredentials } from '../../../sandbox/services.cts';
import type { Modules } from './modules.mts';
import type { PlacedNode } from './workflow.mts';

const PACKAGE = 'n8n-nodes-safetyops';

/** Where the sandbox is, and the keys that it takes. */
export interface SandboxAccess {
	origin: string;
	/** The same sandbox over https. */
	httpsOrigin: string;
	credentials: SandboxCredentials;
	/** Of an organization with a rate limit of its own. */
	otherSetyKey: string;
	/** Another organization, with a rate limit of its own. */
	samsaraEu: { baseUrl: string; token: string };
}

/** Places nodes of the package under test into workflows. */
export function ownNodes(modules: Modules, { credentials }: SandboxAccess) {
	const placed = (
		path: string,
		credential: keyof SandboxCredentials,
		parameters: INodeParameters,
		changes: Partial<SandboxCredentials['setyApi']> = {},
	): PlacedNode => {
		const type = modules.ownNode(path);
		const typeName = `${PACKAGE}.${type.description.name}`;
		const credentialType = modules.ownCredential(
			credential.charAt(0).toUpperCase() + credential.slice(1),
		);
		const data = { ...credentials[credential], ...changes };
		return {
			type,
			typeName,
			parameters,
			credentials: { [credential]: { type: credentialType, data } },
		};
	};
	const withToken = (parameters: INodeParameters) => ({
		authentication: 'accessToken',
		...parameters,
	});
	return {
		sety: (parameters: INodeParameters, changes?: Partial<SandboxCredentials['setyApi']>) =>
			placed('Sety/Sety', 'setyApi', parameters, changes),
		setyTrigger: (parameters: INodeParameters, apiKey = credentials.setyApi.apiKey) =>
			placed('Sety/SetyTrigger', 'setyApi', parameters, { apiKey }),
		samsara: (parameters: INodeParameters) =>
			placed('Samsara/Samsara', 'samsaraApi', withToken(parameters)),
		samsaraTrigger: (parameters: INodeParameters) =>
			placed('Samsara/SamsaraTrigger', 'samsaraApi', withToken(parameters)),
		safetyKit: (parameters: INodeParameters) =>
			placed('SafetyKit/SafetyKit', 'safetyKitApi', parameters),
	};
}
