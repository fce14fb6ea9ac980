import { defined, isJsonRecord } from '../../core/json';
import { featureOf } from '../../core/geo/geoJson';
import { positionOf } from '../../core/geo/position';
import type { SetyRecord } from '../api/answers';

/** At most ten fields, flattened, the most useful first. */
export type Simplify = (record: SetyRecord) => SetyRecord;

/** What is not recognised is left as it is: an empty record would help nobody. */
function orWhole(record: SetyRecord, simplified: SetyRecord): SetyRecord {
	const known = defined(simplified);
	return Object.keys(known).length === 0 ? record : known;
}

/** The latitude and longitude of the first of these values that is a place. */
function placeOf(...candidates: unknown[]): { latitude?: number; longitude?: number } {
	for (const candidate of candidates) {
		const position = positionOf(candidate);
		if (position !== undefined) return { latitude: position[1], longitude: position[0] };
	}
	return {};
}

function part(value: unknown, name: string): unknown {
	return isJsonRecord(value) ? value[name] : undefined;
}

export const simplifyIncident: Simplify = (incident) =>
	orWhole(incident, {
		incident_id: incident.incident_id ?? incident.id,
		status: incident.status,
		category: incident.category,
		severity: incident.severity,
		subject_name: part(incident.subject, 'name'),
		subject_phone: part(incident.subject, 'phone'),
		...placeOf(incident.location),
		address: part(incident.location, 'address'),
		created_at: incident.created_at,
	});

export const simplifyAccessLog: Simplify = (log) =>
	orWhole(log, {
		log_id: log.log_id ?? log.id,
		visitor_name: log.visitor_name,
		visitor_phone: log.visitor_phone,
		host_name: log.host_name,
		purpose: log.purpose,
		gate: log.gate,
		vehicle_plate: log.vehicle_plate,
		status: log.status,
		entry_time: log.entry_time,
		checkout_time: log.checkout_time,
	});

export const simplifyDangerZone: Simplify = (zone) =>
	orWhole(zone, {
		zone_id: zone.zone_id ?? zone.id,
		name: zone.name,
		risk_level: zone.risk_level,
		incident_count: zone.incident_count,
		categories: zone.categories,
		...placeOf(zone.center, zone.location, zone),
		radius_m: zone.radius_m,
		last_incident_at: zone.last_incident_at,
		updated_at: zone.updated_at,
	});

export const simplifyDangerAnalytics: Simplify = (analytics) =>
	orWhole(analytics, {
		incident_count: analytics.incident_count,
		risk_level: analytics.risk_level,
		trend: analytics.trend,
		by_category: analytics.by_category,
		by_severity: analytics.by_severity,
		...placeOf(analytics.location, analytics),
	});

export const simplifyHeatmapPoint: Simplify = (point) => {
	const { geometry, properties } = featureOf(point);
	return orWhole(point, { ...placeOf(geometry), weight: properties.weight });
};

export const simplifySafetyScore: Simplify = (answer) =>
	orWhole(answer, {
		score: answer.score,
		level: answer.level,
		factors: answer.factors,
		...placeOf(answer.location, answer),
		updated_at: answer.updated_at,
	});

export const simplifyRoute: Simplify = (route) => {
	const segments = Array.isArray(route.segments) ? route.segments.filter(isJsonRecord) : undefined;
	const scores = (segments ?? [])
		.map(({ score }) => score)
		.filter((score): score is number => typeof score === 'number');
	const zones = (segments ?? []).map((segment) => segment.danger_zones).filter(Array.isArray);
	return orWhole(route, {
		overall_score: route.overall_score,
		recommendation: route.recommendation,
		segment_count: segments?.length,
		lowest_segment_score: lowest(scores),
		danger_zone_count: zones.length === 0 ? undefined : zones.flat().length,
	});
};

function lowest(numbers: readonly number[]): number | undefined {
	return numbers.reduce<number | undefined>(
		(least, value) => (least === undefined || value < least ? value : least),
		undefined,
	);
}
