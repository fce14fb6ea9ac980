import { isJsonRecord } from '../../../shared/json';

/** The person in danger, as far as Sety can be told. */
export interface Subject {
	name?: string | undefined;
	phone?: string | undefined;
	email?: string | undefined;
	/** The user's own ID of the person or trip. */
	reference?: string | undefined;
}

/** Digits of a phone number by which two forms of it are taken for the same. */
const TELLING_DIGITS = 7;

/**
 * Whether an incident is about the person that was asked for. What nobody can compare counts as the same.
 *
 * A reference decides alone. Otherwise a phone number or e-mail address in common does, and a name only where there is
 * neither: many a caller is "Driver". Services write these in forms of their own, so they are compared by what they mean.
 */
export function isSamePerson(asked: Subject, existing: unknown): boolean {
	const known = isJsonRecord(existing) ? existing : {};
	const compare = (
		field: keyof Subject,
		same: (one: string, other: string) => boolean,
	): boolean | undefined => {
		const [one, other] = [asked[field], known[field]];
		return one === undefined || typeof other !== 'string' ? undefined : same(one, other);
	};
	const reference = compare('reference', sameText);
	if (reference !== undefined) return reference;
	const telling = [compare('phone', samePhone), compare('email', sameText)];
	if (telling.includes(true)) return true;
	if (telling.includes(false)) return false;
	return compare('name', sameText) ?? true;
}

function sameText(one: string, other: string): boolean {
	const plain = (text: string) =>
		text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
	return plain(one) === plain(other);
}

/** `+234 801 234 5678`, `002348012345678` and `0801 234 5678` are the same number. */
function samePhone(one: string, other: string): boolean {
	const digits = (text: string) => text.replaceAll(/\D/g, '').replace(/^0+/, '');
	const [shorter = '', longer = ''] = [digits(one), digits(other)].sort(
		(a, b) => a.length - b.length,
	);
	if (shorter.length < TELLING_DIGITS) return sameText(one, other);
	return longer.endsWith(shorter);
}
