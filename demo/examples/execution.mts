import { parse } from 'flatted';
import { z } from 'zod';
import type { N8nRest, StoredExecution } from '../../harness/n8n/rest.mts';
import { limits } from '../../harness/process/timeLimit.mts';
import { until } from '../../harness/process/until.mts';
import type { ReceivedRequest } from '../../sandbox/recorder.cts';
import { executedNodes, MANUAL_TRIGGER, SCHEDULE_TRIGGER, type Example } from './exampleFile.mts';
import type { ImportedExample } from './importExamples.mts';
import { readFileOf, storedFile, type ProducedFile } from './producedFiles.mts';

const item = z.object({
	json: z.record(z.unknown()),
	binary: z.record(storedFile).optional(),
});
const failure = z.object({ message: z.string(), description: z.string().nullish() });
const nodeRun = z.object({
	error: failure.optional(),
	/** By kind of connection: main, or what a part of an AI agent gives, such as ai_tool. */
	data: z.record(z.array(z.array(item).nullable())).optional(),
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
	/** The files in its output; only `execute` reads them. */
	files?: ProducedFile[];
	error: string | undefined;
}

export interface ExecutionResult {
	/** n8n's word for how it ended: success, error, crashed or canceled. */
	status: string;
	error: string | undefined;
	/** In the order of the file. */
	nodes: NodeResult[];
}

/** What a node of the example gave out; nothing when it has not run. */
export const itemsOf = ({ nodes }: Pick<ExecutionResult, 'nodes'>, name: string): ItemJson[] =>
	nodes.find(({ node }) => node === name)?.items ?? [];

/** Executes an imported example by its button, or by its schedule if it has none, and waits for its end. */
export async function execute(
	rest: N8nRest,
	{ example, workflowId }: ImportedExample,
	signal: AbortSignal,
): Promise<ExecutionResult> {
	const nodes = executedNodes(example);
	const trigger =
		nodes.find(({ type }) => type === MANUAL_TRIGGER) ??
		nodes.find(({ type }) => type === SCHEDULE_TRIGGER);
	if (trigger === undefined) {
		throw new Error(`examples/${example.file} has neither a button nor a schedule to start it by.`);
	}
	const executionId = await rest.runWorkflow(workflowId, trigger.name);
	const ended = await until(limits.execution, signal, () => rest.endedExecution(executionId));
	return await withFiles(rest, resultOf(example, ended), ended);
}

async function withFiles(
	rest: N8nRest,
	result: ExecutionResult,
	{ data }: StoredExecution,
): Promise<ExecutionResult> {
	const { runData } = executionData.parse(parse(data)).resultData;
	const nodes = result.nodes.map(async (node) => {
		const stored = itemsIn(runData[node.node]).flatMap(({ binary = {} }) => Object.entries(binary));
		const files = stored.map(async ([field, file]) => await readFileOf(rest, field, file));
		return { ...node, files: await Promise.all(files) };
	});
	return { ...result, nodes: await Promise.all(nodes) };
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
				items: itemsIn(runs).map(({ json }) => json),
				error: textOf(runs.find(({ error }) => error !== undefined)?.error),
			};
		}),
	};
}

/** Several executions of one example, oldest first, as if they were one. */
export function merged(results: readonly ExecutionResult[]): ExecutionResult {
	const [first, ...others] = results;
	if (first === undefined) return { status: 'not started', error: undefined, nodes: [] };
	return others.reduce<ExecutionResult>(
		(all, one) => ({
			status: all.status === 'success' ? one.status : all.status,
			error: all.error ?? one.error,
			nodes: all.nodes.map((node, index) => {
				const other = one.nodes[index];
				return {
					node: node.node,
					ran: node.ran || other?.ran === true,
					items: [...node.items, ...(other?.items ?? [])],
					error: node.error ?? other?.error,
				};
			}),
		}),
		first,
	);
}

const itemsIn = (runs: Array<z.infer<typeof nodeRun>> = []) =>
	runs.flatMap(({ data = {} }) => Object.values(data).flat()).flatMap((output) => output ?? []);

function textOf(error: z.infer<typeof failure> | undefined): string | undefined {
	if (error === undefined) return undefined;
	return [error.message, error.description].filter(Boolean).join(' – ');
}

/** Whether requests only read, as they may again after a service has asked for a wait. */
export const onlyRead = (requests: readonly ReceivedRequest[]): boolean =>
	requests.every(({ method, status }) => method === 'GET' && (status === 200 || status === 429));
