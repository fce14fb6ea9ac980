import type { CallName } from '../../core/http/callFailure';
import type { Endpoint } from '../../core/http/request';

const eventFields = [
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
];

/**
 * The calls of the SafetyKit API that this node makes. Documented is what was read on a page of docs.safetykit.com; what
 * is assumed is read off type names of its SDKs, or inferred by analogy. No success status, no error body and no rate
 * limit is documented for any of them: every 2xx counts, and answers are read by what is essential in them.
 */
export const endpoints = {
	/** With a key in every event, so that a repeat does no harm (SDK types, idempotency_key; the client sends no other). */
	'event.send': {
		title: 'Create event',
		method: 'POST',
		path: '/v1/events',
		evidence: 'documented',
		effect: 'safeWrite',
		fields: eventFields,
		fieldEvidence: 'partly',
	},
	/** The same with an array: ordered, all ingested before the answer, ids in the order of the request. */
	'event.sendBatch': {
		title: 'Create events',
		method: 'POST',
		path: '/v1/events',
		evidence: 'documented',
		effect: 'safeWrite',
		fields: eventFields,
		fieldEvidence: 'partly',
	},
	/** Takes the same body; answers with a count, never with ids. */
	'event.queue': {
		title: 'Queue events',
		method: 'POST',
		path: '/v1/async/events',
		evidence: 'documented',
		effect: 'safeWrite',
		fields: eventFields,
		fieldEvidence: 'partly',
	},
	/** The same id again updates the object and has it reviewed anew, so a repeat does no harm (reference, data/add). */
	'dataObject.submit': {
		title: 'Submit object',
		method: 'POST',
		path: '/v1/data/{namespace}',
		evidence: 'documented',
		effect: 'safeWrite',
		fields: ['data'],
		fieldEvidence: 'documented',
	},
	'dataObject.getStatus': {
		title: 'Get request status',
		method: 'GET',
		path: '/v1/data/{namespace}/requests/{requestId}',
		evidence: 'documented',
		effect: 'read',
		fields: [],
		fieldEvidence: 'documented',
	},
	/** Nothing is known about repeats. */
	'agentDecision.create': {
		title: 'Create agent decision',
		method: 'POST',
		path: '/v1/agent_decisions',
		evidence: 'documented',
		effect: 'unsafeWrite',
		fields: [
			'reference_id',
			'content_type',
			'policy_id',
			'decision',
			'action',
			'agent_type',
			'comment',
		],
		fieldEvidence: 'documented',
	},
	'deletionRequest.create': {
		title: 'Create deletion request',
		method: 'POST',
		path: '/v1/deletion_requests',
		evidence: 'documented',
		effect: 'unsafeWrite',
		fields: ['subject_user_id', 'external_request_id', 'requested_at'],
		fieldEvidence: 'documented',
	},
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;

/** The call as messages name it. */
export function callName(name: EndpointName): CallName {
	const { title: call, effect } = endpoints[name];
	return { service: 'SafetyKit', call, effect };
}
