import type { JsonRecord } from '../../core/json';
import { hasSome, numberOf, placeOf, textOf, timeOf } from './fields';
import type { DangerZoneRecord, PlaceScoreRecord } from './records';

/** Whether a record is a danger zone of Sety, in either output format. */
export function isDangerZone(record: JsonRecord): boolean {
	if (hasSome(record, 'zone_id')) return true;
	return hasSome(record, 'risk_level') && hasSome(record, 'id', 'name', 'radius_m');
}

export function readDangerZone(record: JsonRecord): DangerZoneRecord {
	return {
		kind: 'dangerZone',
		id: textOf(record.zone_id, record.id),
		name: textOf(record.name),
		riskLevel: textOf(record.risk_level),
		incidents: numberOf(record.incident_count),
		radiusMeters: numberOf(record.radius_m),
		lastIncidentAt: timeOf(record.last_incident_at),
		place: placeOf(record.center, record.location, record),
		updatedAt: timeOf(record.updated_at),
	};
}

/** Whether a record is Sety's safety score of a place, in either output format. */
export function isPlaceScore(record: JsonRecord): boolean {
	return numberOf(record.score) !== undefined && hasSome(record, 'factors', 'level');
}

export function readPlaceScore(record: JsonRecord): PlaceScoreRecord {
	return {
		kind: 'placeScore',
		score: numberOf(record.score) ?? 0,
		level: textOf(record.level),
		place: placeOf(record.location, record),
	};
}
