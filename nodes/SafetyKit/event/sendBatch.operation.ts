import { jsonBytes } from '../../core/batching/inBatches';
import { extraFields, requestOptions } from '../../core/run/settings';
import { safetyKitBulkOperation } from '../service';
import { sendBatchOf, sendEvents } from './batchAnswer';
import { delivery, sentEvent } from './delivery';
import { completeEvent } from './event';
import { eventFields, idsInRows } from './fields';
import { hintAt, hintAtSharedIds, hintAtSharedKeys } from './hints';
import { eventJson, inputModeOfBatch, mapNotice } from './inputMode';
import { batchOptions, eventOptions, personalDataInMetadata } from './options';
import { eventForm, readEvent } from './readEvent';
import { sendInBatches } from './sendInBatches';

/** POST /v1/events with arrays: the items become batches in their order, and each item gets the id of its event. */
export const sendBatch = safetyKitBulkOperation({
	resource: 'event',
	operation: 'sendBatch',
	name: 'Send Batch',
	action: 'Send batch of events',
	description: 'Send all items as events in a few requests, in their order',
	asTool: 'Not for one event: send event instead.',
	fields: [
		inputModeOfBatch,
		mapNotice,
		eventJson,
		...eventFields,
		delivery,
		requestOptions('bulk', [personalDataInMetadata, ...batchOptions]),
	],
	ids: idsInRows,
	options: eventOptions,
	sameOptions: true,
	optionsPerItem: [extraFields.name, personalDataInMetadata.name],
	form: eventForm,
	interpret: readEvent,
	call: sendEvents,
	output: sentEvent,
	async run(inputs, { client, keyFor, stopsAtFailure, hint }) {
		const [first] = inputs;
		if (first === undefined) return [];
		// The same for all items: Delivery takes no expression, and the runner compares the options.
		const { delivery: how, batching } = first.input;
		const events = inputs.map(({ item, input }) => {
			hintAt(input.remarks, hint);
			const event = completeEvent(input.event, () => keyFor(item));
			return { item, event, bytes: jsonBytes(event) };
		});
		hintAtSharedKeys(
			events.map(({ event }) => event),
			hint,
		);
		const results = await sendInBatches(events, batching, {
			send: async (batch) => await sendBatchOf(batch, how, client),
			stopsAtFailure,
		});
		hintAtSharedIds(results, hint);
		return results;
	},
});
