/** The vendor's records, with the vendor's field names; times are ISO 8601 in UTC with milliseconds. */

export const CATEGORIES = ['sos', 'vehicle', 'location_threat', 'medical'] as const;
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export const STATUSES = [
	'created',
	'dispatching',
	'assigned',
	'responding',
	'on_scene',
	'resolved',
	'cancelled',
] as const;

export type Category = (typeof CATEGORIES)[number];
export type Severity = (typeof SEVERITIES)[number];

export interface Subject {
	name?: string | undefined;
	phone?: string | undefined;
	email?: string | undefined;
	reference?: string | undefined;
	metadata?: Record<string, unknown> | undefined;
}

/** Longitude first, as in GeoJSON. */
export type LngLat = [lng: number, lat: number];

export interface IncidentLocation {
	coordinates?: LngLat | undefined;
	address?: string | undefined;
	landmark?: string | undefined;
}

export interface TimelineEvent {
	status: string;
	event: string;
	message: string;
	timestamp: string;
	author?: string;
}

export interface Incident {
	incident_id: string;
	idempotency_key: string | null;
	category: Category;
	severity: Severity;
	/** One of STATUSES, or what a test set by the control route. */
	status: string;
	subject: Subject;
	title: string | null;
	description: string | null;
	location: IncidentLocation;
	resolution_outcome: string | null;
	resolution_notes: string | null;
	is_drill: boolean;
	timeline: TimelineEvent[];
	created_at: string;
	updated_at: string;
	resolved_at: string | null;
	cancelled_at: string | null;
}

export type AccessLogStatus = 'checked_in' | 'checked_out';

export interface AccessLog {
	log_id: string;
	visitor_name: string;
	visitor_phone: string | null;
	visitor_email: string | null;
	purpose: string | null;
	host_name: string | null;
	access_code: string | null;
	gate: string | null;
	vehicle_plate: string | null;
	status: AccessLogStatus;
	entry_time: string;
	checkout_time: string | null;
	notes: string | null;
	metadata: Record<string, unknown>;
	created_at: string;
	updated_at: string;
}

export interface Place {
	coordinates: LngLat;
}

export interface DangerZone {
	/** Absent when a test wants a zone without an id. */
	zone_id?: string;
	name: string;
	center: Place;
	radius_m: number;
	boundary?: { type: 'Polygon'; coordinates: LngLat[][] };
	risk_level: Severity;
	incident_count: number;
	categories: string[];
	last_incident_at: string | null;
	updated_at: string;
}

/** Something that happened somewhere: what heatmap and analytics are computed from. */
export interface PastThreat {
	coordinates: LngLat;
	category: Category;
	severity: Severity;
	/** Milliseconds since 1970. */
	at: number;
}
