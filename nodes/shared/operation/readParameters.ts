import type {
	IExecuteFunctions,
	INode,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

import { InvalidInput } from '../errors/InvalidInput';
import { displayNameOf } from '../input/displayName';
import { inTimeZone } from '../input/instant';
import { isNothing } from '../input/listOfTexts';
import { isJsonRecord } from '../json';
import type { OperationTexts } from './operation';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/**
 * The values of an operation's fields for one item, by name; each is resolved exactly once, because an expression costs
 * far more than all that follows. A field that is hidden has no value and is left out.
 */
export function readParameters(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
	item: number,
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const property of properties) {
		const { name, type } = property;
		const options = type === 'resourceLocator' ? { extractValue: true } : {};
		const value: unknown = context.getNodeParameter(name, item, null, options);
		if (value !== null) values[name] = withTimeZone(property, value, () => context.getTimezone());
	}
	return values;
}

/**
 * Refuses an expression that came to nothing in a field where nothing would silently mean something else. Of a
 * collection, each of its fields counts.
 */
export function refuseMappedToNothing(
	node: Pick<INode, 'parameters'>,
	operation: Guarded,
	values: Record<string, unknown>,
): void {
	mappedToNothingRefuser(node, operation)(values);
}

type Guarded = Pick<OperationTexts, 'properties' | 'notEmptyWhenMapped'>;

/** The same for many items: what is looked at is found once, and mostly it is nothing. */
export function mappedToNothingRefuser(
	{ parameters }: Pick<INode, 'parameters'>,
	{ properties, notEmptyWhenMapped = [] }: Guarded,
): (values: Record<string, unknown>) => void {
	const guarded = notEmptyWhenMapped
		.map((name) => name.split('.'))
		.map((way) => ({ way, written: valueAt(parameters, way) }))
		.filter(({ written }) => hasExpression(written));
	return (values) => {
		for (const { way, written } of guarded) {
			const path = mappedToNothing(written, valueAt(values, way), way);
			if (path === undefined) continue;
			throw new InvalidInput(
				`${displayNameOf(path, properties)} is mapped, but came to nothing`,
				'Correct the expression, or empty the field if none is meant.',
			);
		}
	};
}

const valueAt = (fields: unknown, way: readonly string[]): unknown =>
	way.reduce((inner, name) => (isJsonRecord(inner) ? inner[name] : undefined), fields);

function mappedToNothing(written: unknown, value: unknown, path: string[]): string[] | undefined {
	if (typeof written === 'string') {
		return written.startsWith('=') && isNothing(value) ? path : undefined;
	}
	if (!isJsonRecord(written)) return undefined;
	const members = isJsonRecord(value) ? value : {};
	return Object.entries(written)
		.map(([name, inner]) => mappedToNothing(inner, members[name], [...path, name]))
		.find((found) => found !== undefined);
}

/**
 * Reads the fields item by item like readParameters, but those without an expression only once: they are the same for
 * every item, and most of the time of a large bulk operation would otherwise go into reading them.
 */
export function parameterReader(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
): (item: number) => Record<string, unknown> {
	const written = context.getNode().parameters;
	const varies = ({ name }: INodeProperties) => hasExpression(written[name]);
	const varying = properties.filter(varies);
	const constant = properties.filter((property) => !varies(property));
	let read: Record<string, unknown> | undefined;
	return (item) => {
		read ??= readParameters(context, constant, item);
		return { ...read, ...readParameters(context, varying, item) };
	};
}

/** n8n takes a text that begins with "=" for an expression, at whatever depth. */
function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(hasExpression);
}

/** Gives the dates in `value`, at whatever depth of collections, the meaning that n8n's date picker intends. */
function withTimeZone(property: Described, value: unknown, timeZone: () => string): unknown {
	if ('type' in property && property.type === 'dateTime') return inTimeZone(value, timeZone());
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const inner: readonly Described[] =
		'values' in property ? property.values : 'options' in property ? (property.options ?? []) : [];
	const dated = inner.filter(({ name }) => name in value);
	if (dated.length === 0) return value;
	const members = new Map(Object.entries(value));
	for (const member of dated) {
		members.set(member.name, withTimeZone(member, members.get(member.name), timeZone));
	}
	return Object.fromEntries(members);
}
