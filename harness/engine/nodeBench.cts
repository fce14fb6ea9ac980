import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';

import type { SandboxCredentials } from '../../sandbox/services.cts';
import type { Sandbox } from '../../sandbox/server.cts';
import type { Credential } from './credentials.cts';
import type { NodeResult, NodeRun } from './runNode.cts';
import { runNode } from './runNode.cts';
import { sandboxOfTests } from './sandboxOfTests.cts';

export type BenchRun = Partial<Omit<NodeRun, 'parameters' | 'credentials'>> & {
	/** Fields of the credential that differ from the one that the sandbox takes. */
	credential?: ICredentialDataDecryptedObject;
};

export interface NodeBench {
	readonly sandbox: Sandbox;
	credential(changes?: ICredentialDataDecryptedObject): Record<string, Credential>;
	/** Runs one operation, written `resource.operation`. */
	run(operation: string, parameters: INodeParameters, options?: BenchRun): Promise<NodeResult>;
}

/** A node in the real engine, with a sandbox behind it. Starts and ends with the test file. */
export function nodeBench(
	Node: new () => INodeType,
	Type: new () => ICredentialType,
	fixed: INodeParameters = {},
): NodeBench {
	const sandbox = sandboxOfTests();
	const credential: NodeBench['credential'] = (changes = {}) => {
		const type = new Type();
		const data = sandbox().credentials[type.name as keyof SandboxCredentials];
		return { [type.name]: { type, data: { ...data, ...changes } } };
	};
	return {
		get sandbox() {
			return sandbox();
		},
		credential,
		async run(name, parameters, { credential: changes, ...options } = {}) {
			const [resource = '', operation = ''] = name.split('.');
			return await runNode({
				node: new Node(),
				parameters: { ...fixed, resource, operation, ...parameters },
				credentials: credential(changes),
				...options,
			});
		},
	};
}
