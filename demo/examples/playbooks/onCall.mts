import { isDeepStrictEqual } from 'node:util';
import { limits } from '../../../harness/process/timeLimit.mts';
import { until } from '../../../harness/process/until.mts';
import type { Incident } from '../../../sandbox/sety/model.cts';
import type { Check, Expectation, Observed, Watched } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import { untilPolled } from '../fromOutside.mts';
import { withHeldPolls } from '../heldPolls.mts';
import type { Probe } from '../probe.mts';

const CHATS = ['-1000000000001', '-1000000000002', '-1000000000003'];
const DRILL = 'Drill of the escalation';
const WITHOUT_RESPONDER = 'No responder is free';

const isDrill = ({ title }: Incident): boolean => title === DRILL;
const withStatus =
	(wanted: string) =>
	({ title, status }: Incident): boolean =>
		title === WITHOUT_RESPONDER && status === wanted;

/** The chats that were told of an incident, and the notes that Sety has of that. */
function escalation(incident: Incident | undefined, { messages }: Observed) {
	const told = messages.filter(({ text }) => text.includes(String(incident?.incident_id)));
	const notes = (incident?.timeline ?? []).filter(({ event }) => event === 'note');
	return {
		chats: told.map(({ chat_id }) => chat_id),
		notes: notes.map(({ message }) => /person (\d) on call/.exec(message)?.[1]),
	};
}

function escalatedTo(
	count: number,
	isWanted: (incident: Incident) => boolean,
	observed: Observed,
): Expectation[] {
	const incident = observed.stored.incidents.findLast(isWanted);
	const name = `${incident?.title} (${incident?.status})`;
	const found = escalation(incident, observed);
	return [
		{
			text: `${name}: so many people are told, in their order: ${count}`,
			met: incident !== undefined && isDeepStrictEqual(found.chats, CHATS.slice(0, count)),
			found: [incident?.status, observed.messages],
		},
		{
			text: `${name}: Sety has a note for each of them`,
			met: isDeepStrictEqual(found.notes, ['1', '2', '3'].slice(0, count)),
			found: incident?.timeline,
		},
	];
}

/** What examples/on-call-escalation.json says on its note: the first person finds a responder, so no one else is told. */
export const onCallEscalation: Watched = {
	check: (_result, observed) => escalatedTo(1, isDrill, observed),
	async meanwhile({ sandbox: { control }, inbox, signal }) {
		// Before n8n learns that the message is sent: it reads the status a second later.
		inbox.beforeAnswer = async () => {
			const { incidents } = await control.sety.records();
			const drill = incidents.findLast(isDrill);
			if (drill !== undefined) {
				await control.sety.setStatus(drill.incident_id, { status: 'assigned' });
			}
		};
		await until(limits.execution, signal, async () => inbox.messages.at(0));
	},
};

const check: Check = ({ status }, observed) => [
	{ text: 'the workflow ends with success', met: status === 'success', found: status },
	...escalatedTo(3, withStatus('dispatching'), observed),
	...escalatedTo(0, withStatus('cancelled'), observed),
];

/** Two incidents in one poll: one is called off by the time that a poll finds it, the other stays unassigned. */
export const unassigned: Probe = {
	situation: 'started by an incident that stays unassigned and one that is called off',
	change: withoutButton,
	async start(outside) {
		await untilPolled(outside);
		const { sety } = outside.sandbox.control;
		const order = { title: WITHOUT_RESPONDER, status: 'dispatching', count: 2 };
		await withHeldPolls(outside.sandbox, async () => {
			const [off = ''] = await sety.createIncidents(order);
			await sety.setStatus(off, { status: 'cancelled' });
		});
		return { executions: 1, answers: [] };
	},
	check,
};
