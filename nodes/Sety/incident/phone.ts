import { isJsonRecord } from '../../core/json';

/** A number that can be called has at least as many digits as 112. */
const FEWEST_DIGITS = 3;

/** `2.34801E+12`: how spreadsheets shorten a long number. The digits are lost. */
const SHORTENED = /^[+-]?\d+(?:[.,]\d+)?E\+?\d+$/i;

/**
 * A phone number as people, spreadsheets and right-to-left keyboards write it, without other characters. Undefined for a
 * value that cannot be called.
 */
export function phoneIn(value: unknown): string | undefined {
	if (typeof value === 'number') {
		return Number.isSafeInteger(value) && value > 0 ? callable(String(value)) : undefined;
	}
	if (Array.isArray(value) && value.length === 1 && !isJsonRecord(value[0]))
		return phoneIn(value[0]);
	if (typeof value !== 'string') return undefined;
	const plain = value
		.normalize('NFKC')
		.replaceAll(/[\p{Cf}\p{Cc}\p{Surrogate}]/gu, '')
		.replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
		.replaceAll(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
		.replaceAll(/[\u2010-\u2015\u2212]/g, '-')
		.trim()
		// What keeps a spreadsheet from reading a number, and the scheme of a link.
		.replace(/^(?:['"=]+|tel:)+/i, '')
		.replace(/['"]+$/, '')
		// A number that was a decimal one on its way.
		.replace(/^(\+?\d{6,})\.0+$/, '$1')
		.trim();
	return callable(plain);
}

/** What an expression writes for a missing value: `+undefined8012345678` reaches no one. */
const LEFT_OVER = /undefined|null|NaN|\[object|\{\{/;

function callable(text: string): string | undefined {
	if (LEFT_OVER.test(text)) return undefined;
	const digits = text.replaceAll(/\D/g, '').length;
	return digits < FEWEST_DIGITS || SHORTENED.test(text) ? undefined : text;
}

/** Whether a number can be called only from within its own country, as far as its form tells. */
export function lacksCountryCode(phone: string): boolean {
	return !/^[^\d+]*(?:\+|00)/.test(phone);
}
