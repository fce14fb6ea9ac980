import type { SafetyEvent } from '../../../sandbox/samsara/model.cts';
import type { Check, Observed, Watched } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import { itemsOf } from '../execution.mts';
import { untilPolled } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';
import { press } from './mailedQuestion.mts';

const DECIDES = 'on-call@example.com';

const WEEK_MS = 7 * 86_400_000;

/** Of the events of the last week: the example reads no others. */
const hardest = ({ stored }: Observed): SafetyEvent | undefined =>
	stored.safetyEvents
		.filter(({ createdAtTime }) => Date.parse(createdAtTime) > Date.now() - WEEK_MS)
		.toSorted((a, b) => b.maxAccelerationGForce - a.maxAccelerationGForce)[0];

const incidentsOf = ({ stored }: Observed, id: string | undefined) =>
	stored.incidents.filter(({ idempotency_key: key }) => key === `samsara-${id}`);

const check: Check = (result, observed) => {
	const [chosen = {}] = itemsOf(result, 'Crash');
	const event = observed.stored.safetyEvents.find(({ id }) => id === chosen['id']);
	const incidents = incidentsOf(observed, event?.id);
	const [incident] = incidents;
	const [mail] = observed.mails;
	return [
		{
			text: 'the hardest event is chosen',
			met:
				event !== undefined &&
				event.maxAccelerationGForce === hardest(observed)?.maxAccelerationGForce,
			found: [event, hardest(observed)],
		},
		{
			text: 'a person is asked in one mail, which names the vehicle',
			met:
				observed.mails.length === 1 &&
				mail?.to === DECIDES &&
				mail.subject.includes(String(event?.asset.name)),
			found: observed.mails,
		},
		{
			text: 'Sety has one incident for the event, at the place of the vehicle',
			met:
				incidents.length === 1 &&
				incident?.category === 'vehicle' &&
				incident.location.coordinates?.[0] === event?.location.longitude &&
				incident.location.coordinates?.[1] === event?.location.latitude,
			found: incidents,
		},
		{
			text: 'a note leads to the clip',
			met:
				incident?.timeline.some(
					({ event: kind, message }) =>
						kind === 'note' && message.endsWith(`/safety/events/${event?.id}`),
				) === true,
			found: incident?.timeline,
		},
		{ text: 'the team is not disturbed', met: observed.messages.length === 0 },
	];
};

/** What examples/crash-on-the-road.json says on its note, for the hardest event there is. */
export const crash: Watched = {
	check,
	meanwhile: async (world) => await press(world, DECIDES, 'Send help'),
	probed: ['Tell Your Team'],
};

const approvedAgain: Probe = {
	situation: 'approved a second time',
	meanwhile: async (world) => await press(world, DECIDES, 'Send help'),
	check: (result, observed) => {
		const [reported = {}] = itemsOf(result, 'Report to Sety');
		return [
			...check(result, observed),
			{
				text: 'Sety gives the incident that it has',
				met: reported['is_new'] === false,
				found: reported,
			},
		];
	},
};

/** A crash that comes while the workflow is active, and that somebody sees no need to act on. */
const declined: Probe = {
	situation: 'started by a crash that needs no help',
	change: withoutButton,
	async start(outside) {
		await untilPolled(outside);
		const { samsara } = outside.sandbox.control;
		const [, crashed] = await samsara.createEvents(
			{ behaviorLabels: ['Braking'], asset: 0 },
			{ behaviorLabels: ['Crash'], asset: 0 },
		);
		return { executions: 1, answers: [crashed] };
	},
	meanwhile: async (world) => await press(world, DECIDES, 'No help needed'),
	check: (result, observed) => {
		const ids = itemsOf(result, 'Crash').map(({ id }) => id);
		const writes = observed.received.filter(({ method }) => method !== 'GET');
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'the crash starts it, and nothing else does',
				met: ids.length === 1 && ids[0] === observed.answers?.[0],
				found: ids,
			},
			{ text: 'nothing is reported to Sety', met: writes.length === 0, found: writes },
			{
				text: 'the team learns that no help was sent',
				met:
					observed.messages.length === 1 &&
					observed.messages[0]?.text.startsWith('No help was sent') === true,
				found: observed.messages,
			},
		];
	},
};

export const crashProbes: Probe[] = [approvedAgain, declined];
