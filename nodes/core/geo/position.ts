import type { JsonRecord } from '../json';
import { isJsonRecord } from '../json';

/** Longitude, latitude, in degrees: the order of GeoJSON (RFC 7946 §3.1.1). */
export type Position = [longitude: number, latitude: number];

/** The pairs of names that services use for a place, latitude first. */
const NAME_PAIRS: ReadonlyArray<readonly [string, string]> = [
	['lat', 'lng'],
	['lat', 'lon'],
	['latitude', 'longitude'],
];

/** A place in a record, and the record without the fields of the place. */
export interface FoundPosition {
	position: Position;
	rest: JsonRecord;
}

/**
 * Reads a record as a place, by its shape: `coordinates: [lng, lat]` (also a GeoJSON Point), or a pair such as `lat` and
 * `lng`. Undefined for any other record.
 */
export function positionIn(record: JsonRecord): FoundPosition | undefined {
	const { coordinates, ...withoutCoordinates } = record;
	const position = pairOf(coordinates);
	if (position !== undefined) {
		const { type, ...withoutType } = withoutCoordinates;
		return { position, rest: type === 'Point' ? withoutType : withoutCoordinates };
	}
	for (const [latitudeName, longitudeName] of NAME_PAIRS) {
		const found = validPosition(record[longitudeName], record[latitudeName]);
		if (found === undefined) continue;
		const rest = { ...record };
		delete rest[latitudeName];
		delete rest[longitudeName];
		return { position: found, rest };
	}
	return undefined;
}

/** A place in either form of a field: a record, or the text "latitude,longitude". */
export function positionOf(value: unknown): Position | undefined {
	if (isJsonRecord(value)) {
		// Not by positionIn, which copies the record: a report reads 100,000 of them.
		let found = pairOf(value.coordinates);
		for (const [latitudeName, longitudeName] of NAME_PAIRS) {
			found ??= validPosition(value[longitudeName], value[latitudeName]);
		}
		return found;
	}
	if (typeof value !== 'string') return undefined;
	const [latitude, longitude, ...more] = value.split(',').map((part) => part.trim());
	if (more.length > 0 || !latitude || !longitude) return undefined;
	return validPosition(Number(longitude), Number(latitude));
}

function pairOf(coordinates: unknown): Position | undefined {
	if (!Array.isArray(coordinates)) return undefined;
	const [longitude, latitude]: unknown[] = coordinates;
	return validPosition(longitude, latitude);
}

function validPosition(longitude: unknown, latitude: unknown): Position | undefined {
	if (typeof longitude !== 'number' || typeof latitude !== 'number') return undefined;
	const inRange = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
	return inRange ? [longitude, latitude] : undefined;
}
