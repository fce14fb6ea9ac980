import { z } from 'zod';

import type { JsonRecord } from './json';

/** A field of a record's simplified form: its type, and how to read it where the record has no field of its name. */
type Simple = z.ZodTypeAny | readonly [type: z.ZodTypeAny, from: (record: JsonRecord) => unknown];

export type Simplify = (record: JsonRecord) => JsonRecord;

/** The simplified form of a record: few fields, flattened, the most useful first. */
export interface SimpleForm {
	/** The output that the editor shows before the node has run. */
	output: z.ZodObject<z.ZodRawShape>;
	/** A record without any known field stays unchanged: an empty one would be useless. */
	simplify: Simplify;
}

/**
 * Makes the output schema and the values of a record's simplified form from one list of fields. Every field may be missing.
 *
 * @param always names of fields that are never missing
 */
export function simpleForm(
	fields: Readonly<Record<string, Simple>>,
	{ always = [] }: { always?: readonly string[] } = {},
): SimpleForm {
	const entries = Object.entries(fields).map(([name, field]) => {
		const isOwn = field instanceof z.ZodType;
		const type = isOwn ? field : field[0];
		return {
			name,
			type: always.includes(name) ? type : type.nullish(),
			from: isOwn ? (record: JsonRecord) => record[name] : field[1],
		};
	});
	return {
		output: z.object(Object.fromEntries(entries.map(({ name, type }) => [name, type]))),
		simplify(record) {
			// A list has thousands of records: no arrays in between.
			const known: JsonRecord = {};
			let isKnown = false;
			for (const { name, from } of entries) {
				const value = from(record);
				if (value === undefined) continue;
				known[name] = value;
				isKnown = true;
			}
			return isKnown ? known : record;
		},
	};
}
