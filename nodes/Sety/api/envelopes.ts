import { isJsonRecord } from '../../core/json';
import { fieldIn } from '../../core/spelling';
import type { Envelope, SetyRecord } from './answers';
import { idIn, recordIn } from './answers';
import { meant } from './confirmation';

// The envelope of Create incident is documented; the others, and the fields that records are known by, are assumed.
export const INCIDENT: Envelope = {
	name: 'incident',
	what: 'an incident',
	knownBy: ['incident_id'],
};
export const NOTED: Envelope = {
	name: 'incident',
	what: 'a note or an incident',
	knownBy: ['incident_id', 'note', 'note_id', 'timeline'],
};
export const ACCESS_LOG: Envelope = {
	name: 'access_log',
	what: 'an access log',
	knownBy: ['log_id', 'visitor_name'],
};
export const STATS: Envelope = {
	name: 'stats',
	what: 'statistics',
	knownBy: ['total_entries', 'current_visitors'],
};
export const ANALYTICS: Envelope = {
	name: 'analytics',
	what: 'analytics',
	knownBy: ['incident_count', 'risk_level'],
};
export const SAFETY_SCORE: Envelope = {
	name: 'safety_score',
	what: 'a score',
	knownBy: ['score', 'level'],
};
export const ROUTE: Envelope = {
	name: 'route',
	what: 'a route',
	knownBy: ['overall_score', 'segments'],
};
export const HEALTH: Envelope = {
	name: 'health',
	what: 'a status',
	knownBy: ['status', 'api_version'],
};

export const HEATMAP: Envelope = { name: 'heatmap', what: 'points', knownBy: [] };

/** An incident whose ID was found. */
export type Incident = SetyRecord & { incident_id: string };

/** The ID of an incident. */
export const incidentIdOf = (incident: SetyRecord) => idIn(incident, 'incident_id');

/** Adding a note may be answered with the note, whose own ID is another matter. */
export function notedIdOf(record: SetyRecord): string | undefined {
	const isIncident = INCIDENT_FIELDS.some((field) => field in record);
	return isIncident ? incidentIdOf(record) : undefined;
}

const INCIDENT_FIELDS = ['incident_id', 'timeline', 'category', 'subject'];

/** An incident with its ID, which may be a number and stand under `id`. */
export function incidentIn(body: unknown): Incident | undefined {
	const incident = recordIn(body, INCIDENT);
	const incident_id = incident && idIn(incident, 'incident_id');
	return incident_id === undefined ? undefined : { ...incident, incident_id };
}

/** Whether the answer says that the key was used before; undefined where it does not say. It may say so in many places. */
export function idempotentIn(body: unknown): boolean | undefined {
	if (!isJsonRecord(body)) return undefined;
	const { data, incident, meta } = body;
	const inData = isJsonRecord(data) ? [data.incident, data.meta] : [];
	const inIncident = isJsonRecord(incident) ? incident.meta : undefined;
	return [body, data, incident, ...inData, meta, inIncident]
		.filter(isJsonRecord)
		.map((place) => meant(fieldIn(place, 'idempotent', 'is_idempotent', 'idempotent_replay')))
		.find((said) => said !== undefined);
}
