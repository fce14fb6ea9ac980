import type { Hint } from '../../core/run/hints';
import type { BulkResult } from '../../core/operation';
import type { Suspicion } from './personalData';
import type { CompleteEvent } from './event';

/** What is worth a hint, but no refusal. */
export interface Remarks {
	/** Fields that the event type does not know. */
	unknownFields: readonly string[];
	/** Whether the node sends them all the same. */
	unknownAreSent: boolean;
	/** An event_name that is not in snake_case. */
	oddName: string | undefined;
	personalData: readonly Suspicion[];
}

/** The hints about one event; the runner gathers the names of all of them. */
export function hintAt(
	{ unknownFields, unknownAreSent, oddName, personalData }: Remarks,
	hint: Hint,
): void {
	if (unknownFields.length > 0) {
		hint(
			unknownAreSent
				? 'Sent, although SafetyKit documents no such fields for the event type'
				: 'Not sent, because the event type has no such fields',
			unknownFields,
		);
	}
	if (oddName !== undefined) {
		hint('SafetyKit recommends snake_case for event names. These differ', [oddName]);
	}
	if (personalData.length > 0) {
		hint(
			'Put identifiers in resources_used, and text in content. These entries of metadata look like personal data',
			personalData.map(({ name, looksLike }) => `${name} (${looksLike})`),
		);
	}
}

/** SafetyKit probably keeps one of the events that share a key (assumed, see the sandbox), and its answer does not say so. */
export function hintAtSharedKeys(events: readonly CompleteEvent[], hint: Hint): void {
	const seen = new Set<string>();
	const repeated = new Set<string>();
	for (const { idempotency_key: key } of events) {
		if (seen.has(key)) repeated.add(key);
		seen.add(key);
	}
	if (repeated.size === 0) return;
	hint(
		'Several events have the same idempotency key. SafetyKit may keep only the first of them',
		repeated,
	);
}

/** Events that have one ID between them are one event at SafetyKit, whatever their keys are. */
export function hintAtSharedIds(results: readonly BulkResult[], hint: Hint): void {
	const keyOfId = new Map<unknown, unknown>();
	for (const result of results) {
		if (!('output' in result) || Array.isArray(result.output)) continue;
		const { event_id: id, idempotency_key: key } = result.output;
		if (typeof id !== 'string') continue;
		// hintAtSharedKeys covers those that share their key, too.
		if (keyOfId.has(id) && keyOfId.get(id) !== key) {
			hint(
				'SafetyKit returned the same event_id for several events. It may have kept only one of them',
				[id],
			);
		}
		keyOfId.set(id, key);
	}
}
