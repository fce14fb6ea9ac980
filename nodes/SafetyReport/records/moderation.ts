import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { hasSome, partOf, textOf, textsOf, timeOf } from './fields';
import type { ModerationRecord } from './records';

/** Whether a record is an event that was sent to SafetyKit, or what its trigger emits. */
export function isModeration(record: JsonRecord): boolean {
	if (/^workflow\.\w+$/.test(textOf(record.type))) return hasSome(record, 'webhook', 'output');
	if (hasSome(record, 'safetykitCorrect')) return true;
	return (
		hasSome(record, 'type') &&
		hasSome(record, 'timestamp') &&
		hasSome(record, 'event_id', 'event_name', 'idempotency_key')
	);
}

/** Whether a record is the state of a request, whose reviews are in it. */
export const isReviewRequest = (record: JsonRecord): boolean =>
	Array.isArray(record.data) && hasSome(record, 'request_id') && hasSome(record, 'status');

/** The reviews of a request, in the form of what the trigger emits. They have no time. */
export const reviewsIn = (record: JsonRecord): JsonRecord[] =>
	(Array.isArray(record.data) ? record.data : []).filter(isJsonRecord).map((review) => ({
		...review,
		request_id: record.request_id,
		type: 'workflow.succeeded',
		output: review.output ?? {},
	}));

export function readModeration(record: JsonRecord): ModerationRecord {
	const type = textOf(record.type);
	const isReview = type.startsWith('workflow.');
	const wasRight = record.safetykitCorrect;
	return {
		kind: 'moderation',
		id: isReview
			? [record.request_id, record.namespace, record.id].map((part) => textOf(part)).join('/')
			: textOf(record.idempotency_key, record.event_id),
		time: timeOf(record.timestamp, record.eventTime, partOf(record, 'webhook', 'timestamp')),
		type: isReview ? 'review' : textOf(type, hasSome(record, 'safetykitCorrect') ? 'rating' : ''),
		labels: textsOf(isReview ? partOf(record, 'output', 'labels') : record.labels, 'label'),
		source: textOf(record.source_type, record.agent_type),
		status: isReview ? type.replace('workflow.', '') : '',
		wasRight: typeof wasRight === 'boolean' ? wasRight : undefined,
	};
}
