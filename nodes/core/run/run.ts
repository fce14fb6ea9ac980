import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Connect } from '../http/connect';
import type { Caller } from './caller';
import type { Hint } from './hints';
import { idempotencyKey } from './idempotencyKey';

/** What one run of a node has for all its items. */
export interface Run<Client> {
	context: IExecuteFunctions;
	caller: Caller;
	connect: Connect<Client>;
	keyFor: (itemIndex: number) => string;
	hint: Hint;
}

/** What makes the idempotency keys of a run. */
export function keysOf(context: IExecuteFunctions, caller: Caller): Run<unknown>['keyFor'] {
	// n8n gives an id to every execution. Without one a key that nothing repeats is better than one that others share.
	const executionId = context.getExecutionId() || randomUUID();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const { id: nodeId, name: nodeName } = context.getNode();
	const run = {
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id,
		executionId,
		// Older hosts do not have the method.
		begunAt: context.getExecutionContext?.()?.establishedAt,
		nodeId,
		nodeName,
		runIndex: Number($runIndex),
	};
	const inputs = context.getInputData();
	return (itemIndex) => {
		// Two tool calls of an agent can have the same run index. What tells them apart is the item: n8n puts the arguments of
		// the call into it, and its id (n8n-core 2.41.1, requests-response). Retry On Fail repeats the item.
		const discriminator = caller.agent ? inputs[itemIndex]?.json : undefined;
		return idempotencyKey({ ...run, itemIndex, discriminator });
	};
}
