import { z } from 'zod';

import { ApiFailure } from '../../core/failures/failures';
import { joinNames } from '../../core/failures/text';
import type { JsonRecord } from '../../core/json';
import type { BulkResult } from '../../core/operation';
import { aboutRecord } from '../refusals';
import type { EventChange } from './change';
import { combined } from './change';
import type { ReadBack } from './confirm';
import { behaviorLabelsOf, contextLabelsOf } from './safetyEvent';
import type { UpdateOutcome } from './sendUpdates';

/** One output item, for the editor. */
export const updatedSafetyEvent = z.object({
	id: z.string(),
	accepted: z.boolean().describe('Whether Samsara accepted the change, which it makes later'),
	requestId: z.string().nullish(),
	confirmed: z.boolean().describe('With Confirm: whether the whole change is visible').nullish(),
	confirmation: z.string().nullish(),
	eventState: z.string().nullish(),
	behaviorLabels: z.array(z.string()).nullish(),
	contextLabels: z.array(z.string()).nullish(),
	outstanding: z.array(z.string()).nullish(),
});

/** How many unknown IDs a message names. */
const MOST_NAMED = 10;

/** One event of one input item. */
export interface UpdatedEvent {
	item: number;
	id: string;
	change: EventChange;
	/** Undefined for an event that was not sent, because the run ended before. */
	outcome: UpdateOutcome | undefined;
}

export function isAccepted({ outcome }: UpdatedEvent): boolean {
	return outcome?.kind === 'accepted';
}

/** What each accepted event should look like in the end, when several items changed the same one. */
export function expectedOf(events: readonly UpdatedEvent[]): Map<string, EventChange> {
	const expected = new Map<string, EventChange>();
	for (const { id, change } of events.filter(isAccepted)) {
		expected.set(id, combined(expected.get(id), change));
	}
	return expected;
}

/** The output of the node, in the order of the input. The failure that ended the run counts the events that were not sent. */
export function resultsOf(
	events: readonly UpdatedEvent[],
	readBack: ReadonlyMap<string, ReadBack> | undefined,
): BulkResult[] {
	const unknown = unknownIn(events);
	const unsent = events.filter(({ outcome }) => outcome === undefined).length;
	const alsoUnsent = unsent === 0 ? '' : ` ${unsent} safety events of this run were not sent.`;
	return events.flatMap(({ item, id, outcome }): BulkResult[] => {
		if (outcome === undefined) return [];
		if (outcome.kind === 'accepted') {
			return [{ item, output: accepted(id, outcome.requestId, readBack?.get(id)) }];
		}
		const failure = outcome.kind === 'failed' ? outcome.failure : unknown(id);
		return [{ item, failure: aboutRecord(id, failure, alsoUnsent) }];
	});
}

function accepted(
	id: string,
	requestId: string | undefined,
	readBack: ReadBack | undefined,
): JsonRecord {
	const output: JsonRecord = { id, accepted: true, requestId };
	if (readBack === undefined) return output;
	const { confirmation, outstanding, event } = readBack;
	return {
		...output,
		confirmed: confirmation === 'confirmed',
		confirmation,
		...(event === undefined
			? {}
			: {
					eventState: event.eventState,
					behaviorLabels: behaviorLabelsOf(event),
					contextLabels: contextLabelsOf(event),
				}),
		...(outstanding.length === 0 ? {} : { outstanding }),
	};
}

function unknownIn(events: readonly UpdatedEvent[]): (id: string) => ApiFailure {
	const unknown = new Set(
		events.filter(({ outcome }) => outcome?.kind === 'unknown').map(({ id }) => id),
	);
	const all =
		unknown.size > 1
			? ` Unknown IDs in this run (${unknown.size}): ${joinNames([...unknown], MOST_NAMED)}.`
			: '';
	const others = events.some(isAccepted)
		? ' The node updated the other events.'
		: ' Samsara accepted no ID of this run, so also check Region or Base URL of the credential.';
	return (id) =>
		new ApiFailure(
			`Samsara has no safety event ${id}`,
			`This ID was not updated.${others} Check Safety Event IDs. The ID may be mistyped, or the event may belong to another organization or to a vehicle that the token may not see.${all}`,
			{ status: 404, attempts: 1, certainlyWithoutEffect: true },
		);
}
