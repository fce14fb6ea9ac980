import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { isToolVariant } from '../toolVariant';

/** Who started this run, as far as it decides what the run may do. */
export interface Caller {
	/** Started by a person in the editor, by a test run of an evaluation, or with pinned data. */
	testRun: boolean;
	/** Called as a tool by an AI agent, or in an execution of one. */
	agent: boolean;
	/** A retry of an earlier execution, from n8n's list of executions. */
	retryOfExecution: boolean;
}

/**
 * The switches among the node's options that a person has switched on. A switch set by an expression does not count: data
 * or an AI agent could set it.
 */
export function switchesOn(context: Pick<IExecuteFunctions, 'getNode'>): ReadonlySet<string> {
	const { options } = context.getNode().parameters;
	const on = Object.entries(options ?? {}).filter(([, value]) => value === true);
	return new Set(on.map(([name]) => name));
}

const TEST_MODES: readonly string[] = ['manual', 'evaluation'];

/** What n8n tells a node about the start of its execution. */
export interface ExecutionOrigin {
	/** The modes of the execution, of its root execution, and of the execution whose data it continues with. */
	modes: ReadonlyArray<string | undefined>;
	/** Run as a tool of an AI agent. */
	isTool: boolean;
	/** The execution has pinned data, which n8n gives to test runs only, and to their retries. */
	hasPinnedData: boolean;
}

/**
 * Who started an execution. Any sign of a test run, an agent or a retry counts: a sub-workflow always has the mode
 * "integrated", and a retry continues with the data of any execution. The other modes are those of production: trigger,
 * webhook, chat, cli, error, internal, and integrated without another sign.
 */
export function callerFrom({ modes, isTool, hasPinnedData }: ExecutionOrigin): Caller {
	return {
		testRun: hasPinnedData || TEST_MODES.some((mode) => modes.includes(mode)),
		retryOfExecution: modes.includes('retry'),
		agent: isTool || modes.includes('agent'),
	};
}

/**
 * n8n runs an agent's tool call in two ways: with a tool context (isToolExecution), or as an ordinary run of the node
 * type's tool variant, whose name ends with "Tool" (n8n-core 2.41.1, requests-response).
 */
export function callerOf(
	context: Pick<
		IExecuteFunctions,
		'getMode' | 'getNode' | 'isToolExecution' | 'getExecutionContext'
	>,
): Caller {
	const { rootMode, hasPinnedData } = internalsOf(context);
	return callerFrom({
		// Older hosts do not have all of these methods.
		modes: [context.getMode(), rootMode, context.getExecutionContext?.()?.source],
		isTool: context.isToolExecution?.() === true || isToolVariant(context.getNode()),
		hasPinnedData,
	});
}

const internals = z.object({
	additionalData: z.object({ rootExecutionMode: z.string() }).optional().catch(undefined),
	runExecutionData: z
		.object({ resultData: z.object({ pinData: z.record(z.unknown()) }) })
		.optional()
		.catch(undefined),
});

/**
 * What n8n 2.41.1 keeps besides the mode: the mode of the root execution, for credentials (workflow-execute-additional-data,
 * rootExecutionMode), and pinned data. n8n does not promise either to nodes: other versions may have neither.
 */
function internalsOf(context: unknown): { rootMode: string | undefined; hasPinnedData: boolean } {
	const kept = internals.safeParse(context).data;
	const pinned = kept?.runExecutionData?.resultData.pinData ?? {};
	return {
		rootMode: kept?.additionalData?.rootExecutionMode,
		hasPinnedData: Object.keys(pinned).length > 0,
	};
}
