import { z } from 'zod';

import { positionOf } from '../../core/geo/position';
import { isJsonRecord } from '../../core/json';
import { simpleForm } from '../../core/record';
import type { Answer } from '../../core/service';
import type { Envelope, SetyRecord } from '../answers';
import { idIn, recordIn, refuseFailure } from '../answers';
import type { SetyList } from '../lists';
import { mapUrlOf } from '../place';
import type { SetyClient } from '../service';

/** An incident, as one documented example shows it. For the editor only: the node takes any other incident as well. */
export const incident = z
	.object({
		incident_id: z.string(),
		idempotency_key: z.string().nullish(),
		category: z.string().nullish(),
		severity: z.string().nullish(),
		status: z.string().nullish(),
		subject: z
			.object({
				name: z.string().nullish(),
				phone: z.string().nullish(),
				email: z.string().nullish(),
				reference: z.string().nullish(),
				metadata: z.record(z.unknown()).nullish(),
			})
			.passthrough()
			.nullish(),
		title: z.string().nullish(),
		description: z.string().nullish(),
		location: z
			.object({
				coordinates: z.array(z.number()).describe('Longitude, latitude').nullish(),
				address: z.string().nullish(),
				landmark: z.string().nullish(),
			})
			.passthrough()
			.nullish(),
		resolution_outcome: z.string().nullish(),
		resolution_notes: z.string().nullish(),
		is_drill: z.boolean().nullish(),
		timeline: z
			.array(
				z
					.object({
						status: z.string().nullish(),
						event: z.string().nullish(),
						message: z.string().nullish(),
						timestamp: z.string().nullish(),
					})
					.passthrough(),
			)
			.nullish(),
		created_at: z.string().nullish(),
		updated_at: z.string().nullish(),
		resolved_at: z.string().nullish(),
		cancelled_at: z.string().nullish(),
	})
	.passthrough();

const part = (value: unknown, name: string) => (isJsonRecord(value) ? value[name] : undefined);

export const simpleIncident = simpleForm(
	{
		incident_id: [z.string(), (one) => one.incident_id ?? one.id],
		status: z.string(),
		latitude: [z.number(), (one) => positionOf(one.location)?.[1]],
		longitude: [z.number(), (one) => positionOf(one.location)?.[0]],
		mapUrl: [
			z.string().describe('A map with a pin at the place'),
			(one) => mapUrlOf(positionOf(one.location)),
		],
		is_drill: z.boolean(),
		category: z.string(),
		severity: z.string(),
		subject_name: [z.string(), (one) => part(one.subject, 'name')],
		subject_phone: [z.string(), (one) => part(one.subject, 'phone')],
		address: [z.string(), (one) => part(one.location, 'address')],
		description: z.string(),
		created_at: z.string(),
	},
	{ always: ['incident_id'] },
);

/** The envelope of Create incident is documented. */
export const INCIDENT: Envelope = {
	name: 'incident',
	what: 'an incident',
	knownBy: ['incident_id'],
};

export const incidents: SetyList = {
	call: {
		key: 'incident.getAll',
		title: 'List incidents',
		method: 'GET',
		path: '/incidents',
		evidence: 'documented',
		effect: 'read',
		fields: ['status', 'category', 'severity', 'from_date', 'to_date', 'page', 'limit'],
		fieldEvidence: 'documented',
	},
	names: ['incidents'],
	idField: 'incident_id',
};

/** An incident whose ID was found. */
export type Incident = SetyRecord & { incident_id: string };

export const incidentIdOf = (one: SetyRecord) => idIn(one, 'incident_id');

/** An incident with its ID, which may be a number and stand under `id`. */
export function incidentIn(body: unknown): Incident | undefined {
	const found = recordIn(body, INCIDENT);
	const incident_id = found && incidentIdOf(found);
	return incident_id === undefined ? undefined : { ...found, incident_id };
}

/** The call that reads one incident, for Get and for the trigger. */
export const incidentCall = {
	key: 'incident.get',
	title: 'Get incident',
	method: 'GET',
	path: '/incidents/{incidentId}',
	evidence: 'documented',
	effect: 'read',
	fields: [],
	fieldEvidence: 'documented',
} as const;

/** Reads one incident. Throws ApiFailure. */
export async function readIncident(client: SetyClient, incidentId: string): Promise<Incident> {
	return incidentOf(await client.send(incidentCall, { path: { incidentId } }), incidentId);
}

/** Reads the incident of this ID from an answer. Throws ApiFailure. */
export function incidentOf(answer: Answer, incidentId: string): Incident {
	refuseFailure(answer, INCIDENT);
	const found = incidentIn(answer.body);
	if (found === undefined) throw answer.lacks('an incident_id');
	if (found.incident_id.toLowerCase() !== incidentId.toLowerCase()) {
		throw answer.lacks(`incident ${incidentId}, but with ${found.incident_id}`);
	}
	return found;
}
