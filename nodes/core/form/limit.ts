import { z } from 'zod';

import { field } from './field';
import { flag, number } from './fields';

export const returnAll = field(
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	flag,
);

const DEFAULT_LIMIT = 50;

export const limit = field(
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	// Hidden, and so absent, when Return All is on.
	z.unknown().transform((value, context): number | undefined => {
		if (value === undefined) return undefined;
		const parsed = number({ min: 1, whole: true }).safeParse(value);
		if (parsed.success) return parsed.data;
		for (const issue of parsed.error.issues) context.addIssue(issue);
		return z.NEVER;
	}),
);

/** The most records to read; undefined means all. */
export function limitOf(input: { returnAll: boolean; limit?: number | undefined }) {
	return input.returnAll ? undefined : (input.limit ?? DEFAULT_LIMIT);
}
