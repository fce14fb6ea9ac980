import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import type { Caller } from './caller';
import { idempotencyKey } from './idempotencyKey';
import type { CallSettings } from './settings';

/** What one run of a node has for all its items. */
export interface Run<Client> {
	context: IExecuteFunctions;
	caller: Caller;
	clientFor: (settings: CallSettings) => Client;
	keyFor: (itemIndex: number, content: unknown) => string;
	hint: (text: string) => void;
}

/** What makes the idempotency keys of a run. */
export function keysOf(context: IExecuteFunctions, caller: Caller): Run<unknown>['keyFor'] {
	// n8n gives an id to every execution. Without one a key that nothing repeats is better than one that others share.
	const executionId = context.getExecutionId() || randomUUID();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const { id: nodeId } = context.getNode();
	return (itemIndex, content) => {
		const identity = { executionId, nodeId, runIndex: Number($runIndex), itemIndex };
		// Two tool calls of an agent can have the same run index, and a tool call is never retried by n8n itself.
		return idempotencyKey(caller.agent ? { ...identity, discriminator: content } : identity);
	};
}
