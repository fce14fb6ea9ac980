import { isJsonRecord } from '../../core/json';

/** A name in metadata whose value looks like it belongs elsewhere. */
export interface Suspicion {
	name: string;
	looksLike: string;
}

/** One character before the @ is enough to look at: with all of them a long text without any takes minutes. */
const EMAIL = /[^\s@]@[^\s@]+\.[a-z]{2,}/i;
const URL_LIKE = /\bhttps?:\/\/|\bwww\.[a-z0-9-]+\./i;
/**
 * Phone numbers as they are written: after a + with a country code, the (0) of one's own country in it or not; after 00 in
 * groups; and grouped by hand, (206) 940-6843 and 206-940-6843. Bare digits are more often an ID or a time, those that
 * begin with zeros included.
 */
const PHONES = [
	/(?<!\w)\+[1-9](?:[\s()./-]{0,3}\d){6,15}(?!\d)/,
	/(?<!\S)00[1-9]\d{0,2}[\s()./-]{1,3}\d(?:[\s()./-]{0,3}\d){5,12}(?!\d)/,
	/\(\d{2,4}\)[\s-]?\d{3,4}[\s-]?\d{3,4}/,
	/(?<![\w.-])\d{3}([ .-])\d{3}\1\d{4}(?![\w-])/,
];
const CARD = /(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)/g;

/**
 * Values of metadata that look like personal data. Metadata is for product context: the guide keeps addresses, URLs and
 * identifiers of people out of it. A guess by form, so it can be wrong both ways.
 */
export function personalDataIn(metadata: unknown): Suspicion[] {
	if (!isJsonRecord(metadata)) return [];
	return Object.entries(metadata).flatMap(([name, value]) => {
		const values: unknown[] = Array.isArray(value) ? value : [value];
		const looksLike = values.map(kindOf).find((kind) => kind !== undefined);
		return looksLike === undefined ? [] : [{ name, looksLike }];
	});
}

function kindOf(value: unknown): string | undefined {
	if (typeof value === 'number') return isCardNumber(String(value)) ? 'a card number' : undefined;
	if (typeof value !== 'string') return undefined;
	if (EMAIL.test(value)) return 'an e-mail address';
	if (URL_LIKE.test(value)) return 'a URL';
	if (value.match(CARD)?.some(isCardNumber)) return 'a card number';
	return PHONES.some((form) => form.test(value)) ? 'a phone number' : undefined;
}

/** 13 to 19 digits whose last one fits the others (Luhn); of random digits one in ten does, and begins with 3 to 6. */
function isCardNumber(written: string): boolean {
	const digits = written.replace(/\D/g, '');
	if (!/^[3-6]\d{12,18}$/.test(digits)) return false;
	const sum = [...digits].reverse().reduce((total, digit, index) => {
		const weighed = Number(digit) * (index % 2 === 0 ? 1 : 2);
		return total + (weighed > 9 ? weighed - 9 : weighed);
	}, 0);
	return sum % 10 === 0;
}
