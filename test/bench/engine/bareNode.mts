import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	IPollFunctions,
} from 'n8n-workflow';

import type { PlacedNode } from './workflow.mts';

/**
 * The least that a node can do in n8n: it reads its parameters and sends with n8n's own helper, without checks, retries and
 * limits. What it takes is what n8n itself takes, below which no node can come.
 */
export function bareNode(
	placed: PlacedNode,
	run: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>,
): PlacedNode {
	return withType(placed, {
		async execute() {
			return [await run(this)];
		},
	});
}

/** The same for a trigger. */
export function bareTrigger(
	placed: PlacedNode,
	run: (context: IPollFunctions) => Promise<INodeExecutionData[]>,
): PlacedNode {
	return withType(placed, {
		async poll() {
			return [await run(this)];
		},
	});
}

/** The node with other methods; its description, and so its parameters and credentials, stay. */
export function withType(placed: PlacedNode, methods: Partial<INodeType>): PlacedNode {
	return { ...placed, type: Object.assign(Object.create(placed.type) as INodeType, methods) };
}
