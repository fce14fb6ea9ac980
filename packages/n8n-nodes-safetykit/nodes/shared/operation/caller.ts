import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { isToolVariant } from '../toolVariant';

/** Who set this run off, as far as it matters for what the run may do. */
export interface Caller {
	/** Started by a person in the editor, or by a test run of an evaluation. */
	testRun: boolean;
	/** Called as a tool by an AI agent. */
	agent: boolean;
	/** A retry of an earlier execution, from n8n's list of executions. */
	retryOfExecution: boolean;
}

/**
 * The switches among the node's options that are on for good. A switch that an expression sets does not count: data, or
 * an AI agent, could then set it.
 */
export function switchesOn(context: Pick<IExecuteFunctions, 'getNode'>): ReadonlySet<string> {
	const { options } = context.getNode().parameters;
	const on = Object.entries(options ?? {}).filter(([, value]) => value === true);
	return new Set(on.map(([name]) => name));
}

const TEST_MODES = new Set(['manual', 'evaluation']);

/**
 * n8n hands an agent's tool call to a node in two ways: with a tool context (isToolExecution), or as an ordinary run of
 * the node type's tool variant, whose name ends with "Tool" (n8n-core 2.41.1, requests-response).
 */
export function callerOf(
	context: Pick<IExecuteFunctions, 'getMode' | 'getNode' | 'isToolExecution'>,
): Caller {
	const mode = rootModeOf(context) ?? context.getMode();
	return {
		testRun: TEST_MODES.has(mode),
		retryOfExecution: mode === 'retry',
		// Older hosts do not have the method.
		agent: context.isToolExecution?.() === true || isToolVariant(context.getNode()),
	};
}

/**
 * In a sub-workflow the mode is "integrated", whatever started its parent. n8n 2.41.1 keeps that beside it, for credentials
 * (workflow-execute-additional-data, rootExecutionMode). Nodes are not promised to see it: elsewhere it is undefined.
 */
function rootModeOf(context: unknown): string | undefined {
	const kept = z
		.object({ additionalData: z.object({ rootExecutionMode: z.string() }) })
		.safeParse(context);
	return kept.success ? kept.data.additionalData.rootExecutionMode : undefined;
}
