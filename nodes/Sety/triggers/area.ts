import type { Position } from '../../shared/places/position';
import { isJsonRecord } from '../../shared/json';
import { positionOf } from '../../shared/places/position';
import { polygonsIn, reachesInto } from '../../shared/places/shape';
import type { SetyRecord } from '../api/answers';

/** A circle on the earth. */
export interface Area {
	latitude: number;
	longitude: number;
	radiusKm: number;
}

/** Mean radius of the earth, in kilometres. */
const EARTH_RADIUS_KM = 6_371;

/**
 * Whether the record lies in the area: its place does, or its polygon reaches into it. Without an area all do; with one, a
 * record without a place does not.
 */
export function isInside(area: Area | undefined, record: SetyRecord): boolean {
	if (area === undefined) return true;
	const position = placeOf(record);
	if (position !== undefined && distanceKm(area, position) <= area.radiusKm) return true;
	return polygonsIn(record).some((polygon) => reachesInto(area, polygon));
}

/** Where a record is: itself, or the first of its fields that is a place. */
function placeOf(record: SetyRecord): Position | undefined {
	const own = positionOf(record);
	if (own !== undefined) return own;
	for (const value of Object.values(record)) {
		const position = isJsonRecord(value) ? positionOf(value) : undefined;
		if (position !== undefined) return position;
	}
	return undefined;
}

/** Along the great circle (haversine formula). */
export function distanceKm(
	from: { latitude: number; longitude: number },
	[longitude, latitude]: Position,
): number {
	const radians = (degrees: number) => (degrees * Math.PI) / 180;
	const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
	const chord =
		half(latitude - from.latitude) +
		Math.cos(radians(from.latitude)) *
			Math.cos(radians(latitude)) *
			half(longitude - from.longitude);
	return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}
