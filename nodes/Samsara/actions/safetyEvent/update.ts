import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { planCalls } from '../../../shared/batching/planCalls';
import { ApiFailure } from '../../../shared/errors/ApiFailure';
import { flag, number, optional } from '../../../shared/input/fields';
import type { BulkResult, OutputRecord } from '../../../shared/operation/operation';
import { requestOptions } from '../../../shared/operation/settings';
import type { EventChange } from '../../api/client';
import { LARGEST_BATCH } from '../../api/client';
import type { ReadBack } from '../../api/confirm';
import { combined, confirmUpdates } from '../../api/confirm';
import { behaviorLabelsOf, contextLabelsOf } from '../../api/safetyEvent';
import { updatedSafetyEvent } from '../../api/schemas';
import type { Fate } from '../../api/sendUpdates';
import { sendUpdates } from '../../api/sendUpdates';
import { samsaraBulkOperation } from '../operation';
import { changeFieldsInput, changeOf, keyOfChange } from './change';
import { dismissalComment, dismissalReason, eventState, labelChanges } from './changeFields';
import { safetyEventIds, safetyEventIdsInput } from './safetyEventIds';

/** Seconds. */
const DEFAULT_CONFIRM_TIMEOUT = 30;
const LONGEST_CONFIRM_TIMEOUT = 600;
/** How many unknown ids a message names. */
const MOST_NAMED = 10;

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
				skipUnknown: optional(flag),
			})
			.default({}),
	})
	.transform((form, context) => ({
		ids: form.safetyEventIds,
		change: changeOf(form, context),
		confirm: form.options.confirm,
		confirmTimeoutMs: (form.options.confirmTimeout ?? DEFAULT_CONFIRM_TIMEOUT) * 1_000,
		skipUnknown: form.options.skipUnknown ?? true,
	}));

type Input = z.output<typeof input>;

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
	properties: [
		safetyEventIds,
		eventState,
		dismissalReason,
		dismissalComment,
		labelChanges,
		requestOptions('bulk', ownOptions),
	],
	sameOptions: true,
	input,
	output: updatedSafetyEvent,
	succeeded: 'safety event(s) of this run were accepted by Samsara',
	async run(inputs, { client, hint }) {
		// Options are the same for all items of a bulk operation.
		const options = inputs[0]?.input;
		if (options === undefined) return [];
		const { calls, callOf } = planCalls(
			inputs.map((one) => one.input),
			{ size: LARGEST_BATCH, keyOf: keyOfChange },
		);
		const fates = await sendUpdates(client, calls, options);
		const results = inputs.flatMap(({ item, input: { ids } }, ask) =>
			ids.map((id, place) => ({ item, id, fate: fates[callOf[ask]?.[place] ?? -1]?.get(id) })),
		);
		const readBack = options.confirm
			? await confirmUpdates(client, expectedOf(inputs, results), {
					timeoutMs: options.confirmTimeoutMs,
					hint,
				})
			: undefined;
		const unknown = unknownIn(results);
		return results.map(({ item, id, fate }): BulkResult => {
			if (fate?.kind === 'accepted') {
				const output = accepted(id, fate.requestId, readBack?.get(id));
				return { item, output };
			}
			return {
				item,
				failure: fate?.kind === 'failed' ? aboutEvent(id, fate.failure) : unknown(id),
			};
		});
	},
});

interface Result {
	item: number;
	id: string;
	fate: Fate | undefined;
}

/** What each accepted event should look like in the end, when several items changed the same one. */
function expectedOf(inputs: ReadonlyArray<{ input: Input }>, results: readonly Result[]) {
	const changes = inputs.flatMap(({ input: { ids, change } }) => ids.map(() => change));
	const expected = new Map<string, EventChange>();
	for (const [index, { id, fate }] of results.entries()) {
		const change = changes[index];
		if (fate?.kind !== 'accepted' || change === undefined) continue;
		expected.set(id, combined(expected.get(id), change));
	}
	return expected;
}

function accepted(
	id: string,
	requestId: string | undefined,
	readBack: ReadBack | undefined,
): OutputRecord {
	const output: OutputRecord = { id, accepted: true, requestId };
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

/** One call carries many events, so its failure tells for each of them which one it was. */
function aboutEvent(id: string, failure: unknown): unknown {
	if (!(failure instanceof ApiFailure)) return failure;
	const { message, howToGoOn, details } = failure;
	return new ApiFailure(message, howToGoOn, { ...details, recordId: id });
}

function unknownIn(results: readonly Result[]): (id: string) => ApiFailure {
	const unknown = new Set(
		results.filter(({ fate }) => fate?.kind === 'unknown').map(({ id }) => id),
	);
	const named = [...unknown].slice(0, MOST_NAMED).join(', ');
	const more = unknown.size > MOST_NAMED ? ` and ${unknown.size - MOST_NAMED} more` : '';
	const all =
		unknown.size > 1 ? ` Unknown in this run, ${unknown.size} in all: ${named}${more}.` : '';
	const others = results.some(({ fate }) => fate?.kind === 'accepted')
		? ' The IDs that Samsara knows were sent without it.'
		: ' As no ID of this run was accepted, check Region, or Base URL, of the credential too.';
	return (id) =>
		new ApiFailure(
			`Samsara has no safety event ${id}`,
			`Nothing of it was changed.${others} Check Safety Event IDs: the ID may be mistyped, or the event may belong to another organization or to vehicles that the token may not see.${all}`,
			{ status: 404, recordId: id, attempts: 1, certainlyWithoutEffect: true },
		);
}
