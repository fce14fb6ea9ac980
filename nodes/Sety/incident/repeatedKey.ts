import { ApiFailure } from '../../core/failures/failures';
import { fieldIn, isJsonRecord } from '../../core/json';
import type { Answer } from '../../core/service';
import { refuseFailure } from '../answers';
import { resolveCall } from '../call';
import type { SetyAccount } from '../service';
import { asBoolean } from '../success';
import type { Incident } from './incident';
import { INCIDENT, incidentIn } from './incident';
import { isSamePerson } from './samePerson';
import { isOver } from './statuses';

/** The incident that Sety returned for an idempotency key. */
export interface CreatedIncident {
	incident: Incident;
	/** The key was used before, perhaps by an attempt of this very call. */
	idempotent: boolean;
	/** The answer to an earlier attempt of this call was lost. */
	repeatedBlindly: boolean;
	/** The person as it was sent, with Extra Fields. */
	sentPerson: unknown;
	/** The person of the incident. */
	knownPerson: unknown;
}

/** A key that was used before is answered with this status, a new one with 201 (documented). */
const REPEATED = 200;

/** Reads the answer to Create incident. Throws ApiFailure. */
export function readCreated(answer: Answer, { overrides, calls }: SetyAccount): CreatedIncident {
	const { body, status, lacks, repeatedBlindly, sent } = answer;
	refuseFailure(answer, INCIDENT, true);
	const incident = incidentIn(body);
	if (incident === undefined) throw lacks('an incident_id');
	const call = calls.find(({ key }) => key === 'incident.create');
	const subject = (call && resolveCall(call, overrides).rename.subject) ?? 'subject';
	return {
		incident,
		// Where the answer does not say so, its status does.
		idempotent: idempotentIn(body) ?? status === REPEATED,
		repeatedBlindly,
		sentPerson: sent[subject] ?? sent.subject,
		knownPerson: incident[subject] ?? incident.subject,
	};
}

/** Whether the answer says that the key was used before; undefined where it does not say. It may say so in many places. */
function idempotentIn(body: unknown): boolean | undefined {
	if (!isJsonRecord(body)) return undefined;
	const { data, incident, meta } = body;
	const inData = isJsonRecord(data) ? [data.incident, data.meta] : [];
	const inIncident = isJsonRecord(incident) ? incident.meta : undefined;
	return [body, data, incident, ...inData, meta, inIncident]
		.filter(isJsonRecord)
		.map((place) => asBoolean(fieldIn(place, 'idempotent', 'is_idempotent', 'idempotent_replay')))
		.find((value) => value !== undefined);
}

/**
 * Whether this execution created the incident. A derived key belongs to this execution alone, so its incident is new
 * even if the first answer was lost. With the user's own key and a lost answer this is unknown: null.
 */
export function isNew(
	{ idempotent, repeatedBlindly }: CreatedIncident,
	{ hasOwnKey }: { hasOwnKey: boolean },
): boolean | null {
	if (!hasOwnKey || !idempotent) return true;
	return repeatedBlindly ? null : false;
}

/** Whether Sety returned, for a key that was used before, an incident about another person. */
export function isOfAnotherPerson({
	idempotent,
	sentPerson,
	knownPerson,
}: CreatedIncident): boolean {
	return idempotent && !isSamePerson(sentPerson, knownPerson);
}

/**
 * Refuses to call a repeated key a success if its incident is another emergency: one about another person, or one that is
 * over. Sety then sends no responder to this one. Only for the user's own keys: a derived key belongs to this item alone,
 * so there a difference is one of spelling.
 *
 * Throws ApiFailure.
 */
export function refuseOtherEmergency(created: CreatedIncident, key: string): void {
	const { incident, idempotent, repeatedBlindly } = created;
	if (!idempotent) return;
	const returned = `Sety returned incident ${incident.incident_id}`;
	const anotherKey =
		'Give every emergency its own key, such as the ID of the trip or alarm, or leave the field empty: the node then makes one.';
	if (isOfAnotherPerson(created)) {
		throw new ApiFailure(
			`Idempotency Key "${key}" was already used for another person, so ${repeatedBlindly ? 'perhaps ' : ''}no incident was created for this one`,
			`${returned}. ${repeatedBlindly ? 'The response to the first attempt was lost: check in Sety whether this person has an incident. ' : ''}${anotherKey}`,
			{ status: 200, attempts: 1, certainlyWithoutEffect: !repeatedBlindly },
		);
	}
	// After a lost answer it may be ours, and over by now.
	if (repeatedBlindly || !isOver(incident.status)) return;
	throw new ApiFailure(
		`Idempotency Key "${key}" belongs to an incident that is ${String(incident.status)}, so no responders were sent for this emergency`,
		`${returned}. If this is the same emergency, nothing more is needed. If it is a new one, report it at once with another key. ${anotherKey}`,
		{ status: 200, attempts: 1, certainlyWithoutEffect: true },
	);
}
