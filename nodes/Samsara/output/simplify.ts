import type { JsonRecord } from '../../core/json';
import { defined, isJsonRecord } from '../../core/json';
import { positionOf } from '../../core/geo/position';
import type { SafetyEvent } from '../safetyEvent/safetyEvent';
import { behaviorLabelsOf, contextLabelsOf } from '../safetyEvent/safetyEvent';
import { idOfScored } from '../safetyScore/safetyScore';

/** At most ten fields, flattened, the most useful first. `startMs` is a time in words despite its name. */
export function simplifyEvent(event: SafetyEvent): JsonRecord {
	return defined({
		id: event.id,
		startTime: event.startMs,
		eventState: event.eventState,
		behaviorLabels: behaviorLabelsOf(event),
		contextLabels: contextLabelsOf(event),
		maxAccelerationGForce: event.maxAccelerationGForce,
		asset: nameOf(event.asset),
		driver: nameOf(event.driver),
		mapUrl: mapUrlOf(event.location),
		inboxEventUrl: event.inboxEventUrl,
	});
}

/** A score of a driver, vehicle, tag or group of tags. */
export function simplifyScore(score: JsonRecord, scoreOf: string): JsonRecord {
	const behaviors = recordsIn(score.behaviors);
	const speeding = recordsIn(score.speeding);
	const worst = behaviors
		.filter(({ count, scoreImpact }) => Number(count) > 0 && Number(scoreImpact) < 0)
		.sort((a, b) => Number(a.scoreImpact) - Number(b.scoreImpact))[0];
	return defined({
		id: idOfScored(score),
		scoreOf,
		score: score.driverScore ?? score.vehicleScore ?? score.tagScore ?? score.combinedScore,
		driveDistanceMeters: score.driveDistanceMeters,
		driveTimeMilliseconds: score.driveTimeMilliseconds,
		behaviorCount: sumOf(behaviors, 'count'),
		worstBehavior: worst?.behaviorType,
		speedingMilliseconds: sumOf(speeding, 'durationMilliseconds'),
	});
}

/** The name where it was asked for, else the id; nothing for an event without a driver, whose id is empty. */
function nameOf(thing: unknown): unknown {
	if (!isJsonRecord(thing)) return undefined;
	return [thing.name, thing.id].find((value) => typeof value === 'string' && value !== '');
}

function mapUrlOf(location: unknown): string | undefined {
	const position = positionOf(location);
	if (position === undefined) return undefined;
	const [longitude, latitude] = position;
	return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
}

function recordsIn(list: unknown): JsonRecord[] {
	return Array.isArray(list) ? list.filter(isJsonRecord) : [];
}

function sumOf(records: readonly JsonRecord[], field: string): number {
	return records.reduce((sum, record) => sum + (Number(record[field]) || 0), 0);
}
