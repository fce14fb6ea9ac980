import { parse } from 'flatted';
import { z } from 'zod';
import { hasEnded, RestRefusal, type ExecutionState } from '../../../harness/n8n/rest.mts';
import { limits, type TimeLimit } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { HeavyWorld } from './world.mts';

const failure = z.object({ message: z.string(), description: z.string().nullish() }).passthrough();
const nodeRun = z.object({
	error: failure.optional(),
	data: z
		.object({
			main: z.array(z.array(z.object({ json: z.record(z.unknown()) }).passthrough()).nullable()),
		})
		.optional(),
});
const stored = z.object({
	resultData: z.object({ error: failure.optional(), runData: z.record(z.array(nodeRun)) }),
});

export interface EndedExecution {
	id: string;
	status: string;
	/** Milliseconds since 1970. */
	startedAt: number;
	/** Message and description of what it ended with. */
	error: string | undefined;
	/** Of one node, all runs: what it gave out, by output. */
	outputsOf(node: string): Array<Array<Record<string, unknown>>>;
	/** All that n8n has stored of it. */
	text: string;
}

/** The execution as n8n has stored it, once it has ended. */
export async function ended(
	{ rest, signal }: Pick<HeavyWorld, 'rest' | 'signal'>,
	id: string,
): Promise<EndedExecution> {
	const { status, data, startedAt } = await until(limits.execution, signal, () =>
		rest.endedExecution(id),
	);
	const { resultData } = stored.parse(parse(data));
	const { error, runData } = resultData;
	return {
		id,
		status,
		startedAt: Date.parse(startedAt ?? ''),
		error:
			error === undefined
				? undefined
				: [error.message, error.description].filter(Boolean).join('\n'),
		outputsOf: (node) =>
			(runData[node] ?? []).flatMap(({ data: outputs }) =>
				(outputs?.main ?? []).map((items) => (items ?? []).map(({ json }) => json)),
			),
		text: data,
	};
}

const BUSY: TimeLimit = { name: 'waiting for all executions to end', ms: 180_000 };

/** How all executions of the workflow stand, once there are `atLeast` and all have ended; the oldest first. */
export async function allStates(
	{ rest, signal }: Pick<HeavyWorld, 'rest' | 'signal'>,
	workflowId: string,
	atLeast: number,
): Promise<ExecutionState[]> {
	return await until(
		BUSY,
		signal,
		async () => {
			const states = await rest.executionStates(workflowId).catch(asLongAsBusy);
			return states.length >= atLeast && states.every(hasEnded) ? states.toReversed() : undefined;
		},
		1_000,
	);
}

/** Under load n8n says at times that its database is not ready. */
function asLongAsBusy(error: unknown): [] {
	if (error instanceof RestRefusal && error.status === 503) return [];
	throw error;
}

/** As `allStates`, with what the executions gave out. */
export async function allEnded(
	world: Pick<HeavyWorld, 'rest' | 'signal'>,
	workflowId: string,
	atLeast: number,
): Promise<EndedExecution[]> {
	const states = await allStates(world, workflowId, atLeast);
	return await Promise.all(states.map(async ({ id }) => await ended(world, id)));
}
