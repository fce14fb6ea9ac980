import type { INode, INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../failures/failures';
import { isEmptyInput } from '../form/lists';
import { displayNameOf } from '../form/parseInput';
import { isJsonRecord } from '../json';
import type { OperationTexts } from '../operation';
import { isToolVariant } from '../toolVariant';
import { hasExpression, isFilledByModel } from './parameters';

type GuardedFields = Pick<OperationTexts, 'properties' | 'neverMappedEmpty'>;

/** Refuses a field with an empty expression where an empty field would mean something else. Throws InvalidInput. */
export function refuseMappedEmpty(
	node: Pick<INode, 'parameters' | 'type'>,
	operation: GuardedFields,
	values: Record<string, unknown>,
): void {
	mappedEmptyRefuser(node, operation)(values);
}

/** The same for many items. */
export function mappedEmptyRefuser(
	node: Pick<INode, 'parameters' | 'type'>,
	{ properties, neverMappedEmpty = [] }: GuardedFields,
): (values: Record<string, unknown>) => void {
	const find = mappedEmptyFinder(node, properties, neverMappedEmpty);
	return (values) => {
		const [field] = find(values);
		if (field === undefined) return;
		throw new InvalidInput(
			`${field} has an expression that returns nothing`,
			'Correct the expression, or clear the field if it should have no value.',
		);
	};
}

/**
 * Finds the fields, by display name, whose expression is empty for an item. The fields to look at, mostly none, are found
 * once for all items.
 *
 * @param names of fields; of a collection every member counts, or one that is named by its path, `filters.status`
 */
export function mappedEmptyFinder(
	{ parameters, type }: Pick<INode, 'parameters' | 'type'>,
	properties: readonly INodeProperties[],
	names: readonly string[],
): (values: Record<string, unknown>) => string[] {
	const mapped = names
		.map((name) => name.split('.'))
		.map((path) => ({ path, written: valueAt(parameters, path) }))
		.filter(({ written }) => hasExpression(written));
	const mayBeEmpty = isToolVariant({ type }) ? mayModelLeaveEmpty : () => false;
	return (values) =>
		mapped
			.flatMap(({ path, written }) => emptyIn(written, valueAt(values, path), path, mayBeEmpty))
			.map((path) => displayNameOf(path, properties));
}

const valueAt = (fields: unknown, path: readonly string[]): unknown =>
	path.reduce((inner, name) => (isJsonRecord(inner) ? inner[name] : undefined), fields);

function emptyIn(
	written: unknown,
	value: unknown,
	path: string[],
	mayBeEmpty: (field: string, written: string) => boolean,
): string[][] {
	if (typeof written === 'string') {
		if (!written.startsWith('=') || mayBeEmpty(path.at(-1) ?? '', written)) return [];
		return isEmptyInput(value) ? [path] : [];
	}
	if (!isJsonRecord(written)) return [];
	const members = isJsonRecord(value) ? value : {};
	return Object.entries(written).flatMap(([name, inner]) =>
		emptyIn(inner, members[name], [...path, name], mayBeEmpty),
	);
}

/** Keys by which a service recognises a repeated write: without one, the next call would repeat the effect. */
const KEY = /(?:Key|externalRequestId)$/;

/**
 * Whether an empty field of a tool means that the model gave no value, rather than that an expression is empty. The model
 * fills `$fromAI`, and its arguments are the item. A key is the model's only by `$fromAI`.
 */
function mayModelLeaveEmpty(field: string, written: string): boolean {
	return KEY.test(field) ? /\$fromai\b/i.test(written) : isFilledByModel(written);
}
