import { z } from 'zod';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import type { Sandbox } from '../../../harness/sandbox.mts';
import { ended, type EndedExecution } from '../heavy/executions.mts';
import { incidentsMadeSince } from '../queue/setyIncidents.mts';
import { compare, type Compared } from './judge.mts';
import type { Made } from './load.mts';
import {
	SAFETYKIT_TRIGGER,
	SAMSARA_TRIGGER,
	SETY_TRIGGER,
	SETY_WEBHOOK_TRIGGER,
} from './workflows.mts';

/** Executions that are read at the same time. */
const READERS = 4;

const withEventId = z.object({ eventId: z.string() });
const withUser = z.object({ user_id: z.string() });

/** Reads what executions gave out, as n8n has stored it. */
export async function readExecutions(
	rest: N8nRest,
	ids: readonly string[],
	signal: AbortSignal,
): Promise<EndedExecution[]> {
	const waiting = [...ids];
	const read: EndedExecution[] = [];
	const reader = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			read.push(await ended({ rest, signal }, id));
		}
	};
	await Promise.all(Array.from({ length: READERS }, reader));
	return read;
}

/** Where the records have to be, in the words of the table. Those that the trigger does not promise to emit once are marked. */
export interface Arrival extends Compared {
	what: string;
	once: boolean;
}

const CREATED = 'incidentCreated:';
const RESOLVED = /^incidentStatusChanged:(.*?):resolved:/;

/** Follows every record from the sandbox into an execution, and what the nodes behind it wrote back to the sandbox. */
export async function arrivals(
	sandbox: Sandbox,
	made: Made,
	before: ReadonlySet<string>,
	executions: readonly EndedExecution[],
): Promise<Arrival[]> {
	const { control } = sandbox;
	const incidents = await incidentsMadeSince(sandbox, before);
	const incidentIds = incidents.map(({ id }) => id);
	const dismissed = (await control.samsara.events())
		.filter(({ eventState, id }) => eventState === 'dismissed' && made.events.includes(id))
		.map(({ id }) => id);
	const sent = (await control.safetyKit.events()).map(({ event }) => withUser.parse(event).user_id);

	const eventIds = (node: string) =>
		executions
			.flatMap((one) => one.outputsOf(node).flat())
			.map((item) => withEventId.parse(item).eventId);
	const created = (ids: readonly string[]) =>
		ids.filter((id) => id.startsWith(CREATED)).map((id) => id.slice(CREATED.length));
	const resolved = (ids: readonly string[]) => ids.flatMap((id) => RESOLVED.exec(id)?.[1] ?? []);
	const events = eventIds(SAMSARA_TRIGGER).map((id) => id.replace(/^safetyEventCreated:/, ''));

	const arrival = (
		what: string,
		records: readonly string[],
		came: readonly string[],
		once = true,
	): Arrival => ({ what, once, ...compare(records, came) });
	return [
		arrival(
			'emergencies, each one incident at Sety',
			made.emergencies.map(({ trip }) => trip),
			incidents.map(({ key }) => key ?? 'without a key'),
		),
		arrival('incidents, by the Sety Trigger', incidentIds, created(eventIds(SETY_TRIGGER))),
		arrival(
			'incidents, by the Sety Webhook Trigger',
			incidentIds,
			created(eventIds(SETY_WEBHOOK_TRIGGER)),
			false,
		),
		arrival(
			'their last statuses, by the Sety Webhook Trigger',
			incidentIds,
			resolved(eventIds(SETY_WEBHOOK_TRIGGER)),
			false,
		),
		arrival('safety events, by the Samsara Trigger', made.events, events),
		arrival('safety events, dismissed at Samsara', made.events, dismissed),
		arrival('webhooks of SafetyKit, by its trigger', made.webhooks, eventIds(SAFETYKIT_TRIGGER)),
		arrival(
			'incidents and webhooks, sent to SafetyKit as events',
			[...incidentIds, ...made.webhooks],
			[...created(sent), ...sent.filter((id) => made.webhooks.includes(id))],
		),
	];
}
