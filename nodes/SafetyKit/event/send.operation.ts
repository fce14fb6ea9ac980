import { requestOptions } from '../../core/run/settings';
import { refuseOther } from '../answers';
import type { SafetyKitCall } from '../service';
import { safetyKitOperation } from '../service';
import { delivery, eventCall, outputOf, queueEvents, receiptsIn, sentEvent } from './delivery';
import { completeEvent } from './event';
import { eventFields, idsInRows } from './fields';
import { hintAt } from './hints';
import { eventJson, inputModeOfSend, mapNotice } from './inputMode';
import { eventOptions, personalDataInMetadata } from './options';
import { eventForm, readEvent } from './readEvent';

const call: SafetyKitCall = {
	...eventCall,
	key: 'event.send',
	title: 'Create event',
	path: '/v1/events',
	parameters: 'a field of the event',
	longParameters: 'content or metadata of the event',
};

/** POST /v1/events, one event for each item; several are under way at the same time, so their order is not kept. */
export const send = safetyKitOperation({
	resource: 'event',
	operation: 'send',
	name: 'Send',
	action: 'Send event',
	description: 'Send each item as one event, several at the same time',
	asTool: 'Only for what a user has done. Not for tests, and not to read a result.',
	fields: [
		inputModeOfSend,
		mapNotice,
		eventJson,
		...eventFields,
		delivery,
		requestOptions('perItem', [personalDataInMetadata]),
	],
	ids: idsInRows,
	options: eventOptions,
	form: eventForm,
	interpret: readEvent,
	call,
	async run({ event, remarks, delivery: how }, { client, keyFor, hint }) {
		hintAt(remarks, hint);
		const complete = completeEvent(event, keyFor);
		const answer = await client.send(how === 'queued' ? queueEvents : call, { body: complete });
		refuseOther(answer, { idempotency_key: complete.idempotency_key });
		const [receipt] = receiptsIn(answer, 1, how);
		if (receipt === undefined) throw answer.lacks('an event_id');
		return outputOf(complete, receipt);
	},
	output: sentEvent,
});
