import { ApiFailure } from '../../../shared/errors/ApiFailure';
import { isJsonRecord } from '../../../shared/json';
import type { SetyRecord } from '../../api/answers';

/**
 * Whether this execution created the incident. A derived key belongs to this execution alone, so its incident is new
 * even if the first answer was lost. With a key of the user's own and a lost answer nobody can tell: null.
 */
export function isNew(
	{ idempotent, repeatedBlindly }: { idempotent: boolean; repeatedBlindly: boolean },
	hasOwnKey: boolean,
): boolean | null {
	if (!hasOwnKey || !idempotent) return true;
	return repeatedBlindly ? null : false;
}

const IDENTITY = ['name', 'phone', 'email', 'reference'] as const;

/**
 * A key that was used before for somebody else means that this person's emergency was not reported: that must not look
 * like success. The incident counts as another person's when everything about the person that can be compared differs.
 */
export function refuseOtherPerson(
	key: string,
	asked: Partial<Record<(typeof IDENTITY)[number], string | undefined>>,
	existing: SetyRecord,
): void {
	const subject = isJsonRecord(existing.subject) ? existing.subject : {};
	const comparable = IDENTITY.filter(
		(field) => asked[field] !== undefined && typeof subject[field] === 'string',
	);
	const differs = comparable.every((field) => asked[field] !== subject[field]);
	if (comparable.length === 0 || !differs) return;
	throw new ApiFailure(
		`Idempotency Key "${key}" was used before for another person, so no incident was created for this one`,
		`Sety gave back incident ${String(existing.incident_id)}. Give every emergency a key of its own, such as the ID of the trip or alarm; leave the field empty to have one made.`,
		{ status: 200, attempts: 1, certainlyWithoutEffect: true },
	);
}
