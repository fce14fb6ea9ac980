import type {
	IExecuteFunctions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

import { InvalidInput } from '../failures/failures';
import { errorName, joinSentences, quoteN8n } from '../failures/text';
import { inTimeZone } from '../form/instant';
import { cleanText } from '../form/unicode';
import { isJsonRecord } from '../json';
import { callerOf } from './caller';
import { incompleteIdMarker, partEvaluator } from './incompleteIds';
import { mappedFieldReader } from './mappedFields';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** n8n evaluates a text that begins with "=", at any depth. */
export function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(hasExpression);
}

/**
 * The values of an operation's fields for one item, by name. Each is resolved once, because an expression costs far more
 * than the rest of the run. A hidden field has no value and is left out.
 *
 * @param quick values that are known already (mappedFields.ts)
 */
export function readParameters(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
	item: number,
	quick: ReadonlyMap<string, unknown> = new Map(),
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const property of properties) {
		const { name, type } = property;
		const options = type === 'resourceLocator' ? { extractValue: true } : {};
		const value: unknown = quick.has(name)
			? quick.get(name)
			: resolved(property, () => context.getNodeParameter(name, item, null, options));
		if (value !== null) values[name] = withTimeZone(property, value, () => context.getTimezone());
	}
	return values;
}

/**
 * What n8n gives for a field. n8n 2.41.1 refuses an expression that gives a function by an Error without a kind, and names
 * no field. A link without an ID it refuses as a fault of the operation, and does not say how to go on.
 *
 * @throws InvalidInput for both
 */
export function resolved<Value>({ displayName, type }: INodeProperties, read: () => Value): Value {
	try {
		return read();
	} catch (reason) {
		const kind = errorName(reason);
		if (/OperationError$/.test(kind) && type === 'resourceLocator') throw noId(displayName);
		throw kind === 'Error' ? unresolvable(displayName, reason) : reason;
	}
}

const noId = (field: string) =>
	new InvalidInput(
		`${field} has no ID in its link`,
		'Paste the whole link of one record, or select By ID. Nothing was sent for this item.',
	);

const unresolvable = (field: string, reason: unknown) =>
	new InvalidInput(
		`${field}: n8n cannot resolve the expression`,
		joinSentences(quoteN8n(reason), 'Correct the expression. Nothing was sent for this item.'),
	);

/**
 * Reads the fields item by item like readParameters, but reads those without an expression only once: they are the same
 * for every item, and would otherwise take most of the time of a large bulk operation.
 *
 * @param ids fields that get an IncompleteId as their value where an expression filled only a part of them
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
	const mark = incompleteIdMarker(written, varying, ids);
	// The input of an agent's tool call can lie elsewhere.
	const readMapped = callerOf(context).agent ? undefined : mappedFieldReader(context, varying);
	const inputs = context.getInputData();
	let read: Record<string, unknown> | undefined;
	return (item) => {
		read ??= readParameters(context, constant, item);
		const values = { ...read, ...readParameters(context, varying, item, readMapped?.(item)) };
		if (mark === undefined) return values;
		const evaluate = partEvaluator(inputs[item]?.json, (expression) =>
			context.evaluateExpression(expression, item),
		);
		return mark(values, evaluate);
	};
}

/** Reads the dates in `value`, at any depth of collections, in the time zone that n8n's date picker means. */
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

/** Whether an expression of a tool can be filled by the model: by `$fromAI`, or by the item, which holds its arguments. */
export function isFilledByModel(expression: string): boolean {
	return /\$(?:fromai|json)\b/i.test(expression);
}

/**
 * The parameters of a tool call, with defaults where the model gave no value. A model has to fill every field of the tool,
 * and writes `''`, `null` or `"null"` where it has no value. A required field without a value is empty. What another
 * expression leaves empty stays empty: the author of the workflow wants a value there.
 *
 * @param written the parameters as the workflow has them
 */
export function fillNotGiven(
	raw: Readonly<Record<string, unknown>>,
	properties: readonly INodeProperties[],
	written: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
	const values = { ...raw };
	for (const property of properties) {
		const { name, type, required = false } = property;
		if (!Object.hasOwn(raw, name)) continue;
		if (!isNotGiven(raw[name], written[name])) {
			values[name] = membersGiven(property, raw[name], written[name]);
		} else values[name] = required || type === 'resourceLocator' ? '' : property.default;
	}
	return values;
}

function isNotGiven(value: unknown, written: unknown): boolean {
	// A locator within a collection; one at the top level is already its value.
	const place = isJsonRecord(written) && written.__rl === true ? written.value : written;
	if (typeof place === 'string' && place.startsWith('=') && !isFilledByModel(place)) return false;
	if (value === null || value === undefined) return true;
	if (isJsonRecord(value) && value.__rl === true) return isNotGiven(value.value, place);
	return typeof value === 'string' && /^(?:null|undefined)?$/i.test(cleanText(value));
}

/** A collection without the members that the model gave no value. */
function membersGiven(property: Described, value: unknown, written: unknown): unknown {
	const inner = membersOf(property);
	if (inner === undefined) return value;
	if (Array.isArray(value)) {
		return value.map((row: unknown, at) => membersGiven(property, row, partOf(written, at)));
	}
	if (!isJsonRecord(value)) return value;
	const given = Object.entries(value).filter(
		([name, member]) => !isNotGiven(member, partOf(written, name)),
	);
	return Object.fromEntries(
		given.map(([name, member]) => {
			const described = inner.find((one) => one.name === name);
			if (described === undefined) return [name, member];
			return [name, membersGiven(described, member, partOf(written, name))];
		}),
	);
}

/** The text of a part; where one expression gives the whole, that expression. */
function partOf(written: unknown, name: string | number): unknown {
	if (Array.isArray(written)) return written[Number(name)];
	return isJsonRecord(written) ? written[String(name)] : written;
}

function membersOf(property: Described): readonly Described[] | undefined {
	if ('values' in property) return property.values;
	if (!('type' in property)) return undefined;
	return property.type === 'collection' || property.type === 'fixedCollection'
		? (property.options ?? [])
		: undefined;
}
