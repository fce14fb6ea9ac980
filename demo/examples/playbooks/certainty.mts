import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../../../harness/sandbox.mts';
import { limits } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { Check, Watched } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import { itemsOf, resultOf, type ExecutionResult } from '../execution.mts';
import { untilPolled, untilRegistered, webhookIdOf, type Outside } from '../fromOutside.mts';
import { withHeldPolls } from '../heldPolls.mts';
import type { Probe } from '../probe.mts';

const WEBHOOK = 'Sety Webhook Trigger';
const POLL = 'Sety Trigger';
/** What comes after *Each Change Once*, which also shows what it drops. */
const AFTER = 'Is It New?';
const NIGHT = 'Every Night at Four';
const FORGET = 'Forget Old Changes';

/** What examples/seconds-and-certainty.json says on its note, for an incident whose webhook got lost. */
const polled: Check = (result, { created }) => {
	const alerts = itemsOf(result, 'Alert the Dispatcher');
	return [
		{
			text: 'the poll brings the incident that no webhook has brought',
			met: alerts.length === 1 && alerts[0]?.['incident_id'] === created,
			found: alerts,
		},
	];
};

export const certainty: Watched = {
	check: polled,
	probed: [WEBHOOK, 'Tell Who Waits', NIGHT, FORGET],
};

/** What a node gave out about an incident, by event. Incidents of other examples go on meanwhile. */
const eventsOf = (result: Pick<ExecutionResult, 'nodes'>, node: string, id: string): string[] =>
	itemsOf(result, node)
		.map(({ eventId }) => String(eventId).split(':'))
		.flatMap(([event = '', incidentId]) => (incidentId === id ? [event] : []))
		.sort();

/** Waits until an execution that this trigger has started has brought the event and has ended. */
async function untilBrought(
	trigger: string,
	event: string,
	id: string,
	{ rest, example, workflowId, signal }: Outside,
): Promise<void> {
	await until(limits.nextPoll, signal, async () => {
		const executions = await rest.executionsOf(workflowId);
		const stored = await Promise.all(executions.map((one) => rest.endedExecution(one)));
		const results = stored.flatMap((one) => (one === undefined ? [] : resultOf(example, one)));
		return results.some((result) => eventsOf(result, trigger, id).includes(event)) || undefined;
	});
}

/**
 * Lets the webhook bring a change, and only then a poll. Two executions at the same moment could both read the history of
 * Remove Duplicates before either writes it.
 */
async function bringTwice(
	event: string,
	outside: Outside,
	change: () => Promise<string>,
): Promise<string> {
	const id = await withHeldPolls(outside.sandbox, async () => {
		const changed = await change();
		await untilBrought(WEBHOOK, event, changed, outside);
		return changed;
	});
	await untilBrought(POLL, event, id, outside);
	return id;
}

/** Incidents of other examples stay as they are: an execution that one of them starts could overwrite the history. */
async function standStill({ control: { sety } }: Sandbox): Promise<void> {
	const { incidents } = await sety.records();
	for (const { incident_id: id, status } of incidents) await sety.setStatus(id, { status });
}

/** A new incident and a change of it come by webhook, and the next poll finds each again. */
const bothWays: Probe = {
	situation: 'with webhooks and polls',
	prepare: standStill,
	async start(outside) {
		const { origin, example, sandbox, signal } = outside;
		const { sety } = sandbox.control;
		const url = `${origin}/webhook/${webhookIdOf(example, WEBHOOK)}/webhook`;
		await untilRegistered(signal, async () => await fetch(url, { method: 'POST', signal }));
		await untilPolled(outside);
		await sety.registerWebhook({ url });
		const id = await bringTwice('incidentCreated', outside, async () => {
			const [created = ''] = await sety.createIncidents({ count: 1 });
			return created;
		});
		await bringTwice('incidentStatusChanged', outside, async () => {
			await sety.setStatus(id, { status: 'assigned' });
			return id;
		});
		return { executions: 4, answers: [id] };
	},
	check(result, { answers = [] }) {
		const [id = ''] = answers as string[];
		const both = ['incidentCreated', 'incidentStatusChanged'];
		const [byWebhook, byPoll, passed] = [WEBHOOK, POLL, AFTER].map((node) =>
			eventsOf(result, node, id),
		);
		const told = ['Alert the Dispatcher', 'Tell Who Waits'].map((node) =>
			itemsOf(result, node).filter(({ incident_id }) => incident_id === id),
		);
		return [
			{
				text: 'the webhooks bring both changes, and the polls find both again',
				met: isDeepStrictEqual(byWebhook, both) && isDeepStrictEqual(byPoll, both),
				found: [byWebhook, byPoll],
			},
			{ text: 'each change passes once', met: isDeepStrictEqual(passed, both), found: passed },
			{
				text: 'the new incident takes one branch, the change the other',
				met: told.every(({ length }) => length === 1),
				found: told,
			},
		];
	},
};

/** Its schedule clears the history of Remove Duplicates. */
const atNight: Probe = {
	situation: 'at night',
	change: withoutButton,
	check: (result) => [
		{
			text: 'the schedule clears the history, and nothing else happens',
			met:
				result.status === 'success' &&
				isDeepStrictEqual(
					result.nodes.filter(({ ran }) => ran).map(({ node }) => node),
					[NIGHT, FORGET],
				),
			found: result,
		},
	],
};

export const certaintyProbes: Probe[] = [bothWays, atNight];
