import { z } from 'zod';

import { defined } from './json';
import type { JsonRecord } from './json';

/** A field of a record's simplified form: its type, and where it stands when not under its own name. */
type Simple = z.ZodTypeAny | readonly [type: z.ZodTypeAny, from: (record: JsonRecord) => unknown];

export type Simplify = (record: JsonRecord) => JsonRecord;

/** The simplified form of a record: at most ten fields, flattened, the most useful first. */
export interface SimpleForm {
	/** What the editor shows of the output before the node has run. */
	output: z.ZodTypeAny;
	/** A record of which no field is known stays as it is: an empty one would help nobody. */
	simplify: Simplify;
}

/**
 * Writes the simplified form of a record once, for its output schema and for its values. Every field may be missing.
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
			const values = entries.map(({ name, from }) => [name, from(record)]);
			const known = defined(Object.fromEntries(values) as JsonRecord);
			return Object.keys(known).length === 0 ? record : known;
		},
	};
}
