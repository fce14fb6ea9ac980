import { z } from 'zod';

import { field } from '../../core/form/field';
import { optional, text } from '../../core/form/schemas';
import { refuse } from '../../core/form/refusal';
import { whyNotText } from '../../core/form/textChecks';
import { isJsonRecord } from '../../core/json';
import { asGiven, inFieldsMode, rows } from './fieldsMode';
import type { Report } from './problem';

const entries = rows('entries', { name: optional(text), value: asGiven });

export const metadata = field(
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'fixedCollection',
		displayOptions: inFieldsMode,
		typeOptions: { multipleValues: true },
		placeholder: 'Add entry',
		default: {},
		description: 'Facts about your product, such as a channel or a category. Never personal data.',
		options: [
			{
				displayName: 'Entry',
				name: 'entries',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. channel',
						description: 'The name of the fact, in snake_case',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. marketplace_dm',
						description: 'Sent as text. Use Metadata (JSON) for numbers, booleans and lists.',
					},
				],
			},
		],
	},
	entries,
);

/** The entries together with those of the JSON field. With two of the same name, the node cannot tell which one to send. */
export function metadataOf(
	given: z.output<typeof entries>,
	json: Readonly<Record<string, unknown>> = {},
	context: z.RefinementCtx,
): Record<string, unknown> | undefined {
	const all = new Map<string, unknown>();
	for (const [index, { name, value }] of given.entries()) {
		const refuseName = (what: string, howToGoOn: string) =>
			refuse(context, what, howToGoOn, ['metadata', 'entries', index, 'name']);
		if (name === undefined) {
			refuseName('is empty', 'Enter a name, or remove the entry.');
		} else if (all.has(name)) {
			refuseName(`is "${name}", which Metadata has twice`, 'Remove one of the two entries.');
		} else if (Object.hasOwn(json, name)) {
			refuseName(`is "${name}", which Metadata (JSON) also has`, 'Remove it from one of the two.');
		} else {
			all.set(name, value);
		}
	}
	for (const [name, value] of Object.entries(json)) all.set(name, value);
	return all.size === 0 ? undefined : Object.fromEntries(all);
}

const isScalar = (value: unknown): boolean =>
	typeof value === 'string' ||
	typeof value === 'boolean' ||
	(typeof value === 'number' && whyNotText(value) === undefined);

/** Of a number that is none, or that lost digits, alone or in a list. */
const whyNotExact = (value: unknown) =>
	(Array.isArray(value) ? (value as unknown[]) : [value])
		.filter((one) => typeof one === 'number')
		.map(whyNotText)
		.find((why) => why !== undefined);

/** `metadata`: text, numbers, booleans, or lists of these (guide). That null and objects are refused is assumed. */
export function checkMetadata(metadata: unknown, report: Report): void {
	if (!isJsonRecord(metadata)) {
		report({
			field: 'metadata',
			what: 'is not a JSON object',
			howToGoOn: 'Write an object like {"channel": "marketplace_dm"}.',
		});
		return;
	}
	for (const [name, value] of Object.entries(metadata)) {
		if (isScalar(value) || (Array.isArray(value) && value.every(isScalar))) continue;
		report({
			field: 'metadata',
			below: [name],
			...(whyNotExact(value) ?? {
				what: `is ${kindOf(value)}`,
				howToGoOn: 'Use text, a number, true, false or a list of these, or remove the name.',
			}),
		});
	}
}

function kindOf(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (value instanceof Date) return 'a date that does not exist';
	return Array.isArray(value) ? 'a list with something other than single values' : 'an object';
}

/** The same value goes in resources_used or in metadata, never in both (guide). */
export function checkNotTwice(metadata: unknown, resources: unknown, report: Report): void {
	if (!isJsonRecord(metadata) || !Array.isArray(resources)) return;
	const used = new Set((resources as unknown[]).map((one) => isJsonRecord(one) && one.value));
	// A number is the same value as its digits: a table may hold a phone number either way.
	const isUsed = (one: unknown) =>
		used.has(typeof one === 'number' ? String(one) : typeof one === 'string' ? one : undefined);
	for (const [name, value] of Object.entries(metadata)) {
		const values: unknown[] = Array.isArray(value) ? value : [value];
		if (!values.some(isUsed)) continue;
		report({
			field: 'metadata',
			below: [name],
			what: 'repeats a value of resources_used',
			howToGoOn: 'Keep it in resources_used, and remove it from metadata.',
		});
	}
}
