import type { Suspicion } from '../../api/event/personalData';
import type { CompleteEvent } from './complete';
import type { FieldRemarks } from './eventInput';

/** What is worth a hint, but no refusal. */
export interface Remarks extends FieldRemarks {
	personalData: readonly Suspicion[];
}

/** How many different names a hint lists. */
const MOST_NAMES = 5;

/** The remarks on all events, as few hints however many events there are. */
export function hintsOf(all: readonly Remarks[]): string[] {
	const dropped = new Set<string>();
	const sent = new Set<string>();
	const odd = new Set<string>();
	const personal = new Set<string>();
	for (const { unknownFields, unknownAreSent, oddName, personalData } of all) {
		for (const field of unknownFields) (unknownAreSent ? sent : dropped).add(field);
		if (oddName !== undefined) odd.add(oddName);
		for (const { name, looksLike } of personalData) personal.add(`${name} (${looksLike})`);
	}
	return [
		about(dropped, (names) => `Not sent, because the event type does not know them: ${names}.`),
		about(
			sent,
			(names) => `Sent, although the event type is not documented to have them: ${names}.`,
		),
		about(
			odd,
			(names) => `SafetyKit advises event names in snake_case, which these are not: ${names}.`,
		),
		about(
			personal,
			(names) =>
				`Metadata looks like personal data: ${names}. Identifiers belong in resources_used, text in content.`,
		),
	].flat();
}

/** Of events that share a key probably one is kept (assumed, see the sandbox), and nothing else would say so. */
export function hintsOnKeys(events: readonly CompleteEvent[]): string[] {
	const seen = new Set<unknown>();
	const repeated = new Set<string>();
	for (const { idempotency_key: key } of events) {
		if (typeof key !== 'string' || key === '') continue;
		if (seen.has(key)) repeated.add(key);
		seen.add(key);
	}
	return about(
		repeated,
		(keys) =>
			`Several events have the same idempotency key, so SafetyKit may keep only the first of them: ${keys}.`,
	);
}

function about(names: ReadonlySet<string>, hint: (names: string) => string): string[] {
	if (names.size === 0) return [];
	const listed = [...names].slice(0, MOST_NAMES).join(', ');
	return [hint(names.size > MOST_NAMES ? `${listed} and ${names.size - MOST_NAMES} more` : listed)];
}
