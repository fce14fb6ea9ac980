import type { INode, INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../failures/failures';
import { displayNameOf } from '../form/parseInput';
import { isEmptyInput } from '../form/lists';
import { isJsonRecord } from '../json';
import { isToolVariant } from '../toolVariant';
import { mayBeEmptyForModel } from './notGiven';
import type { OperationTexts } from '../operation';

/** n8n takes a text that begins with "=" for an expression, at whatever depth. */
export function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(hasExpression);
}

/**
 * Refuses an expression that came to nothing in a field where nothing would silently mean something else. Throws
 * InvalidInput.
 */
export function refuseMappedToNothing(
	node: Pick<INode, 'parameters' | 'type'>,
	operation: Pick<OperationTexts, 'properties' | 'notEmptyWhenMapped'>,
	values: Record<string, unknown>,
): void {
	mappedToNothingRefuser(node, operation)(values);
}

/** The same for many items. */
export function mappedToNothingRefuser(
	node: Pick<INode, 'parameters' | 'type'>,
	{ properties, notEmptyWhenMapped = [] }: Parameters<typeof refuseMappedToNothing>[1],
): (values: Record<string, unknown>) => void {
	const find = nothingFinder(node, properties, notEmptyWhenMapped);
	return (values) => {
		const [field] = find(values);
		if (field === undefined) return;
		throw new InvalidInput(
			`${field} is mapped, but came to nothing`,
			'Correct the expression, or empty the field if none is meant.',
		);
	};
}

/**
 * Finds the fields, by display name, whose expression came to nothing for an item. What is looked at is found once for all
 * items, and mostly it is nothing.
 *
 * @param names of fields; of a collection each member counts, or one that is named by its way, `filters.status`
 */
export function nothingFinder(
	{ parameters, type }: Pick<INode, 'parameters' | 'type'>,
	properties: readonly INodeProperties[],
	names: readonly string[],
): (values: Record<string, unknown>) => string[] {
	const mapped = names
		.map((name) => name.split('.'))
		.map((way) => ({ way, written: valueAt(parameters, way) }))
		.filter(({ written }) => hasExpression(written));
	const isMeantEmpty = isToolVariant({ type }) ? mayBeEmptyForModel : () => false;
	return (values) =>
		mapped
			.flatMap(({ way, written }) => nothingIn(written, valueAt(values, way), way, isMeantEmpty))
			.map((path) => displayNameOf(path, properties));
}

const valueAt = (fields: unknown, way: readonly string[]): unknown =>
	way.reduce((inner, name) => (isJsonRecord(inner) ? inner[name] : undefined), fields);

function nothingIn(
	written: unknown,
	value: unknown,
	path: string[],
	isMeantEmpty: (field: string, written: string) => boolean,
): string[][] {
	if (typeof written === 'string') {
		if (!written.startsWith('=') || isMeantEmpty(path.at(-1) ?? '', written)) return [];
		return isEmptyInput(value) ? [path] : [];
	}
	if (!isJsonRecord(written)) return [];
	const members = isJsonRecord(value) ? value : {};
	return Object.entries(written).flatMap(([name, inner]) =>
		nothingIn(inner, members[name], [...path, name], isMeantEmpty),
	);
}
