import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Field, Schema } from '../../core/form/field';
import { setOfIds } from '../../core/form/lists';
import { refuse } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import type { listSearch } from './listSearch';

/** The name of the only group of rows, and that of the locator in a row. */
const ROWS = 'list';
const LOCATOR = 'id';

interface Texts<Name extends string> {
	/** "Drivers". */
	displayName: string;
	name: Name;
	/** "Driver". */
	one: string;
	search: keyof typeof listSearch;
	placeholder: string;
	description: string;
	displayOptions?: INodeProperties['displayOptions'];
}

/**
 * A field for several drivers, vehicles, tags or coaches: one row each, chosen from a searched list or by ID. "By ID" takes
 * several IDs too, so that an expression can give a list. The value is undefined without a row.
 */
export function pickedIds<const Name extends string>({
	one,
	search,
	placeholder,
	displayOptions,
	...texts
}: Texts<Name>): Field<Name, string[] | undefined> {
	const { name } = texts;
	return {
		property: {
			...texts,
			...(displayOptions === undefined ? {} : { displayOptions }),
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: `Add ${one}`,
			default: {},
			options: [
				{
					displayName: one,
					name: ROWS,
					values: [
						{
							displayName: one,
							name: LOCATOR,
							type: 'resourceLocator',
							default: { mode: 'list', value: '' },
							required: true,
							modes: [
								{
									displayName: 'From List',
									name: 'list',
									type: 'list',
									placeholder: `Select a ${one.toLowerCase()}…`,
									typeOptions: {
										searchListMethod: search,
										searchable: true,
										slowLoadNotice: {
											message: `If loading is slow, choose "By ID" and enter the ID`,
											timeout: 10000,
										},
									},
								},
								{
									displayName: 'By ID',
									name: 'id',
									type: 'string',
									placeholder,
									hint: 'Several IDs are separated by commas, or a list from an expression',
								},
							],
						},
					],
				},
			],
		},
		schema: rowsOf(texts.displayName),
		sends: [],
		ids: [`${name}.${ROWS}.*.${LOCATOR}`],
		neverMappedEmpty: [],
		variants: [],
	};
}

const ids = z.preprocess(
	(value) => (isJsonRecord(value) && value.__rl === true ? value.value : value),
	setOfIds.superRefine(({ length }, context) => {
		if (length > 0) return;
		// An empty row would widen the choice to everything.
		refuse(context, 'is empty', 'Choose one from the list, enter an ID, or remove the row.');
	}),
);

/** A row without a locator is that of an AI agent that gave no value. */
const row = z.object({ [LOCATOR]: ids.optional() });

function rowsOf(label: string): Schema<string[] | undefined> {
	return z
		.unknown()
		.superRefine((value, context) => {
			if (value === undefined || (isJsonRecord(value) && Array.isArray(value[ROWS]))) return;
			// n8n also leaves this where a workflow has the IDs in another form.
			refuse(context, 'has no entry', `Add one, or remove ${label}.`);
		})
		.pipe(
			z
				.object({ [ROWS]: z.array(row) })
				.optional()
				.transform((value) => {
					const all = value?.[ROWS]?.flatMap((one) => one[LOCATOR] ?? []) ?? [];
					return all.length === 0 ? undefined : [...new Set(all)];
				}),
		);
}
