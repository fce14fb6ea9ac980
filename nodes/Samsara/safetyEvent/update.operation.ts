import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { planCalls } from '../../core/batching/planCalls';
import { flag, jsonObject, number, optional } from '../../core/form/schemas';
import { refuse } from '../../core/form/refusal';
import { requestOptions } from '../../core/run/settings';
import type { SamsaraCall, SamsaraClient } from '../service';
import { callName, samsara, WRITE_PERMISSION } from '../service';
import { acknowledgementOf } from './acknowledgement';
import { changeOf, changesNothing, keyOfChange } from './change';
import { dismissalComment, dismissalReason, eventState, labelChanges } from './changeFields';
import { confirmUpdates } from './confirm';
import { eventReader, streamedEvents } from './safetyEvent';
import { safetyEventIds } from './safetyEventIds';
import type { UpdateCalls } from './sendUpdates';
import { LARGEST_BATCH, sendUpdates } from './sendUpdates';
import type { UpdatedEvent } from './updateResults';
import { expectedOf, isAccepted, resultsOf, updatedSafetyEvent } from './updateResults';

const FIELDS = [
	'safetyEventIds',
	'eventState',
	'dismissalReason',
	'contextLabelsToAdd',
	'contextLabelsToRemove',
	'behaviorLabelsToAdd',
	'behaviorLabelsToRemove',
];

const call: SamsaraCall = {
	key: 'safetyEvent.update',
	title: 'Update safety events',
	method: 'PATCH',
	path: '/safety-events/batch',
	evidence: 'documented',
	// It states the event as it should be. That adding a present label changes nothing is assumed.
	effect: 'safeWrite',
	permission: WRITE_PERMISSION,
	rateLimit: { name: 'safety-events/batch', calls: 5, perMs: 1_000 },
	parameters: 'Safety Event IDs, Event State, Dismissal Reason or Label Changes',
	fields: FIELDS,
	fieldEvidence: 'documented',
	ownFields: FIELDS,
	statuses: {
		404: ({ says }) => ({
			message: 'Samsara does not know at least one of the safety events of this call',
			howToGoOn: `Samsara checks all IDs first and updated no event of this call. Switch Skip Unknown Events on to update the other events, or check Safety Event IDs.${says}`,
		}),
	},
};

/** Seconds. */
const DEFAULT_CONFIRM_TIMEOUT = 30;
const LONGEST_CONFIRM_TIMEOUT = 600;

const ownOptions: INodeProperties[] = [
	{
		displayName: 'Confirm',
		name: 'confirm',
		type: 'boolean',
		default: true,
		description:
			'Whether to read the events back until the change is visible. Samsara only acknowledges an update and makes the change later. Needs the permission "Read Safety Events & Scores".',
	},
	{
		displayName: 'Confirm Timeout',
		name: 'confirmTimeout',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_CONFIRM_TIMEOUT },
		default: DEFAULT_CONFIRM_TIMEOUT,
		description:
			'How many seconds Confirm waits for the change. It reads every event at least once.',
	},
	{
		displayName: 'Skip Unknown Events',
		name: 'skipUnknown',
		type: 'boolean',
		default: true,
		description:
			'Whether to update the other events when Samsara does not know an ID, and report each unknown ID. If off, one unknown ID stops the update of up to 200 events.',
	},
];

const options = z.object({
	confirm: flag,
	confirmTimeout: optional(number({ min: 0, max: LONGEST_CONFIRM_TIMEOUT })),
	extraFields: optional(jsonObject),
	skipUnknown: optional(flag),
});

