import { createHash, randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Caller } from './caller';

/** What identifies one write. n8n repeats all of it when it retries a node, and no other write shares all of it. */
export interface KeyIdentity {
	/** Derived from the encryption key of the n8n instance: execution IDs are small numbers that other instances use too. */
	instanceId: string;
	workflowId: string | undefined;
	executionId: string;
	/** Start of the execution, in epoch milliseconds: a restored database issues the same execution IDs again. */
	startedAt: number | undefined;
	nodeId: string;
	/** Unique in a workflow, as the ID should be; workflows written by hand lack IDs or repeat them. */
	nodeName: string;
	/** How often the node ran before in this execution, as in a loop. */
	runIndex: number;
	itemIndex: number;
	/** Content that distinguishes two items with the same index. */
	discriminator?: unknown;
}

/**
 * The key of a write for which the user set none. The same item of the same run has the same key, so Retry On Fail repeats
 * it; another loop, item or execution has another key, so two people never share an emergency.
 *
 * The request is not part of it: an expression with the current time would change the key with every attempt.
 */
export function idempotencyKey(identity: KeyIdentity): string {
	const written = JSON.stringify([
		identity.instanceId,
		identity.workflowId ?? null,
		identity.executionId,
		identity.startedAt ?? null,
		identity.nodeId,
		identity.nodeName,
		identity.runIndex,
		identity.itemIndex,
		identity.discriminator ?? null,
	]);
	return `n8n_${createHash('sha256').update(written).digest('hex').slice(0, 40)}`;
}

/** Makes the idempotency keys of a run, by the index of the item. */
export function keyMaker(
	context: IExecuteFunctions,
	caller: Caller,
): (itemIndex: number) => string {
	// n8n gives every execution an ID. Without one, a key that never repeats is better than a key that others share.
	const executionId = context.getExecutionId() || randomUUID();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const { id: nodeId, name: nodeName } = context.getNode();
	const run = {
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id,
		executionId,
		// Older hosts do not have the method.
		startedAt: context.getExecutionContext?.()?.establishedAt,
		nodeId,
		nodeName,
		runIndex: Number($runIndex),
	};
	const inputs = context.getInputData();
	return (itemIndex) => {
		// Two tool calls of an agent can have the same run index. The item distinguishes them: n8n puts the arguments and the
		// ID of the call into it (n8n-core 2.41.1, requests-response). Retry On Fail repeats the item.
		const discriminator = caller.agent ? inputs[itemIndex]?.json : undefined;
		return idempotencyKey({ ...run, itemIndex, discriminator });
	};
}
