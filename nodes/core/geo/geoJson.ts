import type { Position } from './position';
import type { JsonRecord } from '../json';
import { fieldIn, isJsonRecord } from '../json';
import { positionIn, positionOf } from './position';

export interface Geometry {
	type: string;
	coordinates: unknown;
}

export interface Feature {
	type: 'Feature';
	/** Null for a record without a place (RFC 7946 §3.2). */
	geometry: Geometry | null;
	properties: JsonRecord;
}

export interface FeatureCollection {
	type: 'FeatureCollection';
	features: Feature[];
}

/** Geometries of more than a point; a map shows them instead of the record's centre. */
const AREAS_AND_LINES = new Set([
	'Polygon',
	'MultiPolygon',
	'LineString',
	'MultiLineString',
	'MultiPoint',
]);

export function featureCollection(records: readonly JsonRecord[]): FeatureCollection {
	return { type: 'FeatureCollection', features: records.map(featureOf) };
}

/**
 * The records with places in a response: those of its first list that has any, without the response's other fields; else
 * the response itself, unless it is no place and all its lists are empty.
 *
 * @param name of the expected list, in any spelling; where the response has it, no other list counts
 */
export function recordsWithPlaces(answer: JsonRecord, name?: string): JsonRecord[] {
	const expected = name === undefined ? undefined : fieldIn(answer, name);
	if (Array.isArray(expected)) return expected.filter(isJsonRecord);
	const lists = Object.values(answer).filter((value): value is unknown[] => Array.isArray(value));
	const isPlace = (record: JsonRecord) => featureOf(record).geometry !== null;
	const found = lists
		.map((list) => list.filter(isJsonRecord))
		.find((records) => records.some(isPlace));
	if (found !== undefined) return found;
	const isEmpty = lists.length > 0 && lists.every((list) => list.length === 0);
	return isEmpty && !isPlace(answer) ? [] : [answer];
}

/** A record as a GeoJSON feature. Recognises places by their shape, not by the name of a field. */
export function featureOf(record: JsonRecord): Feature {
	if (isFeature(record)) return record;
	const found = areaOrLine(record) ?? routeFromTo(record) ?? ownPoint(record) ?? innerPoint(record);
	return {
		type: 'Feature',
		geometry: found?.geometry ?? null,
		properties: found?.properties ?? record,
	};
}

function isFeature(record: JsonRecord): record is JsonRecord & Feature {
	const { type, geometry, properties } = record;
	return type === 'Feature' && isJsonRecord(geometry) && isJsonRecord(properties);
}

interface Found {
	geometry: Geometry;
	properties: JsonRecord;
}

function areaOrLine(record: JsonRecord): Found | undefined {
	for (const [name, value] of Object.entries(record)) {
		if (!isJsonRecord(value) || typeof value.type !== 'string') continue;
		if (!AREAS_AND_LINES.has(value.type) || !Array.isArray(value.coordinates)) continue;
		const geometry = { type: value.type, coordinates: value.coordinates };
		return { geometry, properties: without(record, name) };
	}
	return undefined;
}

function routeFromTo({ from, to, ...properties }: JsonRecord): Found | undefined {
	const ends = [positionOf(from), positionOf(to)];
	if (ends.includes(undefined)) return undefined;
	return { geometry: { type: 'LineString', coordinates: ends }, properties };
}

function ownPoint(record: JsonRecord): Found | undefined {
	const found = positionIn(record);
	return found && { geometry: point(found.position), properties: found.rest };
}

/** The place in one of the record's fields; the rest of that field (an address) stays. */
function innerPoint(record: JsonRecord): Found | undefined {
	for (const [name, value] of Object.entries(record)) {
		const found = isJsonRecord(value) ? positionIn(value) : undefined;
		if (found === undefined) continue;
		const hasMore = Object.keys(found.rest).length > 0;
		const others = without(record, name);
		return {
			geometry: point(found.position),
			properties: hasMore ? { ...others, [name]: found.rest } : others,
		};
	}
	return undefined;
}

function without(record: JsonRecord, name: string): JsonRecord {
	const rest = { ...record };
	delete rest[name];
	return rest;
}

function point(position: Position): Geometry {
	return { type: 'Point', coordinates: position };
}
