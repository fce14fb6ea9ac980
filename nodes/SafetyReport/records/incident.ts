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
	const reached = firstTimes(timeline);
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
		assignedAt: reached.assigned,
		onSceneAt: reached.onscene,
		resolvedAt: timeOf(record.resolved_at) ?? reached.resolved,
		cancelledAt: timeOf(record.cancelled_at) ?? reached.cancelled,
		updatedAt: timeOf(record.updated_at),
	};
}

/** A status as one word: `On Scene` is `onscene`, `Canceled` is `cancelled`. */
export function statusWord(status: string): string {
	const word = status.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
	return word === 'canceled' ? 'cancelled' : word;
}

/** When a timeline names each status that a clock needs for the first time. */
function firstTimes(timeline: readonly JsonRecord[]) {
	const first: Record<'assigned' | 'cancelled' | 'onscene' | 'resolved', number | undefined> = {
		assigned: undefined,
		onscene: undefined,
		resolved: undefined,
		cancelled: undefined,
	};
	for (const entry of timeline) {
		const status = statusWord(textOf(entry.status, entry.event));
		if (!isClockStatus(status)) continue;
		const time = timeOf(entry.timestamp);
		if (time !== undefined && time < (first[status] ?? Infinity)) first[status] = time;
	}
	return first;

	function isClockStatus(status: string): status is keyof typeof first {
		return Object.hasOwn(first, status);
	}
}
