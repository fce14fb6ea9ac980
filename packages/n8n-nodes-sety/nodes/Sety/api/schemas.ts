import { z } from 'zod';

/**
 * What Sety's records look like, as far as it is known: an incident from a documented example, health from one too,
 * everything else assumed. They describe the output in the editor; nothing is refused for differing from them, because
 * an answer is taken as it comes.
 */
const maybe = <Schema extends z.ZodTypeAny>(schema: Schema) => schema.nullish();

const point = z.object({
	coordinates: maybe(z.array(z.number()).describe('Longitude, latitude')),
});

export const incident = z
	.object({
		incident_id: z.string(),
		idempotency_key: maybe(z.string()),
		category: maybe(z.string()),
		severity: maybe(z.string()),
		status: maybe(z.string()),
		subject: maybe(
			z
				.object({
					name: maybe(z.string()),
					phone: maybe(z.string()),
					email: maybe(z.string()),
					reference: maybe(z.string()),
					metadata: maybe(z.record(z.unknown())),
				})
				.passthrough(),
		),
		title: maybe(z.string()),
		description: maybe(z.string()),
		location: maybe(
			point.extend({ address: maybe(z.string()), landmark: maybe(z.string()) }).passthrough(),
		),
		resolution_outcome: maybe(z.string()),
		resolution_notes: maybe(z.string()),
		is_drill: maybe(z.boolean()),
		timeline: maybe(
			z.array(
				z
					.object({
						status: maybe(z.string()),
						event: maybe(z.string()),
						message: maybe(z.string()),
						timestamp: maybe(z.string()),
					})
					.passthrough(),
			),
		),
		created_at: maybe(z.string()),
		updated_at: maybe(z.string()),
		resolved_at: maybe(z.string()),
		cancelled_at: maybe(z.string()),
	})
	.passthrough();

export const createdIncident = incident.extend({
	is_new: z
		.boolean()
		.nullable()
		.describe(
			'Whether this execution created it; null when the answer to an earlier attempt was lost',
		),
	idempotent: z
		.boolean()
		.describe('True when the key was used before and this incident existed already'),
});

export const simpleIncident = z.object({
	incident_id: z.string(),
	status: maybe(z.string()),
	category: maybe(z.string()),
	severity: maybe(z.string()),
	subject_name: maybe(z.string()),
	subject_phone: maybe(z.string()),
	latitude: maybe(z.number()),
	longitude: maybe(z.number()),
	address: maybe(z.string()),
	created_at: maybe(z.string()),
});

export const accessLog = z
	.object({
		log_id: maybe(z.string()),
		visitor_name: maybe(z.string()),
		visitor_phone: maybe(z.string()),
		visitor_email: maybe(z.string()),
		purpose: maybe(z.string()),
		host_name: maybe(z.string()),
		access_code: maybe(z.string()),
		gate: maybe(z.string()),
		vehicle_plate: maybe(z.string()),
		status: maybe(z.string()),
		entry_time: maybe(z.string()),
		checkout_time: maybe(z.string()),
		notes: maybe(z.string()),
		metadata: maybe(z.record(z.unknown())),
		created_at: maybe(z.string()),
		updated_at: maybe(z.string()),
	})
	.passthrough();

export const simpleAccessLog = accessLog
	.pick({
		log_id: true,
		visitor_name: true,
		visitor_phone: true,
		host_name: true,
		purpose: true,
		gate: true,
		vehicle_plate: true,
		status: true,
		entry_time: true,
		checkout_time: true,
	})
	.strip();

export const accessLogStats = z
	.object({
		total_entries: maybe(z.number()),
		current_visitors: maybe(z.number()),
		checked_out: maybe(z.number()),
		average_stay_minutes: maybe(z.number()),
		by_day: maybe(
			z.array(z.object({ date: maybe(z.string()), count: maybe(z.number()) }).passthrough()),
		),
	})
	.passthrough();

export const currentVisitor = z
	.object({
		log_id: maybe(z.string()),
		visitor_name: maybe(z.string()),
		visitor_phone: maybe(z.string()),
		host_name: maybe(z.string()),
		gate: maybe(z.string()),
		entry_time: maybe(z.string()),
		duration_minutes: maybe(z.number()),
	})
	.passthrough();

export const simpleDangerZone = z.object({
	zone_id: maybe(z.string()),
	name: maybe(z.string()),
	risk_level: maybe(z.string()),
	incident_count: maybe(z.number()),
	categories: maybe(z.array(z.string())),
	latitude: maybe(z.number()),
	longitude: maybe(z.number()),
	radius_m: maybe(z.number()),
	last_incident_at: maybe(z.string()),
	updated_at: maybe(z.string()),
});

export const simpleDangerAnalytics = z.object({
	incident_count: maybe(z.number()),
	risk_level: maybe(z.string()),
	trend: maybe(z.string()),
	by_category: maybe(z.record(z.unknown())),
	by_severity: maybe(z.record(z.unknown())),
	latitude: maybe(z.number()),
	longitude: maybe(z.number()),
});

export const simpleHeatmapPoint = z.object({
	latitude: maybe(z.number()),
	longitude: maybe(z.number()),
	weight: maybe(z.number()),
});

export const simpleSafetyScore = z.object({
	score: maybe(z.number().describe('0 to 100 (documented); that higher is safer is assumed')),
	level: maybe(z.string()),
	factors: z.unknown(),
	latitude: maybe(z.number()),
	longitude: maybe(z.number()),
	updated_at: maybe(z.string()),
});

export const simpleRoute = z.object({
	overall_score: maybe(z.number()),
	recommendation: maybe(z.string()),
	segment_count: maybe(z.number()),
	lowest_segment_score: maybe(z.number()),
	danger_zone_count: maybe(z.number()),
});

export const health = z
	.object({
		status: maybe(z.string()),
		api_version: maybe(z.string()),
		timestamp: maybe(z.string()),
	})
	.passthrough();
