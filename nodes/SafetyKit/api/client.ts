import { ApiFailure } from '../../core/failures/failures';
import type { Fetched } from '../../core/http/client';
import type { Effect } from '../../core/http/request';
import { merged } from '../../core/form/merged';
import type { JsonRecord } from '../../core/json';
import { defined, isJsonRecord } from '../../core/json';
import type { Call } from './call';
import type { KeyedEvent } from '../event/event';
import { isText } from './isText';
import { eventsAtFault } from '../event/refusedEvents';

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

/** Who the deletion requests of one run are about, by SafetyKit's ID of them. */
export type Deletions = Map<unknown, unknown>;

/**
 * @param extra the user's Extra Fields, merged last into the body of everything but events, which carry their own
 * @param deletions of the run, so that one user's request is not taken for that of another
 */
export function safetyKitClient(
	call: Call,
	extra: JsonRecord,
	deletions: Deletions = new Map(),
): SafetyKitClient {
	const noteDeletion = (id: unknown, user: unknown) => {
		if (deletions.has(id) && deletions.get(id) !== user) throw ofAnotherUser();
		deletions.set(id, user);
	};
	return {
		async sendEvent(event, delivery) {
			const name = delivery === 'queued' ? 'event.queue' : 'event.send';
			const fetched = await call(name, { body: event });
			const { idempotency_key } = event;
			refuseOther(fetched, { idempotency_key });
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
			const { id } = isJsonRecord(body.data) ? body.data : object;
			refuseOther(fetched, namesItself(fetched) ? { namespace } : { namespace, id });
			return acknowledged(fetched, 'requestId');
		},
		async getRequestStatus(namespace, requestId) {
			const path = { namespace, requestId };
			const fetched = await call('dataObject.getStatus', { path, query: extra });
			refuseOther(fetched, { namespace, request_id: requestId });
			return recordWith(fetched, 'status');
		},
		async createAgentDecision(fields) {
			const body = merged(defined(fields), extra);
			const fetched = await call('agentDecision.create', { body });
			const { reference_id, content_type, policy_id } = body;
			refuseOther(fetched, { reference_id, content_type, policy_id });
			return decisionIn(fetched);
		},
		async createDeletionRequest(fields) {
			const body = merged(defined(fields), extra);
			const effect: Effect = isText(body.external_request_id) ? 'safeWrite' : 'unsafeWrite';
			const fetched = await call('deletionRequest.create', { body, effect });
			const { subject_user_id, external_request_id } = body;
			refuseOther(fetched, { subject_user_id, external_request_id });
			const request = acknowledged(fetched, 'deletion_request_id');
			noteDeletion(request.deletion_request_id, subject_user_id);
			return request;
		},
	};
}

/** SafetyKit makes one request of an external ID, that of whoever came first. */
function ofAnotherUser(): ApiFailure {
	return new ApiFailure(
		'SafetyKit gave back the deletion request of another user of this run, so nothing of this user is deleted',
		'External Request ID is the same for both. Give every user an ID of their own, or leave the field empty, and send this item again.',
		{ attempts: 1, certainlyWithoutEffect: true },
	);
}

function answerOf(failure: unknown, faults: Map<number, string>): BatchAnswer {
	if (!(failure instanceof ApiFailure)) return { kind: 'failed', failure };
	const { status } = failure.details;
	if (status === 413) return { kind: 'tooLarge', failure };
	if (status !== 400 && status !== 422) return { kind: 'failed', failure };
	return { kind: 'refused', failure, faults };
}

/** The receipts in the order of the events: `event_id` for one, `event_ids` for a batch, a count from the queue. */
function receiptsIn(fetched: Fetched, count: number, delivery: Delivery): Receipt[] {
	const { body, lacks } = fetched;
	refuseRefused(fetched);
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

/** Words of a status that are no acknowledgement. Any other counts: only "ok", "queued" and "accepted" are documented. */
const REFUSED =
	/^(?:denied|err(?:or|ored)?|fail(?:ed|ure)?|forbidden|invalid|not[ _]?found|refused|rejected)$/i;

/** As recordWith, for an answer whose status is that of the request. */
function acknowledged(fetched: Fetched, essential: string): JsonRecord {
	const record = recordWith(fetched, essential);
	refuseRefused(fetched);
	return record;
}

function refuseRefused({ body, lacks }: Fetched): void {
	const status: unknown = isJsonRecord(body) ? body.status : undefined;
	if (typeof status === 'string' && REFUSED.test(status.trim())) throw lacks('accepting it');
}

/**
 * Refuses an answer about another record than the one that was asked about. What it does not repeat is not compared: no
 * answer is documented to.
 *
 * @param sent what was sent, by SafetyKit's names
 */
function refuseOther({ body, lacks }: Fetched, sent: JsonRecord): void {
	if (!isJsonRecord(body)) return;
	for (const [name, value] of Object.entries(sent)) {
		const ours = plainText(value);
		const theirs = [name, camelCased(name)].map((field) => plainText(body[field]));
		const other = theirs.find((said) => said !== undefined && said !== ours);
		if (ours !== undefined && other !== undefined)
			throw lacks(`the ${name} that was sent (${ours})`);
	}
}

/** Whether `id` is that of the request, not that of the object. */
const namesItself = ({ body }: Fetched) =>
	isJsonRecord(body) && isText(body.id) && body.id === body.requestId;

const camelCased = (name: string) =>
	name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** Of what identifies a record; undefined for what cannot. */
function plainText(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}

/** Whether SafetyKit was right, which is the whole answer. */
function decisionIn(fetched: Fetched): JsonRecord {
	const { body, lacks } = fetched;
	refuseRefused(fetched);
	const answer: JsonRecord = isJsonRecord(body) ? body : {};
	const verdict = answer.safetykitCorrect ?? answer.safetykit_correct;
	if (typeof verdict === 'boolean' || answer.safetykitCorrect === null) return answer;
	throw lacks('its safetykitCorrect');
}

function recordWith({ body, lacks }: Fetched, essential: string): JsonRecord {
	if (isJsonRecord(body) && isText(body[essential])) return body;
	throw lacks(`its ${essential}`);
}