/** Extra Fields may be all that changes: they are for what this node does not know. What they change it cannot compare. */
function refuseUnlessExtra(
	context: z.RefinementCtx,
	{ hasExtraFields, confirm }: { hasExtraFields: boolean; confirm: boolean },
): void {
	if (!hasExtraFields) {
		refuse(
			context,
			'is Leave As It Is, and Label Changes is empty',
			'Choose an Event State, or add labels to Label Changes.',
			['eventState'],
		);
	} else if (confirm) {
		refuse(
			context,
			'is on, but only Extra Fields changes the events, and Confirm compares only Event State and labels',
			'Switch Confirm off, and read the events with Safety Event → Get.',
			['options', 'confirm'],
		);
	}
}

/**
 * PATCH /safety-events/batch, up to 200 IDs a call. Accepted is not done: Samsara carries the change out later and does not
 * report what goes wrong then, so Confirm reads the events back.
 */
export const update = samsara.bulkOperation({
	resource: 'safetyEvent',
	operation: 'update',
	name: 'Update',
	action: 'Update safety events',
	description: 'Change the state or labels of one or many safety events',
	asTool:
		'Only as a person has decided. Not to read events, and not to judge a driver by yourself.',
	fields: [
		safetyEventIds,
		eventState,
		dismissalReason,
		dismissalComment,
		labelChanges,
		requestOptions('bulk', ownOptions),
	],
	sameOptions: true,
	options,
	interpret(form, { options: { extraFields = {}, ...own } }, context) {
		const change = changeOf(form, context);
		const hasExtraFields = Object.keys(extraFields).length > 0;
		if (changesNothing(change)) {
			refuseUnlessExtra(context, { hasExtraFields, confirm: own.confirm });
		}
		return { ids: form.safetyEventIds, change, hasExtraFields, ...own };
	},
	call,
	output: updatedSafetyEvent,
	succeeded: 'Other safety events accepted by Samsara in this run',
	async run(inputs, { client, stopsAtFailure, hint }) {
		// Options are the same for all items of a bulk operation.
		const [first] = inputs;
		if (first === undefined) return [];
		const { confirm, confirmTimeout, skipUnknown = true, hasExtraFields } = first.input;
		const { calls: planned, callOf } = planCalls(
			inputs.map(({ input }) => input),
			{ size: LARGEST_BATCH, keyOf: keyOfChange },
		);
		const calls = callsOf(client);
		const outcomes = await sendUpdates(calls, planned, { skipUnknown, stopsAtFailure });
		const events = inputs.flatMap(({ item, input: { ids, change } }, index) =>
			ids.map((id, place): UpdatedEvent => {
				const outcome = outcomes[callOf[index]?.[place] ?? -1]?.get(id);
				return { item, id, change, outcome };
			}),
		);
		// A run that stops gives out no items.
		const willStop = stopsAtFailure && !events.every(isAccepted);
		if (!confirm || willStop) return resultsOf(events, undefined);
		if (hasExtraFields) {
			hint('Confirm compares Event State and labels, but not what Extra Fields changes.');
		}
		const timeoutMs = (confirmTimeout ?? DEFAULT_CONFIRM_TIMEOUT) * 1_000;
		const { clock, lookUp } = calls;
		const confirming = { clock, lookUp, signal: client.signal, timeoutMs, hint };
		return resultsOf(events, await confirmUpdates(expectedOf(events), confirming));
	},
});

function callsOf(client: SamsaraClient): UpdateCalls {
	const readEvents = eventReader(client, () => {});
	return {
		clock: client.clock,
		updateName: callName(call),
		async update(ids, change) {
			const fields = { safetyEventIds: ids, ...change };
			const { body, lacks } = await client.send(call, { fields });
			const acknowledgement = acknowledgementOf(ids, body);
			if (acknowledgement === undefined) throw lacks('a readable acknowledgement');
			return acknowledgement;
		},
		// Events of vehicles without a camera would look unknown otherwise. Extra Fields are meant for the update.
		lookUp: async (ids) =>
			await readEvents(ids, { includeVgOnlyEvents: true }, { withExtraFields: false }),
		readStream: async (fields) =>
			await client.send(streamedEvents.call, { fields, withExtraFields: false }),
	};
}
