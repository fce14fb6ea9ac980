import { createHash } from 'node:crypto';

export interface KeyIdentity {
	executionId: string;
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
	const { executionId, nodeId, nodeName, runIndex, itemIndex, discriminator = null } = identity;
	const written = JSON.stringify([
		executionId,
		nodeId,
		nodeName,
		runIndex,
		itemIndex,
		discriminator,
	]);
	return `n8n_${createHash('sha256').update(written).digest('hex').slice(0, 40)}`;
}
