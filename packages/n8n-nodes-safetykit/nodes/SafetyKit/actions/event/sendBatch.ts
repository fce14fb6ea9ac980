import { requestOptions } from '../../../shared/operation/settings';
import { jsonBytes } from '../../api/event/batches';
import { sentEvent } from '../../api/schemas';
import { safetyKitBulkOperation } from '../operation';
import { completeEvent } from './complete';
import { eventFields } from './fields';
import { hintsOf, hintsOnKeys } from './hints';
import { eventInput } from './input';
import { delivery, eventJson, inputModeOfBatch, mapHint } from './mode';
import { batchOptions, personalDataInMetadata } from './options';
import { sendInBatches } from './sendInBatches';

/**
 * POST /v1/events with arrays: the items become batches in their order, and each item gets the id of its event. How the
 * events are sent is read from the first item's options.
 */
export const sendBatch = safetyKitBulkOperation({
	resource: 'event',
	operation: 'sendBatch',
	name: 'Send Batch',
	action: 'Send batch of events',
	description: 'Send all items as events, in ordered batches',
	properties: [
		inputModeOfBatch,
		mapHint,
		eventJson,
		...eventFields,
		delivery,
		requestOptions('bulk', [personalDataInMetadata, ...batchOptions]),
	],
	input: eventInput,
	takesInputItem: true,
	output: sentEvent,
	async run(inputs, { client, keyFor, stopsAtFailure, hint }) {
		const [first] = inputs;
		if (first === undefined) return [];
		const { delivery: how, batching } = first.input;
		for (const text of hintsOf(inputs.map(({ input }) => input.remarks))) hint(text);
		const posted = inputs.map(({ item, input }) => {
			const event = completeEvent(input.event, () => keyFor(item));
			return { item, event, bytes: jsonBytes(event) };
		});
		for (const text of hintsOnKeys(posted.map(({ event }) => event))) hint(text);
		return await sendInBatches(posted, batching, {
			send: async (events) => await client.sendEvents(events, how),
			stopsAtFailure,
		});
	},
});
