import { parse } from 'flatted';
import { z } from 'zod';
import type { N8nRest, StoredExecution } from '../../../harness/n8n/rest.mts';
import { TRIGGERS, type Trigger } from './workflow.mts';

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

/** What one poll of a trigger has handed to n8n: the items that stand in a stored execution. */
export interface HandOver {
	executionId: string;
	trigger: Trigger;
	ids: string[];
}

export interface HandedOver {
	handOvers: HandOver[];
	/** n8n's word for how each execution ended, those of polls that went wrong included. */
	statuses: string[];
}

/**
 * All that the triggers have handed to n8n. An execution that was cut off by the end of n8n counts, too, because n8n has
 * its items and shows them.
 */
export async function handedOver(rest: N8nRest, workflowId: string): Promise<HandedOver> {
	const all: HandedOver = { handOvers: [], statuses: [] };
	for (const executionId of await rest.executionsOf(workflowId)) {
		const stored = await rest.execution(executionId);
		all.statuses.push(stored.status);
		for (const trigger of Object.values(TRIGGERS)) {
			const ids = idsIn(stored, trigger);
			if (ids.length > 0) all.handOvers.push({ executionId, trigger, ids });
		}
	}
	return all;
}

function idsIn({ data }: StoredExecution, trigger: Trigger): string[] {
	const { resultData, executionData: waiting } = executionData.parse(parse(data));
	const ran = resultData.runData[trigger]?.flatMap((run) => run.data?.main ?? []) ?? [];
	const began = (waiting?.nodeExecutionStack ?? [])
		.filter(({ node }) => node.name === trigger)
		.flatMap((next) => next.data.main);
	const outputs = ran.length > 0 ? ran : began;
	return outputs.flatMap((output) => output ?? []).flatMap(({ json: id }) => id ?? []);
}
