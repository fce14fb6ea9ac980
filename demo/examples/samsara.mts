import { isDeepStrictEqual } from 'node:util';
import type { Check } from './checks.mts';
import type { ExecutionResult, ItemJson } from './execution.mts';

const itemsOf = ({ nodes }: ExecutionResult, name: string): ItemJson[] =>
	nodes.find(({ node }) => node === name)?.items ?? [];

const idsOf = (items: ItemJson[]) => items.map(({ id }) => String(id)).sort();

/** Puts the chosen events into a state, in one call, and reads the change back. */
const changed =
	(isChosen: (gForce: number) => boolean, changedBy: string, eventState: string): Check =>
	(result, { received }) => {
		const listed = itemsOf(result, 'List Unreviewed Events');
		const chosen = idsOf(
			listed.filter((event) => isChosen(Number(event['maxAccelerationGForce']))),
		);
		const items = itemsOf(result, changedBy);
		const updates = received.filter(({ method }) => method === 'PATCH');
		const [body] = updates.map((request) => request.body as { safetyEventIds?: string[] });
		return [
			{
				text: 'some events are chosen, and not all',
				kept: chosen.length > 0 && chosen.length < listed.length,
				found: chosen.length,
			},
			{
				text: 'all of them are updated in one call',
				kept:
					updates.length === 1 &&
					isDeepStrictEqual([...(body?.safetyEventIds ?? [])].sort(), chosen),
				found: updates.map((request) => request.body),
			},
			{
				text: `each is confirmed as ${eventState}`,
				kept:
					isDeepStrictEqual(idsOf(items), chosen) &&
					items.every((item) => item['confirmed'] === true && item['eventState'] === eventState),
				found: items,
			},
			{
				text: 'no more than five calls in any second',
				kept: received.every(({ at, path }) => {
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

/** What examples/samsara-dismiss-minor-events.json says on its note. */
export const dismissMinorEvents = changed((g) => g < 0.4, 'Dismiss and Confirm', 'dismissed');

/** What examples/samsara-coaching-queue.json says on its note. */
export const coachingQueue: Check = (result, observed) => {
	const queue = itemsOf(result, 'Queue by Driver');
	const queued = queue.reduce((sum, { events }) => sum + Number(events), 0);
	return [
		...changed((g) => g >= 0.6, 'Send to Coaching', 'needsCoaching')(result, observed),
		{
			text: 'the queue has every chosen event once, by driver',
			kept: queued === itemsOf(result, 'Send to Coaching').length && queue.length > 0,
			found: queue,
		},
	];
};
