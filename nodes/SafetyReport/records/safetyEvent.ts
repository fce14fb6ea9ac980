import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { hasSome, httpsLink, numberOf, placeOf, textOf, textsOf, timeOf } from './fields';
import type { SafetyEventRecord, SafetyScoreRecord } from './records';

/** Whether a record is a safety event of Samsara, in either output format. */
export function isSafetyEvent(record: JsonRecord): boolean {
	return (
		hasSome(record, 'id') &&
		hasSome(record, 'behaviorLabels', 'eventState', 'inboxEventUrl', 'maxAccelerationGForce')
	);
}

export function readSafetyEvent(record: JsonRecord): SafetyEventRecord {
	const [driverId, driverName] = idAndName(record.driver);
	const [vehicleId, vehicleName] = idAndName(record.asset ?? record.vehicle);
	return {
		kind: 'safetyEvent',
		id: textOf(record.id),
		// startMs holds a text with a time, despite its name.
		time: timeOf(record.startTime, record.startMs, record.createdAtTime),
		state: textOf(record.eventState),
		labels: textsOf(record.behaviorLabels, 'label'),
		contextLabels: textsOf(record.contextLabels, 'name'),
		gForce: numberOf(record.maxAccelerationGForce),
		driverId: textOf(record.driverId, driverId),
		driverName: textOf(record.driverName, driverName),
		vehicleId: textOf(record.assetId, vehicleId),
		vehicleName: textOf(record.assetName, vehicleName),
		place: placeOf(record.location, record) ?? placeInMapUrl(record.mapUrl),
		url: httpsLink(record.inboxEventUrl),
		updatedAt: timeOf(record.updatedAtTime),
	};
}

/** The simplified output has a name, or an ID where there is no name; it stands for both. */
function idAndName(thing: unknown): [id: string, name: string] {
	if (!isJsonRecord(thing)) return ['', textOf(thing)];
	return [textOf(thing.id), textOf(thing.name)];
}

/** The simplified output has the place in its link to a map only. */
function placeInMapUrl(url: unknown): SafetyEventRecord['place'] {
	const [, latitude, longitude] = /[?&]mlat=([-\d.]+)&mlon=([-\d.]+)/.exec(textOf(url)) ?? [];
	return latitude === undefined ? undefined : placeOf(`${latitude},${longitude}`);
}

const SCORES = [
	['driverScore', 'driverId', 'drivers'],
	['vehicleScore', 'vehicleId', 'vehicles'],
	['tagScore', 'tagId', 'tags'],
	['combinedScore', '', 'tagGroup'],
] as const;

/** Whether a record is a safety score of Samsara, in either output format. */
export function isSafetyScore(record: JsonRecord): boolean {
	if (numberOf(record.score) !== undefined && hasSome(record, 'scoreOf')) return true;
	return SCORES.some(([field]) => numberOf(record[field]) !== undefined);
}

export function readSafetyScore(record: JsonRecord): SafetyScoreRecord {
	const [field, idField, kind] = SCORES.find(([name]) => hasSome(record, name)) ?? [];
	const behaviors = Array.isArray(record.behaviors) ? record.behaviors.filter(isJsonRecord) : [];
	const worst = behaviors
		.filter(({ count, scoreImpact }) => Number(count) > 0 && Number(scoreImpact) < 0)
		.sort((a, b) => Number(a.scoreImpact) - Number(b.scoreImpact))[0];
	return {
		kind: 'safetyScore',
		id: textOf(idField === undefined ? undefined : record[idField], record.id),
		scoreOf: textOf(kind, record.scoreOf),
		score: numberOf(field === undefined ? record.score : record[field]) ?? 0,
		driveDistanceMeters: numberOf(record.driveDistanceMeters),
		driveTimeMilliseconds: numberOf(record.driveTimeMilliseconds),
		worstBehavior: textOf(record.worstBehavior, worst?.behaviorType),
	};
}
