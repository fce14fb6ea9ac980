import { ApiFailure } from '../../../shared/errors/ApiFailure';
import type { SetyRecord } from '../../api/answers';
import { isFinal } from '../../api/statuses';
import type { Subject } from './samePerson';
import { isSamePerson } from './samePerson';

/** What Sety gave back for an idempotency key. */
export interface Answered {
	incident: SetyRecord;
	/** The key was used before, perhaps by an attempt of this very call. */
	idempotent: boolean;
	/** The answer to an earlier attempt of this call was lost. */
	repeatedBlindly: boolean;
}

/**
 * Whether this execution created the incident. A derived key belongs to this execution alone, so its incident is new
 * even if the first answer was lost. With a key of the user's own and a lost answer nobody can tell: null.
 */
export function isNew(
	{ idempotent, repeatedBlindly }: Answered,
	{ hasOwnKey }: { hasOwnKey: boolean },
): boolean | null {
	if (!hasOwnKey || !idempotent) return true;
	return repeatedBlindly ? null : false;
}

/**
 * A key that was used before gives back the incident of that time. Where that is another emergency, nobody is sent to
 * this one, which must not look like success: the incident is about another person, or it is over.
 *
 * Throws ApiFailure.
 */
export function refuseOtherEmergency(
	{ incident, idempotent, repeatedBlindly }: Answered,
	{ key, hasOwnKey, subject }: { key: string; hasOwnKey: boolean; subject: Subject },
): void {
	if (!idempotent) return;
	const gaveBack = `Sety gave back incident ${String(incident.incident_id)}`;
	const anotherKey =
		'Give every emergency a key of its own, such as the ID of the trip or alarm; leave the field empty to have one made.';
	if (!isSamePerson(subject, incident.subject)) {
		throw new ApiFailure(
			`Idempotency Key "${key}" was used before for another person, so ${repeatedBlindly ? 'perhaps ' : ''}no incident was created for this one`,
			`${gaveBack}. ${repeatedBlindly ? 'The answer to the first attempt was lost: look at Sety whether there is an incident for this person. ' : ''}${anotherKey}`,
			{ status: 200, attempts: 1, certainlyWithoutEffect: !repeatedBlindly },
		);
	}
	// After a lost answer it may be ours, and over by now; a derived key is that of this execution alone.
	if (repeatedBlindly || !hasOwnKey) return;
	const { status } = incident;
	if (typeof status !== 'string' || !isFinal(status)) return;
	throw new ApiFailure(
		`Idempotency Key "${key}" belongs to an incident that is ${status}, so nobody was sent to this one`,
		`${gaveBack}. If this is the same emergency, there is nothing to do. If it is a new one, report it with another key at once. ${anotherKey}`,
		{ status: 200, attempts: 1, certainlyWithoutEffect: true },
	);
}
