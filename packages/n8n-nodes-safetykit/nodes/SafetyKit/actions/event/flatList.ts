import { z } from 'zod';

/** A list of single values: an array from an expression, or text with commas. */
export const flatList = z.unknown().transform((value): unknown[] => {
	if (Array.isArray(value)) return value as unknown[];
	if (value === undefined || value === null) return [];
	if (typeof value !== 'string') return [value];
	return value
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
});
