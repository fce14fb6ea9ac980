import { createHash } from 'node:crypto';

/** What a write belongs to; n8n repeats all of it when it tries a node once more, and nothing else has all of it. */
export interface KeyIdentity {
	/** Of the n8n, by its encryption key: execution IDs are small numbers that others have, too. */
	instanceId: string;
	workflowId: string | undefined;
	executionId: string;
	/** Epoch milliseconds at which the execution began: a database that was restored gives out its IDs once more. */
	begunAt: number | undefined;
	nodeId: string;
	/** Unique in a workflow, as its id should be; ids are missing or doubled in workflows that were written by hand. */
	nodeName: string;
	/** How often the node ran before in this execution, as in a loop. */
	runIndex: number;
	itemIndex: number;
	/** What else tells two items of the same index apart. */
	discriminator?: unknown;
}

/**
 * A key for a write that nobody gave one. The same item of the same run gives the same key, so Retry On Fail repeats
 * it; another loop, item or execution gives another one, so two people never share an emergency.
 *
 * What is sent is not part of it: an expression with the present time would make a new key for every try.
 */
export function idempotencyKey(identity: KeyIdentity): string {
	const written = JSON.stringify([
		identity.instanceId,
		identity.workflowId ?? null,
		identity.executionId,
		identity.begunAt ?? null,
		identity.nodeId,
		identity.nodeName,
		identity.runIndex,
		identity.itemIndex,
		identity.discriminator ?? null,
	]);
	return `n8n_${createHash('sha256').update(written).digest('hex').slice(0, 40)}`;
}
