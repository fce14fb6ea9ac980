import { InvalidInput } from '../failures/InvalidInput';
import type { Query } from './request';

/**
 * How a service takes a list in a query: `repeat` is `id=a&id=b`, the usual form (OpenAPI: style form, exploded); `comma`
 * is `id=a,b`.
 */
export type ListStyle = 'repeat' | 'comma';

/**
 * The fields of a query as text. What is undefined or null is left out, of a list as well, and so is an empty list.
 * Throws InvalidInput for what a query cannot hold; only Extra Fields can.
 */
export function queryOf(fields: Readonly<Record<string, unknown>>, style: ListStyle): Query {
	const unfit = unfitForQuery(fields);
	if (unfit !== undefined) {
		throw new InvalidInput(`Extra Fields ${unfit.what}`, unfit.howToGoOn);
	}
	const query: Query = {};
	for (const [name, value] of Object.entries(fields)) {
		const members = membersOf(value).map((member) => textOf(member) ?? '');
		const [first] = members;
		if (first === undefined) continue;
		if (!Array.isArray(value)) query[name] = first;
		else query[name] = style === 'comma' ? members.join(',') : members;
	}
	return query;
}

/** What is wrong with the first field that a query cannot hold; undefined where there is none. */
export function unfitForQuery(
	fields: Readonly<Record<string, unknown>>,
): { what: string; howToGoOn: string } | undefined {
	const field = Object.entries(fields).find(([, value]) =>
		membersOf(value).some((member) => textOf(member) === undefined),
	);
	if (field === undefined) return undefined;
	return {
		what: `holds "${field[0]}", which cannot stand in the address of a request`,
		howToGoOn:
			'Give it a text, a number, true or false, or a list of these. This operation reads, so its fields go into the address.',
	};
}

function membersOf(value: unknown): unknown[] {
	const members = Array.isArray(value) ? (value as unknown[]) : [value];
	return members.filter((member) => member !== undefined && member !== null);
}

function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	if (value instanceof Date) {
		return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	}
	return undefined;
}
