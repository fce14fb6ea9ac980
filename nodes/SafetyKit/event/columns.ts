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
