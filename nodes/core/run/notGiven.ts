import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { cleanText } from '../form/unicode';
import { isJsonRecord } from '../json';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/**
 * The parameters of a tool call: a model has to fill every field that it is asked for, and says `''`, `null` or `"null"`
 * where it has no value. A field so filled has its default, and one that has to be filled is empty.
 */
export function withoutNotGiven(
	raw: Readonly<Record<string, unknown>>,
	properties: readonly INodeProperties[],
): Record<string, unknown> {
	const values = { ...raw };
	for (const property of properties) {
		const { name, type, required = false } = property;
		if (!Object.hasOwn(raw, name)) continue;
		if (!isNotGiven(raw[name])) values[name] = membersGiven(property, raw[name]);
		else values[name] = required || type === 'resourceLocator' ? '' : property.default;
	}
	return values;
}

function isNotGiven(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	return typeof value === 'string' && /^(?:null|undefined)?$/i.test(cleanText(value));
}

/** Of collections: a member that was not given is not there. */
function membersGiven(property: Described, value: unknown): unknown {
	const inner = innerOf(property);
	if (inner === undefined) return value;
	if (Array.isArray(value)) return value.map((row: unknown) => membersGiven(property, row));
	if (!isJsonRecord(value)) return value;
	const given = Object.entries(value).filter(([, member]) => !isNotGiven(member));
	return Object.fromEntries(
		given.map(([name, member]) => {
			const described = inner.find((one) => one.name === name);
			return [name, described === undefined ? member : membersGiven(described, member)];
		}),
	);
}

function innerOf(property: Described): readonly Described[] | undefined {
	if ('values' in property) return property.values;
	if (!('type' in property)) return undefined;
	return property.type === 'collection' || property.type === 'fixedCollection'
		? (property.options ?? [])
		: undefined;
}

/** Keys that tell a repeat: without one the next call would do the same once more. */
const KEY = /(?:Key|externalRequestId)$/;

/**
 * Whether an empty field of a tool means that nothing was given, and not that its expression came to nothing. A key that
 * the model does not fill itself (`$fromAI`) is mapped from elsewhere, and then has to be there.
 */
export function mayBeEmptyForModel(field: string, written: string): boolean {
	return !KEY.test(field) || /\$fromai\b/i.test(written);
}
