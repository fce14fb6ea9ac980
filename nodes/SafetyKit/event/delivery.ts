import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { JsonRecord } from '../../core/json';
import { isJsonRecord, isText } from '../../core/json';
import type { Answer } from '../../core/service';
import { refuseRefused } from '../answers';
import type { SafetyKitCall } from '../service';
import type { CompleteEvent } from './event';

/** `stored`: answered when the event is ingested, with its id. `queued`: answered at once, without one. */
export const DELIVERIES = ['stored', 'queued'] as const;
export type Delivery = (typeof DELIVERIES)[number];

export const delivery: INodeProperties = {
	displayName: 'Delivery',
	name: 'delivery',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Wait Until Stored',
			value: 'stored',
			description: 'SafetyKit answers when it has stored the event. The output has its ID.',
		},
		{
			name: 'Queue',
			value: 'queued',
			description:
				'SafetyKit answers at once, without an ID. The result of the event stays unknown.',
		},
	],
	default: 'stored',
	description: 'When SafetyKit answers the node',
};

/** What the calls with events have in common. A key in every event makes a repeat harmless (SDK types). */
export const eventCall = {
	method: 'POST',
	evidence: 'documented',
	effect: 'safeWrite',
	fields: [
		'type',
		'event_name',
		'timestamp',
		'user_id',
		'target_user_id',
		'target_content_id',
		'source_type',
		'source_id',
		'labels',
		'content',
		'content_id',
		'resources_used',
		'metadata',
		'client_info',
		'product',
		'appealed_decision_id',
		'idempotency_key',
	],
	fieldEvidence: 'partly',
	statuses: {
		403: ({ call, says }) => ({
			message: `The API Key of this credential has no permission for "${call.title}"`,
			howToGoOn: `Backend events are a beta of SafetyKit. Ask SafetyKit whether your team has access.${says}`,
		}),
	},
} as const satisfies Partial<SafetyKitCall>;

/** Takes one event or an array, as the others do; answers with a count, never with ids. */
export const queueEvents: SafetyKitCall = {
	...eventCall,
	key: 'event.queue',
	title: 'Queue events',
	path: '/v1/async/events',
	parameters: 'a field of the events',
	longParameters: 'content or metadata of the events, or lower Max Batch Size',
};

export type Receipt = { event_id: string } | { queued: true };

/**
 * The receipts in the order of the events: `event_id` for one, `event_ids` for a batch, a count from the queue. Throws
 * ApiFailure for an answer without them.
 */
export function receiptsIn(answer: Answer, count: number, how: Delivery): Receipt[] {
	const { lacks } = answer;
	refuseRefused(answer);
	const body: JsonRecord = isJsonRecord(answer.body) ? answer.body : {};
	if (how === 'queued') {
		if (body.queued_events !== count) throw lacks(`queued_events: ${count}`);
		return Array.from({ length: count }, () => ({ queued: true }));
	}
	const ids: unknown[] = Array.isArray(body.event_ids) ? body.event_ids : [body.event_id];
	// Without an ID that is no text, those after it would go to other events.
	if (ids.length !== count || !ids.every(isText)) {
		throw lacks(count === 1 ? 'an event_id' : `an event id for each of the ${count} events`);
	}
	return ids.map((event_id) => ({ event_id }));
}

/** One output item: what SafetyKit answered, and the event that it is about. */
export const sentEvent = z.object({
	event_id: z.string().optional().describe('Missing for a queued event'),
	queued: z.boolean().optional().describe('True if SafetyKit queued the event'),
	type: z.string(),
	event_name: z.string(),
	timestamp: z.string(),
	idempotency_key: z.string(),
});

export function outputOf(event: CompleteEvent, receipt: Receipt): JsonRecord {
	const { type, event_name, timestamp, idempotency_key } = event;
	return { ...receipt, type, event_name, timestamp, idempotency_key };
}
