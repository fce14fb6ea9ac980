import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { z } from 'zod';

import { InvalidInput } from '../failures/failures';

/** How many problems of one item a message names in addition to the first. */
const MOST_NAMED = 9;

/** Parses the values of a form. Throws InvalidInput that names the parameter by its display name. */
export function parseInput<Schema extends z.ZodTypeAny>(
	schema: Schema,
	raw: unknown,
	properties: readonly INodeProperties[],
): z.output<Schema> {
	const parsed = readSafely(() => schema.safeParse(raw));
	if (parsed.success) return parsed.data as z.output<Schema>;
	throw invalidInput(parsed.error.issues, properties);
}

/**
 * What `interpret` makes of a parsed form. Throws InvalidInput for what it refuses. A transform of the schema would do the
 * same, but needs a schema of its own for each item, which takes longer than most forms.
 */
export function interpretForm<Form, Input>(
	interpret: (form: Form, context: z.RefinementCtx) => Input,
	form: Form,
	properties: readonly INodeProperties[],
): Input {
	const issues: z.ZodIssue[] = [];
	const context: z.RefinementCtx = {
		path: [],
		addIssue({ message = '', path = [], ...issue }) {
			issues.push({ ...issue, message, path } as z.ZodIssue);
		},
	};
	const input = readSafely(() => interpret(form, context));
	if (issues.length > 0) throw invalidInput(issues, properties);
	return input;
}

function invalidInput(
	issues: readonly z.ZodIssue[],
	properties: readonly INodeProperties[],
): InvalidInput {
	const [first, ...others] = issues.map((issue) => ({
		what: `${displayNameOf(issue.path, properties)} ${problemOf(issue)}`,
		howToGoOn: howToGoOn(issue),
	}));
	const also = others.slice(0, MOST_NAMED).map(({ what }) => `Also: ${what}.`);
	if (others.length > MOST_NAMED) also.push(`And ${others.length - MOST_NAMED} more.`);
	return new InvalidInput(
		first?.what ?? 'The input is incomplete',
		[first?.howToGoOn ?? '', ...also].join(' ').trim(),
	);
}

/** Messages of the schema library are for programmers, so users get these. */
function problemOf(issue: z.ZodIssue): string {
	if (issue.code === 'custom') return issue.message;
	if (issue.code !== 'invalid_type') return 'has an unexpected form';
	return issue.received === 'undefined'
		? 'is empty'
		: `is not ${EXPECTED[issue.expected] ?? 'text'}`;
}

const EXPECTED: Readonly<Record<string, string>> = { object: 'a set of fields', array: 'a list' };

function howToGoOn(issue: z.ZodIssue): string {
	if (issue.code !== 'custom') return 'Enter a value, or map one from the input item.';
	const text: unknown = issue.params?.howToGoOn;
	return typeof text === 'string' ? text : '';
}

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** The display name of the parameter at `path`: that of the innermost one that has one. */
export function displayNameOf(
	path: ReadonlyArray<string | number>,
	properties: readonly INodeProperties[],
): string {
	let level: readonly Described[] = properties;
	let label: string | undefined;
	for (const segment of path) {
		const found = level.find(({ name }) => name === segment);
		if (found === undefined) continue;
		if ('displayName' in found) label = found.displayName;
		level = 'values' in found ? found.values : 'options' in found ? (found.options ?? []) : [];
	}
	return label ?? (path.length === 0 ? 'The input' : path.join('.'));
}

/**
 * Runs work that reads values of an item. A value that throws when read, such as an object of a script or a circular one,
 * is invalid input like any other: throws InvalidInput for it.
 */
export function readSafely<Result>(work: () => Result): Result {
	let reason: unknown;
	try {
		return work();
	} catch (thrown) {
		reason = thrown;
	}
	throw reason instanceof TypeError || reason instanceof RangeError ? unreadable() : reason;
}

const unreadable = () =>
	new InvalidInput(
		'A field has a value that cannot be read',
		'An expression returns an object that contains itself or cannot be copied. Map text, numbers, lists or plain objects instead.',
	);
