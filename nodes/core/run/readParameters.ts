import type {
	IExecuteFunctions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

import { inTimeZone } from '../form/instant';
import { halfEmptyMarker, partEvaluator } from './expressionParts';
import { hasExpression } from './expressions';

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
 * Reads the fields item by item like readParameters, but those without an expression only once: they are the same for
 * every item, and most of the time of a large bulk operation would otherwise go into reading them.
 *
 * @param ids fields in whose place an IncompleteId stands where an expression filled only a part of them
 */
export function parameterReader(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
	ids: readonly string[] = [],
): (item: number) => Record<string, unknown> {
	const written = context.getNode().parameters;
	const varies = ({ name }: INodeProperties) => hasExpression(written[name]);
	const varying = properties.filter(varies);
	const constant = properties.filter((property) => !varies(property));
	const mark = halfEmptyMarker(written, varying, ids);
	const inputs = context.getInputData();
	let read: Record<string, unknown> | undefined;
	return (item) => {
		read ??= readParameters(context, constant, item);
		const values = { ...read, ...readParameters(context, varying, item) };
		if (mark === undefined) return values;
		const evaluate = partEvaluator(inputs[item]?.json, (expression) =>
			context.evaluateExpression(expression, item),
		);
		return mark(values, evaluate);
	};
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
