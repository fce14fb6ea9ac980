import { requestOptions } from '../../core/run/settings';
import { sentEvent } from '../api/schemas';
import { safetyKitOperation } from '../operation';
import { completeEvent } from './complete';
import { eventFields, eventIds, notEmptyWhenMapped } from './fields';
import { hintAt } from './hints';
import { eventForm, interpretEvent } from './input';
import { delivery, eventJson, inputModeOfSend, mapHint } from './mode';
import { personalDataInMetadata } from './options';
import { receiptOf } from './receipt';
import { eventOptions } from './settings';

/** POST /v1/events, one event for each item; items are under way at the same time, so their order is not kept. */
export const send = safetyKitOperation({
	resource: 'event',
	operation: 'send',
	name: 'Send',
	action: 'Send event',
	description: 'Send one event for each item',
	fields: [
		inputModeOfSend,
		mapHint,
		eventJson,
		...eventFields,
		delivery,
		requestOptions('perItem', [personalDataInMetadata]),
	],
	ids: eventIds,
	notEmptyWhenMapped,
	options: eventOptions,
	form: eventForm,
	interpret: interpretEvent,
	output: sentEvent,
	async run({ event, remarks, delivery: how }, { client, keyFor, hint }) {
		hintAt(remarks, hint);
		const complete = completeEvent(event, keyFor);
		return receiptOf(complete, await client.sendEvent(complete, how));
	},
});
