import { z } from 'zod';
import { itemsOf, resultOf } from '../../../demo/examples/execution.mts';
import type { Example } from '../../../demo/examples/exampleFile.mts';
import type { N8nRest, WorkflowContent } from '../../../harness/n8n/rest.mts';
import { READ_EVENT, READ_INCIDENT, SAMSARA_TRIGGER, SETY_TRIGGER } from './workflows.mts';

/** Ids of records, as often as they came. */
export interface HandedOver {
	incidents: string[];
	events: string[];
	/** What the action nodes behind the triggers read for them. */
	readIncidents: string[];
	readEvents: string[];
	/** How the executions ended, and those that have not. */
	statuses: string[];
}

const fromSety = z.object({ incident: z.object({ incident_id: z.string() }) });
const fromSamsara = z.object({ safetyEvent: z.object({ id: z.string() }) });
const incident = z.object({ incident_id: z.string() });
const event = z.object({ id: z.string() });
const workflowNodes = z.array(z.object({ name: z.string(), type: z.string() }));

/** All that the triggers of the workflow have started executions with, as n8n has stored them. */
export async function handedOver(
	rest: N8nRest,
	workflowId: string,
	workflow: WorkflowContent,
): Promise<HandedOver> {
	const example: Example = {
		...workflow,
		file: workflow.name,
		nodes: workflowNodes.parse(workflow.nodes),
	};
	const all: HandedOver = {
		incidents: [],
		events: [],
		readIncidents: [],
		readEvents: [],
		statuses: [],
	};
	for (const id of await rest.executionsOf(workflowId)) {
		const ended = await rest.endedExecution(id);
		all.statuses.push(ended?.status ?? 'under way');
		if (ended === undefined) continue;
		const result = resultOf(example, ended);
		all.incidents.push(
			...itemsOf(result, SETY_TRIGGER).map((item) => fromSety.parse(item).incident.incident_id),
		);
		all.events.push(
			...itemsOf(result, SAMSARA_TRIGGER).map((item) => fromSamsara.parse(item).safetyEvent.id),
		);
		all.readIncidents.push(
			...itemsOf(result, READ_INCIDENT).map((item) => incident.parse(item).incident_id),
		);
		all.readEvents.push(...itemsOf(result, READ_EVENT).map((item) => event.parse(item).id));
	}
	return all;
}
