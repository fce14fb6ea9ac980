import { InvalidInput } from '../failures/failures';
import { isJsonRecord } from '../json';

/** The fields of a query string. A list repeats the name for each value. */
export type Query = Record<string, string | readonly string[]>;

/**
 * How a service takes a list in a query: `repeat` is `id=a&id=b`, the usual form (OpenAPI: style form, exploded); `comma`
 * is `id=a,b`.
 */
export type ListStyle = 'repeat' | 'comma';

/**
 * The fields of a query as text, without undefined, null and empty lists. Throws InvalidInput for a value that a query
 * cannot carry; only Extra Fields can have such values.
 */
export function toQuery(fields: Readonly<Record<string, unknown>>, style: ListStyle): Query {
	const unfit = unfitForQuery(fields);
	if (unfit !== undefined) throw new InvalidInput(`Extra Fields ${unfit.what}`, unfit.howToGoOn);
	const query: Query = {};
	for (const [name, value] of Object.entries(fields)) {
		const texts = valuesIn(value).map((one) => textOf(one) ?? '');
		const [first] = texts;
		if (first === undefined) continue;
		if (!Array.isArray(value)) query[name] = first;
		else query[name] = style === 'comma' ? texts.join(',') : texts;
	}
	return query;
}

/** Why a query cannot carry the fields. */
function unfitForQuery(fields: Readonly<Record<string, unknown>>) {
	const field = Object.entries(fields).find(([, value]) =>
		valuesIn(value).some((one) => textOf(one) === undefined),
	);
	if (field === undefined) return undefined;
	return {
		what: `holds "${field[0]}", which cannot be part of a query`,
		howToGoOn:
			'Use text, a number, true, false, or a list of these. This operation reads, so Extra Fields become query parameters.',
	};
}

function valuesIn(value: unknown): unknown[] {
	const values = Array.isArray(value) ? (value as unknown[]) : [value];
	return values.filter((one) => one !== undefined && one !== null);
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

type Fields = Readonly<Record<string, unknown>>;

/**
 * Merges Extra Fields into the fields that a node sends. Objects are merged at any depth: an extra field of a location must
 * not remove its coordinates. All other values of `extra` replace.
 */
export function mergeFields(ours: Fields, extra: Fields): Fields {
	const additions = Object.entries(extra);
	if (additions.length === 0) return ours;
	const both = additions.map(([field, value]): [string, unknown] => {
		const mine = Object.hasOwn(ours, field) ? ours[field] : undefined;
		return [field, isJsonRecord(mine) && isJsonRecord(value) ? mergeFields(mine, value) : value];
	});
	return { ...ours, ...Object.fromEntries(both) };
}
