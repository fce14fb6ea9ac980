import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { isIncident, readIncident } from './incident';
import { isModeration, isReviewRequest, readModeration, reviewsIn } from './moderation';
import { isDangerZone, isPlaceScore, readDangerZone, readPlaceScore } from './places';
import type { ReportRecord } from './records';
import { isSafetyEvent, isSafetyScore, readSafetyEvent, readSafetyScore } from './safetyEvent';
import { isVisit, isVisitorStatistics, readVisit, readVisitorStatistics } from './visit';

/** The shapes of records, the most telling first. */
const SHAPES: ReadonlyArray<
	readonly [is: (record: JsonRecord) => boolean, read: (record: JsonRecord) => ReportRecord]
> = [
	[isIncident, readIncident],
	[isSafetyEvent, readSafetyEvent],
	[isVisit, readVisit],
	[isDangerZone, readDangerZone],
	[isSafetyScore, readSafetyScore],
	[isPlaceScore, readPlaceScore],
	[isVisitorStatistics, readVisitorStatistics],
	[isModeration, readModeration],
];

/** Undefined for what is no record of these nodes. */
export function recognize(record: JsonRecord): ReportRecord | undefined {
	return SHAPES.find(([is]) => is(record))?.[1](record);
}

/**
 * The records within one item: those of a GeoJSON collection, the one of a trigger's event, the reviews of a request; else
 * the item itself.
 */
export function recordsWithin(json: JsonRecord): JsonRecord[] {
	const { type, features, event, incident, dangerZone, safetyEvent } = json;
	if (type === 'FeatureCollection' && Array.isArray(features)) {
		return features.filter(isJsonRecord).map(fromFeature);
	}
	// The zone does not exist any more.
	if (event === 'dangerZoneRemoved') return [];
	if (typeof event === 'string') {
		const inner = [incident, dangerZone, safetyEvent].find(isJsonRecord);
		if (inner !== undefined) return [inner];
	}
	return isReviewRequest(json) ? reviewsIn(json) : [json];
}

/** The record that a feature was made of: its fields, with a point as the place; a record without a place has no geometry. */
function fromFeature(feature: JsonRecord): JsonRecord {
	const { geometry, properties } = feature;
	if (!isJsonRecord(properties)) return feature;
	const isPoint = isJsonRecord(geometry) && geometry.type === 'Point';
	return isPoint ? { ...properties, coordinates: geometry.coordinates } : properties;
}
