import { nearest } from '../../core/form/nearMiss';
import { isBlank } from '../../core/form/schemas';
import { cleanId } from '../../core/form/unicode';
import type { SafetyKitEvent } from './event';
import { ALL_FIELDS } from './event';

/** Two columns that mean the same field, with values that differ. */
export interface Ambiguity {
	field: string;
	columns: readonly [string, string];
}

/** What different ways to write a name have in common: `user_id`, `User ID`, `userId` and `USER-ID ` are the same. */
const plain = (name: string): string =>
	cleanId(name)
		.normalize('NFKC')
		.replaceAll(/[\s_\p{Pd}]/gu, '')
		.toLowerCase();

const FIELD_OF: ReadonlyMap<string, string> = new Map(
	[...ALL_FIELDS].map((field) => [plain(field), field]),
);

/** Whether a column is read as one of the fields; by default, of those of any type. */
export function isField(column: string, fields: ReadonlySet<string> = ALL_FIELDS): boolean {
	return fields.has(FIELD_OF.get(plain(column)) ?? column);
}

/** The column that is read as a field; undefined where there is none. */
export function columnOf(field: string, columns: readonly string[]): string | undefined {
	return columns.includes(field)
		? field
		: columns.find((column) => FIELD_OF.get(plain(column)) === field);
}

/** What tables often call a field. The node does not read such a column as the field: a message proposes it. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
	client_info: ['client_ip', 'ip', 'ip_address'],
	content: ['body', 'message', 'text'],
	content_id: ['decision_id', 'report_id'],
	event_name: ['action', 'event', 'name'],
	idempotency_key: ['idempotency_id', 'outbox_id'],
	labels: ['categories', 'category', 'reason', 'reasons', 'tags'],
	source_id: ['decided_by', 'moderator_id', 'reviewer_id'],
	source_type: ['decided_by_type', 'reviewer_type', 'source'],
	target_content_id: ['listing_id', 'message_id', 'post_id', 'reported_content_id'],
	target_user_id: ['receiver_id', 'recipient_id', 'reported_id', 'reported_user_id', 'to_user_id'],
	timestamp: ['created_at', 'date', 'event_time', 'occurred_at', 'time'],
	type: ['event_kind', 'event_type', 'kind'],
	user_id: ['account_id', 'actor_id', 'author_id', 'from_user_id', 'reporter_id', 'sender_id'],
};

/** The column that may be meant for a missing field: a usual name for it, or a misspelt one. */
export function columnMeantFor(field: string, columns: readonly string[]): string | undefined {
	const others = columns.filter((column) => !isField(column));
	const usual = (OTHER_NAMES[field] ?? []).map(plain);
	return others.find((column) => usual.includes(plain(column))) ?? nearest(field, others);
}

/**
 * The event under SafetyKit's own field names, as far as a column of the table can be meant for one. Empty columns
 * do not count. Of two that differ, the node cannot tell which one is meant.
 */
export function underFieldNames(given: SafetyKitEvent): {
	event: SafetyKitEvent;
	ambiguous: Ambiguity | undefined;
} {
	const columns = Object.keys(given);
	// Mostly the names are right, and there may be thousands of events.
	if (columns.every((column) => ALL_FIELDS.has(column) || !FIELD_OF.has(plain(column)))) {
		return { event: given, ambiguous: undefined };
	}
	const event: Record<string, unknown> = {};
	const columnOf = new Map<string, string>();
	let ambiguous: Ambiguity | undefined;
	for (const column of columns) {
		const value = given[column];
		if (column === '__proto__' || isBlank(value)) continue;
		const field = FIELD_OF.get(plain(column)) ?? column;
		const other = columnOf.get(field);
		if (other !== undefined && given[other] !== value) {
			ambiguous ??= { field, columns: [other, column] };
		}
		columnOf.set(field, column);
		event[field] = value;
	}
	return { event, ambiguous };
}
