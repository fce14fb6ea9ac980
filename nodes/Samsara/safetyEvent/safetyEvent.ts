import { isJsonRecord } from '../../core/json';
import type { JsonRecord } from '../../core/json';

/** A safety event as Samsara tells of it; that it has an id is checked on reading. */
export type SafetyEvent = JsonRecord & { id: string };

export function isSafetyEvent(record: unknown): record is SafetyEvent {
	return isJsonRecord(record) && typeof record.id === 'string' && record.id !== '';
}

export function behaviorLabelsOf(event: SafetyEvent): string[] {
	return namesIn(event.behaviorLabels, 'label');
}

export function contextLabelsOf(event: SafetyEvent): string[] {
	return namesIn(event.contextLabels, 'name');
}

function namesIn(list: unknown, field: string): string[] {
	if (!Array.isArray(list)) return [];
	return list
		.map((entry: unknown) => (isJsonRecord(entry) ? entry[field] : entry))
		.filter((name): name is string => typeof name === 'string');
}
