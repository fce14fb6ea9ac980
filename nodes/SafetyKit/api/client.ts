import { ApiFailure } from '../../shared/errors/ApiFailure';
import type { Fetched } from '../../shared/http/client';
import type { Effect } from '../../shared/http/request';
import { merged } from '../../shared/input/merged';
import type { JsonRecord } from '../../shared/json';
import { defined, isJsonRecord } from '../../shared/json';
import type { Call } from './call';
import type { KeyedEvent } from './event/event';
import { isText } from './isText';
import { eventsAtFault } from './refusedEvents';

/** `stored`: answered when the event is ingested, with its id. `queued`: answered at once, without one. */
export type Delivery = 'stored' | 'queued';

export type Receipt = { event_id: string } | { queued: true };

/** What became of a batch. */
export type BatchAnswer =
	| { kind: 'accepted'; receipts: Receipt[] }
	/** 400 or 422. That nothing of a batch is stored then is assumed; the keys of the events make it no matter. */
	| { kind: 'refused'; failure: ApiFailure; faults: Map<number, string> }
	/** 413. */
	| { kind: 'tooLarge'; failure: ApiFailure }
	/** Whatever else may happen, a cancelled execution among it. */
	| { kind: 'failed'; failure: unknown };

/** The SafetyKit API. Every method throws ApiFailure when it does not end well, but for sendEvents, which says so. */
export interface SafetyKitClient {
	sendEvent(event: KeyedEvent, delivery: Delivery): Promise<Receipt>;
	sendEvents(events: readonly KeyedEvent[], delivery: Delivery): Promise<BatchAnswer>;
	submitObject(namespace: string, object: JsonRecord): Promise<JsonRecord>;
	getRequestStatus(namespace: string, requestId: string): Promise<JsonRecord>;
	createAgentDecision(fields: JsonRecord): Promise<JsonRecord>;
	createDeletionRequest(fields: JsonRecord): Promise<JsonRecord>;
}

/** @param extra the user's Extra Fields, merged last into the body of everything but events, which carry their own */
export function safetyKitClient(call: Call, extra: JsonRecord): SafetyKitClient {
	return {
		async sendEvent(event, delivery) {
			const name = delivery === 'queued' ? 'event.queue' : 'event.send';
			const fetched = await call(name, { body: event });
			const [receipt] = receiptsIn(fetched, 1, delivery);
			if (receipt === undefined) throw fetched.lacks('an event_id');
			return receipt;
		},
		async sendEvents(events, delivery) {
			const name = delivery === 'queued' ? 'event.queue' : 'event.sendBatch';
			let faults = new Map<number, string>();
			try {
				const fetched = await call(name, {
					body: events,
					onRefusal: (body, quotable) => {
						faults = eventsAtFault(body, events.length, quotable);
					},
				});
				return { kind: 'accepted', receipts: receiptsIn(fetched, events.length, delivery) };
			} catch (failure) {
				return answerOf(failure, faults);
			}
		},
		async submitObject(namespace, object) {
			const body = merged({ data: object }, extra);
			const fetched = await call('dataObject.submit', { path: { namespace }, body });
			return recordWith(fetched, 'requestId');
		},
		async getRequestStatus(namespace, requestId) {
			const path = { namespace, requestId };
			return recordWith(await call('dataObject.getStatus', { path, query: extra }), 'status');
		},
		async createAgentDecision(fields) {
			const body = merged(defined(fields), extra);
			const { body: answer, lacks } = await call('agentDecision.create', { body });
			if (!isJsonRecord(answer)) throw lacks('an object');
			return answer;
		},
		async createDeletionRequest(fields) {
			const body = merged(defined(fields), extra);
			const effect: Effect = isText(body.external_request_id) ? 'safeWrite' : 'unsafeWrite';
			return recordWith(
				await call('deletionRequest.create', { body, effect }),
				'deletion_request_id',
			);
		},
	};
}

function answerOf(failure: unknown, faults: Map<number, string>): BatchAnswer {
	if (!(failure instanceof ApiFailure)) return { kind: 'failed', failure };
	const { status } = failure.details;
	if (status === 413) return { kind: 'tooLarge', failure };
	if (status !== 400 && status !== 422) return { kind: 'failed', failure };
	return { kind: 'refused', failure, faults };
}

/** The receipts in the order of the events: `event_id` for one, `event_ids` for a batch, a count from the queue. */
function receiptsIn({ body, lacks }: Fetched, count: number, delivery: Delivery): Receipt[] {
	const answer: JsonRecord = isJsonRecord(body) ? body : {};
	if (delivery === 'queued') {
		if (answer.queued_events !== count) throw lacks(`queued_events: ${count}`);
		return Array.from({ length: count }, () => ({ queued: true }));
	}
	const ids: unknown[] = Array.isArray(answer.event_ids) ? answer.event_ids : [answer.event_id];
	// An ID that is no text may not be passed over: those after it would come to other events.
	if (ids.length !== count || !ids.every(isText)) {
		throw lacks(count === 1 ? 'an event_id' : `an event id for each of the ${count} events`);
	}
	return ids.map((event_id) => ({ event_id }));
}

function recordWith({ body, lacks }: Fetched, essential: string): JsonRecord {
	if (isJsonRecord(body) && isText(body[essential])) return body;
	throw lacks(`its ${essential}`);
}
