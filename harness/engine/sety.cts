import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';

import { SetyApi } from '../../credentials/SetyApi.credentials.ts';
import { Sety } from '../../nodes/Sety/Sety.node.ts';
import type { Sandbox } from '../../sandbox/server.cts';
import { TEST_KEY } from '../../sandbox/sety/keys.cts';
import type { Credential } from './credentials.cts';
import type { NodeResult, NodeRun } from './runNode.cts';
import { runNode } from './runNode.cts';
import { sandboxOfTests } from './sandboxOfTests.cts';

/** For the resource locator of an incident or a visitor. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

export type SetyRun = Partial<Omit<NodeRun, 'node' | 'parameters' | 'credentials'>> & {
	/** Fields of the credential that differ from a test key at the sandbox. */
	credential?: ICredentialDataDecryptedObject;
};

export interface SetyBench {
	readonly sandbox: Sandbox;
	credential(changes?: ICredentialDataDecryptedObject): Record<string, Credential>;
	/** Runs one operation, written `resource.operation`. */
	run(operation: string, parameters: INodeParameters, options?: SetyRun): Promise<NodeResult>;
}

/** A Sety node in the real engine, with a sandbox behind it. Starts and ends with the test file. */
export function setyBench(): SetyBench {
	const sandbox = sandboxOfTests();
	const bench: SetyBench = {
		get sandbox() {
			return sandbox();
		},
		credential: (changes = {}) => ({
			setyApi: {
				type: new SetyApi(),
				data: {
					apiKey: TEST_KEY,
					baseUrl: bench.sandbox.setyUrl,
					endpointOverrides: '{}',
					...changes,
				},
			},
		}),
		async run(name, parameters, { credential, ...options } = {}) {
			const [resource = '', operation = ''] = name.split('.');
			return await runNode({
				node: new Sety(),
				parameters: { resource, operation, ...parameters },
				credentials: bench.credential(credential),
				...options,
			});
		},
	};
	return bench;
}
