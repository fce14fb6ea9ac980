import type { JsonRecord } from '../json';
import { isJsonRecord } from '../json';
import type { Position } from './position';
import { positionOf } from './position';

/** A closed line; the last corner need not repeat the first. */
export type Ring = readonly Position[];

/** The rings of one polygon: its outline, and its holes. */
export type Polygon = readonly Ring[];

/** A ring has at least this many corners. */
const FEWEST_CORNERS = 3;
/** How deep a polygon's corners may be nested in lists: deepest in a MultiPolygon. */
const DEEPEST = 3;
/** Kilometres of one degree of latitude. */
const KM_PER_DEGREE = 111.195;

/**
 * The polygons of a record, by their shape: GeoJSON in the record or any of its fields, or a list of places under any name
 * that is no list of records.
 */
export function polygonsIn(record: JsonRecord): Polygon[] {
	const found: Polygon[] = [];
	for (const value of Object.values(record)) {
		found.push(...polygonsOf(isJsonRecord(value) ? value.coordinates : value));
	}
	return found;
}

/** Whether a circle overlaps a polygon. Degrees and kilometres; accurate for circles up to about 100 km. */
export function reachesInto(
	{ latitude, longitude, radiusKm }: { latitude: number; longitude: number; radiusKm: number },
	polygon: Polygon,
): boolean {
	// In kilometres around the centre, the shorter way around the earth.
	const width = KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
	const flat = polygon.map((ring) =>
		ring.map(([lng, lat]): Point => {
			const east = ((((lng - longitude + 180) % 360) + 360) % 360) - 180;
			return [east * width, (lat - latitude) * KM_PER_DEGREE];
		}),
	);
	const edges = flat.flatMap((ring) =>
		ring.map((from, at): Edge => [from, ring[(at + 1) % ring.length] ?? from]),
	);
	return isAround(edges) || edges.some((edge) => distance(edge) <= radiusKm);
}

type Point = readonly [x: number, y: number];
type Edge = readonly [from: Point, to: Point];

/** Whether the edges enclose the origin: a ray from it crosses them an odd number of times, including holes. */
function isAround(edges: readonly Edge[]): boolean {
	const crossed = edges.filter(([[x1, y1], [x2, y2]]) => {
		return y1 > 0 !== y2 > 0 && x1 - (y1 * (x2 - x1)) / (y2 - y1) > 0;
	});
	return crossed.length % 2 === 1;
}

/** From the origin to the nearest point of the edge. */
function distance([[x1, y1], [x2, y2]]: Edge): number {
	const [dx, dy] = [x2 - x1, y2 - y1];
	const length = dx * dx + dy * dy;
	const part = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length));
	return Math.hypot(x1 + part * dx, y1 + part * dy);
}

function polygonsOf(value: unknown, depth = 0): Polygon[] {
	if (!Array.isArray(value) || depth > DEEPEST) return [];
	const ring = ringOf(value);
	if (ring !== undefined) return [[ring]];
	const rings = value.map(ringOf);
	const whole = rings.filter((one) => one !== undefined);
	if (whole.length > 0 && whole.length === rings.length) return [whole];
	return value.flatMap((inner) => polygonsOf(inner, depth + 1));
}

function ringOf(value: unknown): Ring | undefined {
	if (!Array.isArray(value) || value.length < FEWEST_CORNERS) return undefined;
	const corners = value.map(cornerOf).filter((corner) => corner !== undefined);
	return corners.length === value.length ? corners : undefined;
}

/** In a list, longitude comes first, as in GeoJSON. */
function cornerOf(value: unknown): Position | undefined {
	if (Array.isArray(value)) return positionOf({ coordinates: value });
	// A record with more fields is no corner.
	return isJsonRecord(value) && Object.keys(value).length <= 3 ? positionOf(value) : undefined;
}
