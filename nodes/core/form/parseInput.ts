import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { InvalidInput } from '../failures/failures';
import { displayNameOf } from './displayName';
import { readable } from './readable';

/** How many problems of one item a message names, besides the first. */
const MOST_NAMED = 9;

/**
 * Parses what the editor handed over. Throws InvalidInput that names the parameter as the editor shows it.
 */
export function parseInput<Schema extends z.ZodTypeAny>(
	schema: Schema,
	raw: unknown,
	properties: readonly INodeProperties[],
): z.output<Schema> {
	const parsed = readable(() => schema.safeParse(raw));
	if (parsed.success) return parsed.data as z.output<Schema>;
	const [first, ...others] = parsed.error.issues.map((issue) => ({
		what: `${displayNameOf(issue.path, properties)} ${whatIsWrong(issue)}`,
		howToGoOn: howToGoOn(issue),
	}));
	const also = others.slice(0, MOST_NAMED).map(({ what }) => `Also: ${what}.`);
	if (others.length > MOST_NAMED) also.push(`And ${others.length - MOST_NAMED} more.`);
	throw new InvalidInput(
		first?.what ?? 'The input is not complete',
		[first?.howToGoOn ?? '', ...also].join(' ').trim(),
	);
}

/** The words of the schema library are for programmers. */
function whatIsWrong(issue: z.ZodIssue): string {
	if (issue.code === 'custom') return issue.message;
	if (issue.code !== 'invalid_type') return 'has a form that is not expected';
	return issue.received === 'undefined'
		? 'is empty'
		: `is not ${EXPECTED[issue.expected] ?? 'text'}`;
}

const EXPECTED: Readonly<Record<string, string>> = { object: 'a set of fields', array: 'a list' };

function howToGoOn(issue: z.ZodIssue): string {
	if (issue.code !== 'custom') return 'Enter a value, or map one from the input item.';
	const said: unknown = issue.params?.howToGoOn;
	return typeof said === 'string' ? said : '';
}
