import { randomUUID } from 'node:crypto';
import { PACKAGE_NAME } from '../../../harness/n8n/communityPackage.mts';
import type { WorkflowContent } from '../../../harness/n8n/rest.mts';

/** A node as a test writes it. */
export interface NodeDraft {
	name: string;
	/** Without a package in front, one of ours. */
	type: string;
	typeVersion?: number;
	parameters?: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	webhookId?: string;
	onError?: string;
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
}

/** A workflow of chains: in each, every node is followed by the next one. */
export function workflowOf(
	name: string,
	chains: ReadonlyArray<readonly NodeDraft[]>,
	settings: Record<string, unknown> = {},
): WorkflowContent {
	const nodes = chains.flatMap((chain, row) =>
		chain.map(({ type, typeVersion = 1, parameters = {}, ...rest }, column) => ({
			...rest,
			id: randomUUID(),
			type: type.includes('.') ? type : `${PACKAGE_NAME}.${type}`,
			typeVersion,
			parameters,
			position: [220 * column, 200 * row],
		})),
	);
	const connections = chains.flatMap((chain) =>
		chain
			.slice(1)
			.map((next, index): [string, unknown] => [
				chain[index]?.name ?? '',
				{ main: [[{ node: next.name, type: 'main', index: 0 }]] },
			]),
	);
	return {
		name,
		nodes,
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all', ...settings },
	};
}

export const BUTTON: NodeDraft = {
	name: 'When Clicking Execute',
	type: 'n8n-nodes-base.manualTrigger',
};

/** Gives out these items. */
export const itemsNode = (items: readonly object[]): NodeDraft => ({
	name: 'Items',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};` },
});

/**
 * Remove Duplicates as in the examples: n8n refuses its first entries when they come at once (UNIQUE constraint, 2.41.1), and
 * with On Error = Continue it would replace the items by that reason.
 */
export const eachOnce = (name: string, options: object = {}): NodeDraft => ({
	name,
	type: 'n8n-nodes-base.removeDuplicates',
	typeVersion: 2,
	parameters: {
		operation: 'removeItemsSeenInPreviousExecutions',
		logic: 'removeItemsWithAlreadySeenKeyValues',
		dedupeValue: '={{ $json.eventId }}',
		options,
	},
	retryOnFail: true,
	maxTries: 5,
	waitBetweenTries: 1_000,
});

export const NOTHING: NodeDraft = { name: 'Nothing', type: 'n8n-nodes-base.noOp' };
