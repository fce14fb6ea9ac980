import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { leavesOf } from './parameters.cts';
import { spoiledValue, USUAL } from './spoiledValues.cts';

/** Rows of one table. */
export const ROWS = 8;

/** Parameters that read a table, and its rows as input items. */
export interface TableOfRows {
	mapped: INodeParameters;
	input: IDataObject[];
}

/** Every field of a valid use comes from the columns of a table, whose cells are spoiled. Rows also hold the fields of `item`. */
export function tableOfRows(
	parameters: INodeParameters,
	item: IDataObject,
): fc.Arbitrary<TableOfRows> {
	const fields = Object.fromEntries(
		Object.entries(parameters).filter(([name]) => !/^(?:resource|operation)$/.test(name)),
	);
	const leaves = leavesOf(fields);
	const column = (index: number) => `c${index}`;
	const mapped = leaves.reduce<INodeParameters>(
		(changed, path, index) => withLeaf(changed, path, `={{ $json.${column(index)} }}`),
		structuredClone(parameters),
	);
	const usual = leaves.map((path) => String(leafAt(fields, path)));
	const cells = leaves.map((_path, index) => spoiledValue([usual[index] ?? '', ...USUAL]));
	const isSpoiled = fc.integer({ min: 0, max: Math.max(1, leaves.length) });
	// Most cells are as they should be, or the first bad one would hide the others.
	const row = fc.tuple(fc.tuple(...cells), isSpoiled, isSpoiled).map(
		([values, first, second]): IDataObject => ({
			...item,
			...(Object.fromEntries(
				values.map((value, index) => [
					column(index),
					index === first || index === second ? value : usual[index],
				]),
			) as IDataObject),
		}),
	);
	return fc
		.array(row, { minLength: ROWS, maxLength: ROWS })
		.map((input): TableOfRows => ({ mapped, input }));
}

const leafAt = (fields: unknown, path: readonly string[]): unknown =>
	path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], fields);

function withLeaf(
	fields: INodeParameters,
	path: readonly string[],
	value: string,
): INodeParameters {
	const holder = leafAt(fields, path.slice(0, -1)) as Record<string, unknown>;
	holder[path.at(-1) ?? ''] = value;
	return fields;
}
