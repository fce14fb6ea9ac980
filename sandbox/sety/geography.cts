import type { LngLat } from './model.cts';

const EARTH_RADIUS_KM = 6371;
const KM_PER_DEGREE = (EARTH_RADIUS_KM * Math.PI) / 180;

/** Great-circle distance (haversine). */
export function distanceKm([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
	const halfLat = radians(latB - latA) / 2;
	const halfLng = radians(lngB - lngA) / 2;
	const chord =
		Math.sin(halfLat) ** 2 +
		Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(halfLng) ** 2;
	return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The point of the straight line from `from` to `to` that is nearest to `point`. */
export function nearestOnLine(point: LngLat, from: LngLat, to: LngLat): LngLat {
	// Degrees of longitude shrink towards the poles; without that the foot of the perpendicular is off.
	const shrink = Math.cos(radians(from[1]));
	const line = [(to[0] - from[0]) * shrink, to[1] - from[1]] as const;
	const offset = [(point[0] - from[0]) * shrink, point[1] - from[1]] as const;
	const length = line[0] ** 2 + line[1] ** 2;
	if (length === 0) return from;
	const share = Math.min(1, Math.max(0, (offset[0] * line[0] + offset[1] * line[1]) / length));
	return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** The point so many kilometres east and north; good enough over a city. */
export function moved([lng, lat]: LngLat, eastKm: number, northKm: number): LngLat {
	const east = eastKm / (KM_PER_DEGREE * Math.cos(radians(lat)));
	return [rounded(lng + east), rounded(lat + northKm / KM_PER_DEGREE)];
}

/** Reads `6.5244,3.3792` (latitude first); null when it is no place on earth. */
export function parseLatLng(text: string): LngLat | null {
	const [lat, lng, ...rest] = text.split(',').map(Number);
	if (lat === undefined || lng === undefined || rest.length > 0) return null;
	return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? [lng, lat] : null;
}

function radians(degrees: number): number {
	return (degrees * Math.PI) / 180;
}

/** Six decimals are about ten centimetres. */
function rounded(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6;
}
