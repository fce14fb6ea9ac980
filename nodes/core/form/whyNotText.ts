import { HalfEmpty, whyHalfEmpty } from './halfEmpty';

/**
 * Why a value cannot be written out as text that says the same; undefined when it can. JavaScript would go on with "NaN",
 * and with the ID of somebody else.
 */
export function whyNotText(value: unknown): { what: string; howToGoOn: string } | undefined {
	switch (typeof value) {
		case 'string':
		case 'boolean':
		case 'bigint':
			return undefined;
		case 'number':
			return whyNotExact(value);
		default:
			if (value instanceof HalfEmpty) return whyHalfEmpty(value);
			return {
				what: 'is not text',
				howToGoOn: 'Map a single value instead of an object or a list.',
			};
	}
}

function whyNotExact(value: number): { what: string; howToGoOn: string } | undefined {
	if (!Number.isFinite(value)) {
		return {
			what: 'is the result of a calculation that has none',
			howToGoOn:
				'Correct the calculation in the expression, or filter out items that it cannot be made for.',
		};
	}
	if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
	return {
		what: 'is a number that is not exact any more',
		howToGoOn: `Hand it over as text: beyond ${Number.MAX_SAFE_INTEGER} a number loses digits.`,
	};
}
