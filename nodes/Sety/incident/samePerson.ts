import { isJsonRecord } from '../../core/json';

/** What tells one person from another, as Sety has it: name, phone, email, reference. */
type Field = 'name' | 'phone' | 'email' | 'reference';

/** Digits of a phone number by which two forms of it are taken for the same. */
const TELLING_DIGITS = 7;

/**
 * Whether an incident is about the person that was sent. A value that cannot be compared counts as the same: one that is
 * missing on one side, and one that the service hides (`+23480*****78`, `(hidden)`).
 *
 * A reference decides alone. Without one, a shared phone number or e-mail address decides, and a name only if there is
 * neither: many callers are "Driver". Services write these in their own forms, so the node compares their meaning.
 *
 * @param sent the person as it was sent; text alone is a name
 * @param existing the person of the incident
 */
export function isSamePerson(sent: unknown, existing: unknown): boolean {
	const [wanted, known] = [personIn(sent), personIn(existing)];
	const compare = (
		field: Field,
		same: (one: string, other: string) => boolean,
	): boolean | undefined => {
		const [one, other] = [comparable(wanted[field]), comparable(known[field])];
		return one === undefined || other === undefined ? undefined : same(one, other);
	};
	const reference = compare('reference', sameText);
	if (reference !== undefined) return reference;
	const telling = [compare('phone', samePhone), compare('email', sameText)];
	if (telling.includes(true)) return true;
	if (telling.includes(false)) return false;
	return compare('name', sameText) ?? true;
}

function personIn(value: unknown): Record<string, unknown> {
	if (isJsonRecord(value)) return value;
	return typeof value === 'string' ? { name: value } : {};
}

/** A text that can be compared; undefined for a missing or hidden one. */
function comparable(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	if (typeof value !== 'string' || value.trim() === '' || isMasked(value)) return undefined;
	return value;
}

/** Signs that stand for characters that are not shown. */
const MASK = /[*•●∙○◦▪■█▓▒░＊…]|\.{3}|_{2}|#{2}/u;

/** The whole text in brackets, `[redacted]`, or a word that says that it is not shown. */
const NOT_SHOWN =
	/^(?:[([{<].*[)\]}>]|(?:hidden|masked|redacted|removed|private|anonymi[sz]ed|anonymous|confidential|protected|restricted|encrypted|unknown|none|null|undefined|n\/?a|-+))$/i;

/** `xxx`, `XXXX XXX`, `+23480xxxxx78`. */
const LETTERS_AS_MASK = /^x+(?:[\s.@-]+x+)*$|\d[\s-]*x{2,}|x{3,}[\s-]*\d/i;

/** Whether a service shows only a part of a value, or nothing of it. */
function isMasked(text: string): boolean {
	const shown = text.normalize('NFC').trim();
	return MASK.test(shown) || NOT_SHOWN.test(shown) || LETTERS_AS_MASK.test(shown);
}

function sameText(one: string, other: string): boolean {
	const plain = (text: string) =>
		text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
	return plain(one) === plain(other);
}

/** `+234 801 234 5678`, `002348012345678`, `+234 (0) 801 234 5678` and `0801 234 5678` are the same number. */
function samePhone(one: string, other: string): boolean {
	const digits = (text: string) =>
		text
			.replace(/\(\s*0\s*\)/, '')
			.replaceAll(/\D/g, '')
			.replace(/^0+/, '');
	const [shorter = '', longer = ''] = [digits(one), digits(other)].sort(
		(a, b) => a.length - b.length,
	);
	if (shorter.length < TELLING_DIGITS) return sameText(one, other);
	return longer.endsWith(shorter);
}
