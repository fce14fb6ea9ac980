import { isDeepStrictEqual } from 'node:util';
import type { SafetyEvent } from '../../sandbox/samsara/model.cts';
import type { Check, Observed, Expectation } from './checks.mts';
import { itemsOf, type ExecutionResult, type ItemJson } from './execution.mts';
import type { Probe } from './probe.mts';

const idsOf = (items: ItemJson[]) => items.map(({ id }) => String(id)).sort();

/** Puts the chosen events into a state, in one call, and reads the change back. */
const changed =
	(isChosen: (event: SafetyEvent) => boolean, changedBy: string, eventState: string): Check =>
	(result, { received, stored }) => {
		const listed = itemsOf(result, 'List Unreviewed Events');
		const wanted = new Set(stored.safetyEvents.filter(isChosen).map(({ id }) => id));
		const chosen = idsOf(listed.filter(({ id }) => wanted.has(String(id))));
		const items = itemsOf(result, changedBy);
		const updates = received.filter(({ method }) => method === 'PATCH');
		const [body] = updates.map((request) => request.body as { safetyEventIds?: string[] });
		return [
			{
				text: 'some events are chosen, and not all',
				met: chosen.length > 0 && chosen.length < listed.length,
				found: chosen.length,
			},
			{
				text: 'all of them are updated in one call',
				met:
					updates.length === 1 &&
					isDeepStrictEqual([...(body?.safetyEventIds ?? [])].sort(), chosen),
				found: updates.map((request) => request.body),
			},
			{
				text: `each is confirmed as ${eventState}`,
				met:
					isDeepStrictEqual(idsOf(items), chosen) &&
					items.every((item) => item['confirmed'] === true && item['eventState'] === eventState),
				found: items,
			},
			{
				text: 'no more than five calls in any second',
				met: received.every(({ at, path }) => {
					const from = Date.parse(at);
					const near = received.filter(
						(other) =>
							other.path === path &&
							Date.parse(other.at) >= from &&
							Date.parse(other.at) < from + 1_000,
					);
					return near.length <= 5;
				}),
			},
		];
	};

/** What counts as minor on the note of examples/samsara-dismiss-minor-events.json. */
function isMinor({ maxAccelerationGForce, behaviorLabels, contextLabels }: SafetyEvent): boolean {
	const behavior = behaviorLabels.map(({ label }) => label);
	const attention = contextLabels.filter(({ name }) => /Drowsy|Phone|Mobile|Seat Belt/.test(name));
	return (
		maxAccelerationGForce < 0.4 &&
		behavior.length > 0 &&
		behavior.every((label) => ['Acceleration', 'Braking', 'HarshTurn'].includes(label)) &&
		attention.length === 0
	);
}

/** A bulk dismissal must not dismiss what a person has to look at. */
function othersUntouched(result: ExecutionResult, { stored }: Observed): Expectation {
	const listed = new Set(idsOf(itemsOf(result, 'List Unreviewed Events')));
	const others = stored.safetyEvents.filter((event) => listed.has(event.id) && !isMinor(event));
	const dismissed = others.filter(({ eventState }) => eventState === 'dismissed');
	return {
		text: 'events with other labels, or harder ones, stay untouched',
		met: others.length > 0 && dismissed.length === 0,
		found: dismissed,
	};
}

/** What examples/samsara-dismiss-minor-events.json says on its note. */
export const dismissMinorEvents: Check = (result, observed) => [
	...changed(isMinor, 'Dismiss and Confirm', 'dismissed')(result, observed),
	othersUntouched(result, observed),
];

const UNKNOWN = '00000000-0000-4000-8000-000000000001';

/** Light events that are not minor for what else they are, and an ID that Samsara does not know. */
export const lightButNotMinor: Probe = {
	situation: 'with light events that are not minor and an ID that Samsara does not know',
	async prepare({ control }) {
		const light = { maxAccelerationGForce: 0.3, asset: 0 };
		const labels = [
			['Braking'],
			['Braking', 'HarshTurn'],
			['Braking', 'MobileUsage'],
			['NoSeatbelt'],
			[],
		];
		for (const behaviorLabels of labels) {
			await control.samsara.createEvents({ ...light, behaviorLabels });
		}
		const drowsy = { behaviorLabels: ['Braking'], contextLabels: ['Very Drowsy'] };
		await control.samsara.createEvents({ ...light, ...drowsy });
	},
	change: (example) => ({
		...example,
		nodes: example.nodes.map((node) => {
			if (node.name !== 'Dismiss and Confirm') return node;
			const safetyEventIds = `={{ $itemIndex === 0 ? [$json.id, "${UNKNOWN}"] : $json.id }}`;
			return { ...node, parameters: { ...Object(node['parameters']), safetyEventIds } };
		}),
	}),
	check(result, observed) {
		const items = itemsOf(result, 'Dismiss and Confirm');
		const [failed, ...more] = items.filter(({ error }) => error !== undefined);
		return [
			{
				text: 'the workflow ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'the two minor ones are dismissed and confirmed',
				met: items.filter(({ confirmed }) => confirmed === true).length === 2,
				found: items,
			},
			{
				text: 'the unknown one is an item of its own',
				met: String(failed?.['error']).includes(UNKNOWN) && more.length === 0,
				found: [failed, ...more],
			},
			othersUntouched(result, observed),
		];
	},
};

const isHard = ({ maxAccelerationGForce }: SafetyEvent): boolean => maxAccelerationGForce >= 0.6;

/** What examples/samsara-coaching-queue.json says on its note. */
export const coachingQueue: Check = (result, observed) => {
	const queue = itemsOf(result, 'Queue by Driver');
	const queued = queue.reduce((sum, { events }) => sum + Number(events), 0);
	return [
		...changed(isHard, 'Send to Coaching', 'needsCoaching')(result, observed),
		{
			text: 'the queue has every chosen event once, by driver',
			met: queued === itemsOf(result, 'Send to Coaching').length && queue.length > 0,
			found: queue,
		},
	];
};
