import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import type { Sandbox } from '../../sandbox/server.cts';
import { SAFETYKIT_KEY, SAFETYKIT_WEBHOOK_SECRET } from '../../sandbox/safetykit/service.cts';
import type { Credential } from './credentials.cts';
import type { NodeResult, NodeRun } from './runNode.cts';
import { runNode } from './runNode.cts';
import { sandboxOfTests } from './sandboxOfTests.cts';

export type SafetyKitRun = Partial<Omit<NodeRun, 'parameters' | 'credentials'>> & {
	/** Fields of the credential that differ from the sandbox's. */
	credential?: ICredentialDataDecryptedObject;
};

export interface SafetyKitBench {
	readonly sandbox: Sandbox;
	credential(changes?: ICredentialDataDecryptedObject): Record<string, Credential>;
	/** Runs one operation, written `resource.operation`. */
	run(operation: string, parameters: INodeParameters, options?: SafetyKitRun): Promise<NodeResult>;
	/** Sends items as events, in the Map From Item mode. */
	sendBatch(
		items: IDataObject[],
		options?: INodeParameters,
		run?: SafetyKitRun,
	): Promise<NodeResult>;
	/** Bodies of the requests that came to an events endpoint. */
	eventBodies(): Promise<unknown[]>;
}

/** A SafetyKit node in the real engine, with a sandbox behind it. Starts and ends with the test file. */
export function safetyKitBench(): SafetyKitBench {
	const sandbox = sandboxOfTests();
	const bench: SafetyKitBench = {
		get sandbox() {
			return sandbox();
		},
		credential: (changes = {}) => ({
			safetyKitApi: {
				type: new SafetyKitApi(),
				data: {
					apiKey: SAFETYKIT_KEY,
					baseUrl: bench.sandbox.safetyKitUrl,
					webhookSecret: SAFETYKIT_WEBHOOK_SECRET,
					previousWebhookSecret: '',
					...changes,
				},
			},
		}),
		async run(name, parameters, { credential, ...options } = {}) {
			const [resource = '', operation = ''] = name.split('.');
			return await runNode({
				node: new SafetyKit(),
				parameters: { resource, operation, ...parameters },
				credentials: bench.credential(credential),
				...options,
			});
		},
		sendBatch: async (items, options = {}, run = {}) =>
			await bench.run(
				'event.sendBatch',
				{ inputMode: 'mapFromItem', options },
				{ input: [items], ...run },
			),
		async eventBodies() {
			const received = await bench.sandbox.control.received();
			return received.filter(({ path }) => path.endsWith('/events')).map(({ body }) => body);
		},
	};
	return bench;
}

/** An event that is right, with a number in it to tell it from others. */
export const contact = (number: number, changes: IDataObject = {}): IDataObject => ({
	type: 'user_contact',
	event_name: 'message_sent',
	user_id: `user_${number}`,
	target_user_id: 'user_456',
	timestamp: '2026-05-21T00:15:15.000Z',
	...changes,
});
