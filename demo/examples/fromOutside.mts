import { z } from 'zod';
import type { N8nRest } from '../../harness/n8n/rest.mts';
import { limits } from '../../harness/process/timeLimit.mts';
import { until } from '../../harness/process/until.mts';
import type { Sandbox } from '../../harness/sandbox.mts';
import { polls, type Example } from './exampleFile.mts';
import { merged, resultOf, type ExecutionResult } from './execution.mts';
import type { ImportedExample } from './importExamples.mts';

/** What somebody outside of n8n has to know to start an active example. */
export interface Outside {
	/** Of n8n, such as `http://127.0.0.1:5678`. */
	origin: string;
	rest: N8nRest;
	example: Example;
	workflowId: string;
	sandbox: Sandbox;
	signal: AbortSignal;
}

export interface Started {
	/** How many executions this has to come to. */
	executions: number;
	/** What n8n answered, in the order of the calls. */
	answers: unknown[];
}

/** Starts an active example the way the world does: a webhook, a form, a chat. */
export type StartFromOutside = (outside: Outside) => Promise<Started>;

const withWebhook = z.object({ webhookId: z.string() });

/** The id that is in every address at which a trigger of the example can be reached. */
export function webhookIdOf({ nodes, file }: Example, trigger: string): string {
	const node = nodes.find(({ name }) => name === trigger);
	if (node === undefined) throw new Error(`examples/${file} has no node "${trigger}".`);
	return withWebhook.parse(node).webhookId;
}

/** Asks again until n8n has registered the address: it publishes a workflow some moments after it says so. */
export const untilRegistered = async (
	signal: AbortSignal,
	ask: () => Promise<Response>,
): Promise<Response> =>
	await until(limits.publishWorkflow, signal, async () => {
		const answer = await ask();
		return answer.status === 404 ? undefined : answer;
	});

/**
 * Waits until n8n has saved the first poll of each trigger that polls: what that found counts as known. The first answer of
 * a service would come too early, because one poll sends several requests.
 */
export async function untilPolled({
	rest,
	example,
	workflowId,
	signal,
}: Pick<Outside, 'example' | 'rest' | 'signal' | 'workflowId'>): Promise<void> {
	const polling = example.nodes.filter(polls);
	await until(limits.nextPoll, signal, async () => {
		const saved = await rest.staticDataOf(workflowId);
		return polling.every(({ name }) => saved[`node:${name}`] !== undefined) || undefined;
	});
}

/** Switches the example on, lets `start` start it, and waits for all executions. What they gave out is put together. */
export async function executeFromOutside(
	rest: N8nRest,
	{ example, workflowId }: ImportedExample,
	start: StartFromOutside,
	{ sandbox, signal }: Pick<Outside, 'sandbox' | 'signal'>,
): Promise<ExecutionResult & { answers: unknown[] }> {
	const outside = { origin: rest.origin, rest, sandbox, signal };
	await rest.activateWorkflow(workflowId);
	try {
		const { executions, answers } = await start({ ...outside, example, workflowId });
		const ended = await until(limits.execution, signal, async () => {
			const ids = (await rest.executionsOf(workflowId)).toReversed();
			const all = await Promise.all(ids.map((id) => rest.endedExecution(id)));
			const results = all.flatMap((one) => one ?? []);
			return all.length >= executions && results.length === all.length ? results : undefined;
		});
		return { ...merged(ended.map((one) => resultOf(example, one))), answers };
	} finally {
		await rest.deactivateWorkflow(workflowId);
	}
}
