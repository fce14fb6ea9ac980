import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SafetyKitApi } from '../../credentials/SafetyKitApi.credentials.ts';
import { SafetyKit } from '../../nodes/SafetyKit/SafetyKit.node.ts';
import { nodeBench, type BenchRun, type NodeBench } from './nodeBench.cts';
import type { NodeResult } from './runNode.cts';

export interface SafetyKitBench extends NodeBench {
	/** Sends items as events, in the Map From Item mode. */
	sendBatch(items: IDataObject[], options?: INodeParameters, run?: BenchRun): Promise<NodeResult>;
	/** Bodies of the requests that came to an events endpoint. */
	eventBodies(): Promise<unknown[]>;
}

export function safetyKitBench(): SafetyKitBench {
	const bench = nodeBench(SafetyKit, SafetyKitApi);
	return {
		get sandbox() {
			return bench.sandbox;
		},
		credential: bench.credential,
		run: bench.run,
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
