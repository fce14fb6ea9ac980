import { decimalOf } from '../../core/form/schemas';
import type { Position } from '../../core/geo/position';
import { isJsonRecord } from '../../core/json';
import { positionOf } from '../../core/geo/position';
import { polygonsIn, reachesInto } from '../../core/geo/polygon';
import type { SetyRecord } from '../answers';

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
	const read = Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name, withDecimals(value)]),
	);
	const position = placeOf(read, record);
	if (position !== undefined && distanceKm(area, position) <= area.radiusKm) return true;
	return polygonsIn(read).some((polygon) => reachesInto(area, polygon));
}

/** Lists and objects that a corner of a MultiPolygon lies in, in a field. */
const DEEPEST = 5;

/** The same with text as numbers, where a place can stand. Words become NaN, which is no coordinate. */
function withDecimals(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return decimalOf(value);
	if (depth > DEEPEST) return value;
	if (Array.isArray(value)) return value.map((inner) => withDecimals(inner, depth + 1));
	if (!isJsonRecord(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, withDecimals(inner, depth + 1)]),
	);
}

/** Where a record is: itself, the first of its fields that is a place, or else the first text "latitude,longitude". */
function placeOf(read: SetyRecord, record: SetyRecord): Position | undefined {
	const fields = Object.values(read).filter(isJsonRecord);
	const texts = Object.values(record).filter((value) => typeof value === 'string');
	for (const value of [read, ...fields, ...texts]) {
		const position = positionOf(value);
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
