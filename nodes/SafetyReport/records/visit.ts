import type { JsonRecord } from '../../core/json';
import { hasSome, numberOf, textOf, timeOf } from './fields';
import type { VisitorStatisticsRecord, VisitRecord } from './records';

/** Whether a record is an access log of Sety, in either output format, or a current visitor. */
export function isVisit(record: JsonRecord): boolean {
	if (hasSome(record, 'log_id')) return true;
	return hasSome(record, 'visitor_name') && hasSome(record, 'entry_time', 'gate', 'host_name');
}

export function readVisit(record: JsonRecord): VisitRecord {
	return {
		kind: 'visit',
		id: textOf(record.log_id, record.id),
		time: timeOf(record.entry_time, record.created_at),
		leftAt: timeOf(record.checkout_time),
		status: textOf(record.status),
		gate: textOf(record.gate),
		purpose: textOf(record.purpose),
		host: textOf(record.host_name),
		updatedAt: timeOf(record.updated_at),
	};
}

/** Whether a record is the visitor statistics of Sety. */
export function isVisitorStatistics(record: JsonRecord): boolean {
	return (
		numberOf(record.total_entries) !== undefined || numberOf(record.current_visitors) !== undefined
	);
}

export function readVisitorStatistics(record: JsonRecord): VisitorStatisticsRecord {
	return {
		kind: 'visitorStatistics',
		totalEntries: numberOf(record.total_entries),
		currentVisitors: numberOf(record.current_visitors),
		checkedOut: numberOf(record.checked_out),
		averageStayMinutes: numberOf(record.average_stay_minutes),
	};
}
