import type { Effect, HttpMethod } from '../../shared/http/request';

/** `documented`: read on a page of docs.sety.io. `assumed`: inferred from the title and method in its menu. */
export type Evidence = 'documented' | 'assumed';

export interface Endpoint {
	/** Title of the operation in Sety's documentation menu. */
	title: string;
	method: HttpMethod;
	/** Below the base URL. A name in braces is filled in by the client. */
	path: string;
	/** Of method and path together. Methods and titles are documented for all of them. */
	evidence: Evidence;
	effect: Effect;
	/** Our names of the fields that are sent, and so the ones that an override may rename. */
	fields: readonly string[];
	/** Whether the names of `fields` are documented; `partly` where the page was read only up to a cut. */
	fieldEvidence: Evidence | 'partly';
}

/**
 * Every call of the Sety external API, `https://intel-api.sety.io/v1/external`. This table and schemas.ts are the only
 * places where something is assumed about it.
 */
export const endpoints = {
	'incident.create': {
		title: 'Create incident',
		method: 'POST',
		path: '/incidents',
		evidence: 'documented',
		// By its idempotency_key, which stands in the body and which the node always sends (documented).
		effect: 'safeWrite',
		fields: [
			'category',
			'severity',
			'idempotency_key',
			'subject',
			'location',
			'title',
			'description',
			'is_drill',
		],
		fieldEvidence: 'partly',
	},
	'incident.getAll': {
		title: 'List incidents',
		method: 'GET',
		path: '/incidents',
		evidence: 'documented',
		effect: 'read',
		fields: ['status', 'category', 'severity', 'from_date', 'to_date', 'page', 'limit'],
		fieldEvidence: 'documented',
	},
	'incident.get': {
		title: 'Get incident',
		method: 'GET',
		path: '/incidents/{incidentId}',
		evidence: 'documented',
		effect: 'read',
		fields: [],
		fieldEvidence: 'documented',
	},
	'incident.cancel': {
		title: 'Cancel incident',
		method: 'POST',
		path: '/incidents/{incidentId}/cancel',
		evidence: 'documented',
		effect: 'unsafeWrite',
		fields: ['reason'],
		fieldEvidence: 'documented',
	},
	'incident.addNote': {
		title: 'Add note',
		method: 'POST',
		path: '/incidents/{incidentId}/notes',
		evidence: 'assumed',
		effect: 'unsafeWrite',
		fields: ['note', 'author'],
		fieldEvidence: 'assumed',
	},
	'accessLog.getAll': {
		title: 'List access logs',
		method: 'GET',
		path: '/access-logs',
		evidence: 'assumed',
		effect: 'read',
		fields: ['status', 'from_date', 'to_date', 'page', 'limit'],
		fieldEvidence: 'assumed',
	},
	'accessLog.create': {
		title: 'Create access log',
		method: 'POST',
		path: '/access-logs',
		evidence: 'assumed',
		effect: 'unsafeWrite',
		fields: [
			'visitor_name',
			'visitor_phone',
			'visitor_email',
			'purpose',
			'host_name',
			'access_code',
			'gate',
			'vehicle_plate',
			'notes',
			'metadata',
		],
		fieldEvidence: 'assumed',
	},
	'accessLog.getStats': {
		title: 'Access log stats',
		method: 'GET',
		path: '/access-logs/stats',
		evidence: 'assumed',
		effect: 'read',
		fields: ['from_date', 'to_date'],
		fieldEvidence: 'assumed',
	},
	'accessLog.getCurrentVisitors': {
		title: 'Get current visitors',
		method: 'GET',
		path: '/access-logs/current',
		evidence: 'assumed',
		effect: 'read',
		fields: ['page', 'limit'],
		fieldEvidence: 'assumed',
	},
	'accessLog.checkOut': {
		title: 'Checkout visitor',
		method: 'PATCH',
		path: '/access-logs/{logId}/checkout',
		evidence: 'documented',
		effect: 'unsafeWrite',
		fields: ['checkout_time', 'notes'],
		fieldEvidence: 'assumed',
	},
	'threatIntelligence.getDangerZones': {
		title: 'List danger zones',
		method: 'GET',
		path: '/danger-zones',
		evidence: 'assumed',
		effect: 'read',
		fields: ['lat', 'lng', 'radius_km', 'page', 'limit'],
		fieldEvidence: 'assumed',
	},
	'threatIntelligence.getDangerAnalytics': {
		title: 'Danger analytics for a location',
		method: 'GET',
		path: '/danger-zones/analytics',
		evidence: 'assumed',
		effect: 'read',
		fields: ['lat', 'lng', 'radius_km', 'days'],
		fieldEvidence: 'assumed',
	},
	'threatIntelligence.getHeatmap': {
		title: 'Heatmap data',
		method: 'GET',
		path: '/heatmap',
		evidence: 'assumed',
		effect: 'read',
		fields: ['lat', 'lng', 'radius_km', 'from_date', 'to_date'],
		fieldEvidence: 'assumed',
	},
	'threatIntelligence.getSafetyScore': {
		title: 'Safety score',
		method: 'GET',
		path: '/safety/score',
		evidence: 'documented',
		effect: 'read',
		fields: ['lat', 'lng'],
		fieldEvidence: 'assumed',
	},
	'threatIntelligence.analyzeRoute': {
		title: 'Route safety analysis',
		method: 'GET',
		path: '/safety/route',
		evidence: 'assumed',
		effect: 'read',
		fields: ['origin', 'destination', 'waypoints'],
		fieldEvidence: 'assumed',
	},
	'system.healthCheck': {
		title: 'Health check',
		method: 'GET',
		path: '/health',
		evidence: 'assumed',
		effect: 'read',
		fields: [],
		fieldEvidence: 'documented',
	},
} as const satisfies Record<string, Endpoint>;

/** `resource.operation`, as in the node. */
export type EndpointName = keyof typeof endpoints;

export function endpointNames(): EndpointName[] {
	return Object.keys(endpoints) as EndpointName[];
}
