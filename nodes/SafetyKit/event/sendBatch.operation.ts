import { extraFields, requestOptions } from '../../core/run/settings';
import { bytesOfArray, jsonBytes } from './batches';
import { safetyKitBulkOperation } from '../service';
import { sendBatchOf, sendEvents } from './batchAnswer';
import { completeEvent } from './complete';
import { delivery, sentEvent } from './delivery';
import { eventFields, eventIds, notEmptyWhenMapped } from './fields';
import { hintAt, hintAtSharedIds, hintAtSharedKeys } from './hints';
import { eventForm, interpretEvent } from './input';
import { eventJson, inputModeOfBatch, mapHint } from './mode';
import { batchOptions, personalDataInMetadata } from './options';
import { oversize } from './refusals';
import { sendInBatches } from './sendInBatches';
import { eventOptions } from './settings';

/** POST /v1/events with arrays: the items become batches in their order, and each item gets the id of its event. */
export const sendBatch = safetyKitBulkOperation({
	resource: 'event',
	operation: 'sendBatch',
	name: 'Send Batch',
	action: 'Send batch of events',
	description: 'Send all items as events, in ordered batches',
	fields: [
		inputModeOfBatch,
		mapHint,
		eventJson,
		...eventFields,
		delivery,
		requestOptions('bulk', [personalDataInMetadata, ...batchOptions]),
	],
	ids: eventIds,
	notEmptyWhenMapped,
	options: eventOptions,
	sameOptions: true,
	optionsPerItem: [extraFields.name, personalDataInMetadata.name],
	form: eventForm,
	interpret: interpretEvent,
	call: sendEvents,
	output: sentEvent,
	check({ event, batching: { maxBytes } }, { keyFor }) {
		const bytes = bytesOfArray([jsonBytes(completeEvent(event, keyFor))]);
		if (bytes > maxBytes) throw oversize(bytes, maxBytes);
	},
	async run(inputs, { client, keyFor, stopsAtFailure, hint }) {
		const [first] = inputs;
		if (first === undefined) return [];
		// The same for all items: Delivery takes no expression, and the options are compared.
		const { delivery: how, batching } = first.input;
		const posted = inputs.map(({ item, input }) => {
			hintAt(input.remarks, hint);
			const event = completeEvent(input.event, () => keyFor(item));
			return { item, event, bytes: jsonBytes(event) };
		});
		hintAtSharedKeys(
			posted.map(({ event }) => event),
			hint,
		);
		const results = await sendInBatches(posted, batching, {
			send: async (events) => await sendBatchOf(events, how, client),
			stopsAtFailure,
		});
		hintAtSharedIds(results, hint);
		return results;
	},
});
