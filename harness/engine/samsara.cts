import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { SamsaraApi } from '../../credentials/SamsaraApi.credentials.ts';
import { Samsara } from '../../nodes/Samsara/Samsara.node.ts';
import { FULL_TOKEN } from '../../sandbox/samsara/tokens.cts';
import type { Sandbox } from '../../sandbox/server.cts';
import type { Credential } from './credentials.cts';
import type { NodeResult, NodeRun } from './runNode.cts';
import { runNode } from './runNode.cts';
import { sandboxOfTests } from './sandboxOfTests.cts';

export type SamsaraRun = Partial<Omit<NodeRun, 'parameters' | 'credentials'>> & {
	/** Fields of the credential that differ from a full token at the sandbox. */
	credential?: ICredentialDataDecryptedObject;
};

export interface SamsaraBench {
	readonly sandbox: Sandbox;
	credential(changes?: ICredentialDataDecryptedObject): Record<string, Credential>;
	/** Runs one operation, written `resource.operation`. */
	run(operation: string, parameters: INodeParameters, options?: SamsaraRun): Promise<NodeResult>;
}

/** A Samsara node in the real engine, with a sandbox behind it. Starts and ends with the test file. */
export function samsaraBench(): SamsaraBench {
	const sandbox = sandboxOfTests();
	const bench: SamsaraBench = {
		get sandbox() {
			return sandbox();
		},
		credential: (changes = {}) => ({
			samsaraApi: {
				type: new SamsaraApi(),
				data: {
					accessToken: FULL_TOKEN,
					region: 'custom',
					baseUrl: bench.sandbox.samsaraUrl,
					apiVersion: '',
					...changes,
				},
			},
		}),
		async run(name, parameters, { credential, ...options } = {}) {
			const [resource = '', operation = ''] = name.split('.');
			return await runNode({
				node: new Samsara(),
				parameters: { authentication: 'accessToken', resource, operation, ...parameters },
				credentials: bench.credential(credential),
				...options,
			});
		},
	};
	return bench;
}
