import type { Incident } from './model.cts';

interface Step {
	readonly from: string;
	readonly to: string;
	/** Milliseconds after creation. */
	readonly after: number;
	readonly message: string;
}

/** How an incident goes on by itself. The order of the states is documented; the times are invented. */
const STEPS: readonly Step[] = [
	{ from: 'created', to: 'dispatching', after: 30_000, message: 'Looking for a responder' },
	{ from: 'dispatching', to: 'assigned', after: 60_000, message: 'Responder assigned' },
	{ from: 'assigned', to: 'responding', after: 180_000, message: 'Responder on the way' },
	{ from: 'responding', to: 'on_scene', after: 600_000, message: 'Responder on scene' },
	{ from: 'on_scene', to: 'resolved', after: 1_800_000, message: 'Incident resolved' },
];

export type IncidentContent = Pick<Incident, 'category' | 'severity' | 'subject' | 'location'> &
	Partial<Pick<Incident, 'idempotency_key' | 'title' | 'description' | 'is_drill'>>;

/** An incident that was reported at this moment. */
export function newIncident(id: string, createdAt: number, content: IncidentContent): Incident {
	const timestamp = new Date(createdAt).toISOString();
	return {
		incident_id: id,
		idempotency_key: content.idempotency_key ?? null,
		category: content.category,
		severity: content.severity,
		status: 'created',
		subject: content.subject,
		title: content.title ?? null,
		description: content.description ?? null,
		location: content.location,
		resolution_outcome: null,
		resolution_notes: null,
		is_drill: content.is_drill ?? false,
		timeline: [{ status: 'created', event: 'created', message: 'Incident created', timestamp }],
		created_at: timestamp,
		updated_at: timestamp,
		resolved_at: null,
		cancelled_at: null,
	};
}

/** When the incident changes by itself next; Infinity when it never will. */
export function nextStepAt(incident: Incident): number {
	const step = stepFrom(incident);
	return step ? Date.parse(incident.created_at) + step.after : Infinity;
}

/** The incident as it stands at `now`; each step is stamped with the time at which it was due. */
export function progressed(incident: Incident, now: number): Incident {
	let current = incident;
	for (let step = stepFrom(current); step; step = stepFrom(current)) {
		const due = nextStepAt(current);
		if (due > now) break;
		current = withStatus(current, step.to, due, step.message);
	}
	return current;
}

/** The incident in another status since `at` (milliseconds), with all fields that follow from it. */
export function withStatus(
	incident: Incident,
	status: string,
	at: number,
	message: string,
): Incident {
	const timestamp = new Date(at).toISOString();
	const changed: Incident = {
		...incident,
		status,
		updated_at: timestamp,
		timeline: [...incident.timeline, { status, event: status, message, timestamp }],
	};
	if (status === 'resolved') {
		changed.resolved_at = timestamp;
		changed.resolution_outcome = 'handled';
		changed.resolution_notes = message;
	}
	if (status === 'cancelled') changed.cancelled_at = timestamp;
	return changed;
}

export function isActive(incident: Incident): boolean {
	return incident.status !== 'resolved' && incident.status !== 'cancelled';
}

function stepFrom(incident: Incident): Step | undefined {
	return STEPS.find(({ from }) => from === incident.status);
}
