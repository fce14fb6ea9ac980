import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { planCalls } from '../../core/batching/planCalls';
import { flag, jsonObject, number, optional } from '../../core/form/schemas';
import { refuse } from '../../core/form/refusal';
import { requestOptions } from '../../core/run/settings';
import { LARGEST_BATCH } from '../api/client';
import { confirmUpdates } from './confirm';
import { changesNothing, keyOfChange } from './eventChange';
import { updatedSafetyEvent } from '../api/schemas';
import { sendUpdates } from './sendUpdates';
import { samsaraBulkOperation } from '../operation';
import { changeFieldsInput, changeOf } from './change';
import {
	dismissalComment,
	dismissalReason,
	eventState,
	labelChanges,
	labelNames,
} from './changeFields';
import { safetyEventIds, safetyEventIdsInput } from './safetyEventIds';
import type { UpdatedEvent } from './updateResults';
import { expectedOf, isAccepted, resultsOf } from './updateResults';

/** Seconds. */
const DEFAULT_CONFIRM_TIMEOUT = 30;
const LONGEST_CONFIRM_TIMEOUT = 600;

const ownOptions: INodeProperties[] = [
	{
		displayName: 'Confirm',
		name: 'confirm',
		type: 'boolean',
		default: false,
		description:
			'Whether to read the events back until the change is visible. Samsara only acknowledges an update and carries it out later. Needs the permission to read safety events.',
	},
	{
		displayName: 'Confirm Timeout',
		name: 'confirmTimeout',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: LONGEST_CONFIRM_TIMEOUT },
		default: DEFAULT_CONFIRM_TIMEOUT,
		description:
			'How many seconds to wait for the change to become visible. Every event is read at least once.',
	},
	{
		displayName: 'Skip Unknown Events',
		name: 'skipUnknown',
		type: 'boolean',
		default: true,
		description:
			'Whether to find the IDs that Samsara does not know, report each of them, and update the others. Switched off, one unknown ID keeps up to 200 events from being updated, as Samsara has it.',
	},
];

const input = z
	.object({
		safetyEventIds: safetyEventIdsInput,
		...changeFieldsInput,
		options: z
			.object({
				confirm: flag,
				confirmTimeout: optional(number({ min: 0, max: LONGEST_CONFIRM_TIMEOUT })),
				extraFields: optional(jsonObject),
				skipUnknown: optional(flag),
			})
			.default({}),
	})
	.transform((form, context) => {
		const { confirm, confirmTimeout, extraFields = {}, skipUnknown } = form.options;
		const change = changeOf(form, context);
		const hasExtraFields = Object.keys(extraFields).length > 0;
		if (changesNothing(change)) refuseUnlessExtra(context, { hasExtraFields, confirm });
		return {
			ids: form.safetyEventIds,
			change,
			confirm,
			confirmTimeoutMs: (confirmTimeout ?? DEFAULT_CONFIRM_TIMEOUT) * 1_000,
			skipUnknown: skipUnknown ?? true,
			hasExtraFields,
		};
	});

/** Extra Fields may be all that changes: they are for what this node does not know. What they change it cannot compare. */
function refuseUnlessExtra(
	context: z.RefinementCtx,
	{ hasExtraFields, confirm }: { hasExtraFields: boolean; confirm: boolean },
): void {
	if (!hasExtraFields) {
		refuse(
			context,
			'is left as it is, and no label is to change',
			'Choose an Event State, or add a label change.',
			['eventState'],
		);
	} else if (confirm) {
		refuse(
			context,
			'is on, but Extra Fields is all that is to change, and it compares Event State and labels only',
			'Switch it off, and read the events with Safety Event → Get.',
			['options', 'confirm'],
		);
	}
}

/**
 * PATCH /safety-events/batch, up to 200 ids a call. Accepted is not done: Samsara carries the change out later and reports
 * what goes wrong then nowhere, so Confirm reads the events back.
 */
export const update = samsaraBulkOperation({
	resource: 'safetyEvent',
	operation: 'update',
	name: 'Update',
	action: 'Update safety events',
	description: 'Change the state or labels of one or thousands of safety events',
	fields: [
		safetyEventIds,
		eventState,
		dismissalReason,
		dismissalComment,
		labelChanges,
		requestOptions('bulk', ownOptions),
	],
	ids: [safetyEventIds.name, ...labelNames],
	sameOptions: true,
	form: input,
	output: updatedSafetyEvent,
	succeeded: 'safety event(s) of this run were accepted by Samsara',
	async run(inputs, { client, stopsAtFailure, hint }) {
		// Options are the same for all items of a bulk operation.
		const options = inputs[0]?.input;
		if (options === undefined) return [];
		const { confirm, confirmTimeoutMs: timeoutMs, skipUnknown, hasExtraFields } = options;
		const { calls, callOf } = planCalls(
			inputs.map((one) => one.input),
			{ size: LARGEST_BATCH, keyOf: keyOfChange },
		);
		const fates = await sendUpdates(client, calls, { skipUnknown, stopsAtFailure });
		const events = inputs.flatMap(({ item, input: { ids, change } }, ask) =>
			ids.map((id, place): UpdatedEvent => {
				const fate = fates[callOf[ask]?.[place] ?? -1]?.get(id);
				return { item, id, change, fate };
			}),
		);
		// Nobody gets the output of a run that stops.
		const willStop = stopsAtFailure && !events.every(isAccepted);
		if (!confirm || willStop) return resultsOf(events, undefined);
		if (hasExtraFields) {
			hint('Confirm compares Event State and labels: what Extra Fields changes is not compared.');
		}
		const expected = expectedOf(events);
		return resultsOf(events, await confirmUpdates(client, expected, { timeoutMs, hint }));
	},
});
