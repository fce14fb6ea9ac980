import type { INode, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Modules } from './modules.mts';
import type { PlacedNode } from './workflow.mts';
import { additionalDataOf, MEASURED, workflowOf } from './workflow.mts';

/** A polling trigger that is switched on. Its static data lives as long as this does. */
export interface PolledTrigger {
	/** One tick: the items handed over; none when nothing is new. */
	poll(): Promise<INodeExecutionData[]>;
	/** Bytes of JSON that n8n would store. */
	stateBytes(): number;
}

export function polledTrigger({ core, workflow }: Modules, node: PlacedNode): PolledTrigger {
	const built = workflowOf(workflow, node, {});
	const placed = built.getNode(MEASURED) as INode;
	const { type } = node;
	if (!('poll' in type) || type.poll === undefined)
		throw new Error(`${node.typeName} does not poll`);
	const { poll } = type;
	return {
		async poll() {
			const context = new core.PollContext(
				built,
				placed,
				additionalDataOf(core, node.credentials, 'trigger'),
				'trigger',
				'activate',
			);
			// n8n-core's own class says that a workflow may have no name.
			return ((await poll.call(context as IPollFunctions)) ?? []).flat();
		},
		stateBytes: () => Buffer.byteLength(JSON.stringify(built.staticData)),
	};
}
