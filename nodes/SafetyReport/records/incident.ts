import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { hasSome, partOf, placeOf, textOf, timeOf } from './fields';
import type { IncidentRecord } from './records';

/** Whether a record is an incident of Sety, in either output format. */
export function isIncident(record: JsonRecord): boolean {
	if (hasSome(record, 'incident_id')) return true;
	return hasSome(record, 'id') && hasSome(record, 'category') && hasSome(record, 'severity');
}

export function readIncident(record: JsonRecord): IncidentRecord {
	const timeline = Array.isArray(record.timeline) ? record.timeline.filter(isJsonRecord) : [];
	return {
		kind: 'incident',
		id: textOf(record.incident_id, record.id),
		time: timeOf(record.created_at),
		title: textOf(record.title),
		category: textOf(record.category),
		severity: textOf(record.severity),
		status: textOf(record.status),
		address: textOf(partOf(record, 'location', 'address'), record.address),
		place: placeOf(record.location, record),
		isDrill: /^(?:true|1|yes)$/i.test(String(record.is_drill).trim()),
		hasTimeline: timeline.length > 0,
		assignedAt: firstTime(timeline, 'assigned'),
		onSceneAt: firstTime(timeline, 'onscene'),
		resolvedAt: timeOf(record.resolved_at) ?? firstTime(timeline, 'resolved'),
		cancelledAt: timeOf(record.cancelled_at) ?? firstTime(timeline, 'cancelled'),
		updatedAt: timeOf(record.updated_at),
	};
}

/** A status as one word: `On Scene` is `onscene`, `Canceled` is `cancelled`. */
export function statusWord(status: string): string {
	const word = status.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
	return word === 'canceled' ? 'cancelled' : word;
}

/** When a timeline names a status for the first time; `status` as one word. */
function firstTime(timeline: readonly JsonRecord[], status: string): number | undefined {
	let first: number | undefined;
	for (const entry of timeline) {
		if (statusWord(textOf(entry.status, entry.event)) !== status) continue;
		const time = timeOf(entry.timestamp);
		if (time !== undefined && (first === undefined || time < first)) first = time;
	}
	return first;
}
