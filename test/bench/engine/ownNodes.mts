import type { INodeParameters } from 'n8n-workflow';

import type { Credentials } from './credentials.mts';
import type { Modules } from './modules.mts';
import type { PlacedNode } from './workflow.mts';

const PACKAGE = 'n8n-nodes-safetyops';

/** Where the sandbox is, and the keys that it takes. */
export interface SandboxAccess {
	origin: string;
	sety: { baseUrl: string; key: string; otherOrganizationKey: string };
	samsara: { baseUrl: string; token: string };
	/** Another organization, with a rate limit of its own. */
	samsaraEu: { baseUrl: string; token: string };
	safetyKit: { baseUrl: string; key: string; webhookSecret: string };
}

/** Places nodes of the package under test into workflows. */
export function ownNodes(modules: Modules, access: SandboxAccess) {
	const placed = (
		path: string,
		credential: Credentials,
		parameters: INodeParameters,
	): PlacedNode => {
		const type = modules.ownNode(path);
		const typeName = `${PACKAGE}.${type.description.name}`;
		return { type, typeName, parameters, credentials: credential };
	};
	const { sety, samsara, safetyKit } = access;
	const setyCredential = (apiKey: string): Credentials => ({
		setyApi: {
			type: modules.ownCredential('SetyApi'),
			data: { apiKey, baseUrl: sety.baseUrl, endpointOverrides: '{}' },
		},
	});
	return {
		sety: (parameters: INodeParameters, key = sety.key) =>
			placed('Sety/Sety', setyCredential(key), parameters),
		setyTrigger: (parameters: INodeParameters, key = sety.key) =>
			placed('Sety/SetyTrigger', setyCredential(key), parameters),
		samsara: (parameters: INodeParameters) =>
			placed('Samsara/Samsara', samsaraCredential(), {
				authentication: 'accessToken',
				...parameters,
			}),
		samsaraTrigger: (parameters: INodeParameters) =>
			placed('Samsara/SamsaraTrigger', samsaraCredential(), {
				authentication: 'accessToken',
				...parameters,
			}),
		safetyKit: (parameters: INodeParameters) =>
			placed(
				'SafetyKit/SafetyKit',
				{
					safetyKitApi: {
						type: modules.ownCredential('SafetyKitApi'),
						data: {
							apiKey: safetyKit.key,
							baseUrl: safetyKit.baseUrl,
							webhookSecret: safetyKit.webhookSecret,
							previousWebhookSecret: '',
						},
					},
				},
				parameters,
			),
	};

	function samsaraCredential(): Credentials {
		const { token: accessToken, baseUrl } = samsara;
		return {
			samsaraApi: {
				type: modules.ownCredential('SamsaraApi'),
				data: { accessToken, region: 'custom', baseUrl, apiVersion: '' },
			},
		};
	}
}
