import { parse } from 'flatted';
import { z } from 'zod';
import type { N8nRest } from '../../../demo/n8n/rest.mts';

const incident = z.object({ incident: z.object({ incident_id: z.string() }) });
const safetyEvent = z.object({ safetyEvent: z.object({ id: z.string() }) });
/** The id of what an item of one of our triggers is about; a poll that failed starts with an item without any. */
const item = z.object({
	json: z.union([
		incident.transform((json) => json.incident.incident_id),
		safetyEvent.transform((json) => json.safetyEvent.id),
		z.unknown().transform(() => undefined),
	]),
});
const items = z.object({ main: z.array(z.array(item).nullable()) });
const executionData = z.object({
	resultData: z.object({
		runData: z.record(z.array(z.object({ data: items.optional() }))),
	}),
	executionData: z
		.object({
			nodeExecutionStack: z.array(z.object({ node: z.object({ name: z.string() }), data: items })),
		})
		.optional(),
});

export interface HandedOver {
	/** Every id as often as n8n has stored it. */
	ids: string[];
	executions: number;
	/** Items of the largest hand-over, which is what one poll has found. */
	largest: number;
	/** By n8n's word for how an execution ended. */
	byStatus: Map<string, number>;
}

/**
 * What the triggers have handed to n8n: the items of theirs that stand in its stored executions. One that was cut off by
 * the end of n8n counts, too, because n8n has its items and shows them.
 */
export async function handedOver(
	rest: N8nRest,
	workflowId: string,
	triggers: readonly string[],
): Promise<HandedOver> {
	const ids: string[] = [];
	const byStatus = new Map<string, number>();
	let largest = 0;
	const executions = await rest.executionsOf(workflowId);
	for (const executionId of executions) {
		const { status, data } = await rest.execution(executionId);
		const before = ids.length;
		byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
		const { resultData, executionData: waiting } = executionData.parse(parse(data));
		for (const trigger of triggers) {
			const ran = resultData.runData[trigger]?.flatMap(({ data }) => data?.main ?? []) ?? [];
			const began = (waiting?.nodeExecutionStack ?? [])
				.filter(({ node }) => node.name === trigger)
				.flatMap(({ data }) => data.main);
			for (const { json: id } of (ran.length > 0 ? ran : began).flatMap((output) => output ?? [])) {
				if (id !== undefined) ids.push(id);
			}
		}
		largest = Math.max(largest, ids.length - before);
	}
	return { ids, executions: executions.length, largest, byStatus };
}
