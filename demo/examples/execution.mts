import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import { z } from 'zod';
import type { N8nRest, StoredExecution } from '../n8n/rest.mts';
import { limits, within } from '../process/timeLimit.mts';
import { executedNodes, MANUAL_TRIGGER, type Example } from './exampleFile.mts';
import type { ImportedExample } from './importExamples.mts';

const LOOK_AGAIN_MS = 200;

const item = z.object({ json: z.record(z.unknown()) });
const failure = z.object({ message: z.string(), description: z.string().nullish() });
const nodeRun = z.object({
	error: failure.optional(),
	data: z.object({ main: z.array(z.array(item).nullable()) }).optional(),
});
const executionData = z.object({
	resultData: z.object({
		error: failure.optional(),
		runData: z.record(z.array(nodeRun)),
	}),
});

export type ItemJson = z.infer<typeof item>['json'];

export interface NodeResult {
	node: string;
	/** Whether n8n came to this node at all. */
	ran: boolean;
	items: ItemJson[];
	error: string | undefined;
}

export interface ExecutionResult {
	/** n8n's word for how it ended: success, error, crashed or canceled. */
	status: string;
	error: string | undefined;
	/** In the order of the file. */
	nodes: NodeResult[];
}

/** Executes an imported example by its manual trigger and waits for its end. */
export async function execute(
	rest: N8nRest,
	{ example, workflowId }: ImportedExample,
	signal: AbortSignal,
): Promise<ExecutionResult> {
	const nodes = executedNodes(example);
	const trigger = nodes.find(({ type }) => type === MANUAL_TRIGGER);
	if (trigger === undefined) {
		throw new Error(`examples/${example.file} has no manual trigger to start it by.`);
	}
	const executionId = await rest.runWorkflow(workflowId, trigger.name);
	const ended = await within(limits.execution, signal, async (abort) => {
		for (;;) {
			const execution = await rest.endedExecution(executionId);
			if (execution !== undefined) return execution;
			await sleep(LOOK_AGAIN_MS, undefined, { signal: abort });
		}
	});
	return resultOf(example, ended);
}

/** What an ended execution of the example came to. */
export function resultOf(example: Example, { status, data }: StoredExecution): ExecutionResult {
	const { resultData } = executionData.parse(parse(data));
	return {
		status,
		error: textOf(resultData.error),
		nodes: executedNodes(example).map(({ name }) => {
			const runs = resultData.runData[name] ?? [];
			return {
				node: name,
				ran: runs.length > 0,
				items: runs
					.flatMap(({ data }) => data?.main.flatMap((output) => output ?? []) ?? [])
					.map(({ json }) => json),
				error: textOf(runs.find(({ error }) => error !== undefined)?.error),
			};
		}),
	};
}

function textOf(error: z.infer<typeof failure> | undefined): string | undefined {
	if (error === undefined) return undefined;
	return [error.message, error.description].filter(Boolean).join(' – ');
}
