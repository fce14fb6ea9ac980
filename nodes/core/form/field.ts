import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { isJsonRecord } from '../json';

/** Reads and checks the value of a field. */
export type Schema<Value = unknown> = z.ZodType<Value, z.ZodTypeDef, unknown>;

/** A field of a form, written once: its form in the editor, the values it accepts, and its name in the request. */
export interface Field<Name extends string = string, Value = unknown> {
	property: INodeProperties & { name: Name };
	/** The same field as the editor shows it under other conditions, for instance as required. */
	variants: readonly INodeProperties[];
	schema: Schema<Value>;
	/** The path to each value in the input, and its name in the request. */
	sends: ReadonlyArray<{ path: readonly string[]; as: string }>;
	/** Paths to values that are an ID, a key or a name: see OperationTexts.ids. */
	ids: readonly string[];
	/** Paths to values that a user may leave empty, but an expression may not. */
	neverMappedEmpty: readonly string[];
}

export interface FieldOptions {
	/** Its name in the request. Without one, the operation sends the value itself. */
	sendAs?: string;
	/** Whether the value is an ID, a key or a name. */
	isId?: boolean;
	/** Whether an empty expression is refused, because an empty field means something else. */
	neverMappedEmpty?: boolean;
}

/** A field with one value. */
export function field<const Name extends string, Value>(
	property: INodeProperties & { name: Name },
	schema: Schema<Value>,
	{ sendAs, isId = false, neverMappedEmpty = false }: FieldOptions = {},
): Field<Name, Value> {
	const { name } = property;
	return {
		property,
		variants: [],
		schema,
		sends: sendAs === undefined ? [] : [{ path: [name], as: sendAs }],
		ids: isId ? [name] : [],
		neverMappedEmpty: neverMappedEmpty ? [name] : [],
	};
}

/** The values of a form, by the names of its fields. */
export type FormOf<Fields extends readonly unknown[]> = {
	[One in Fields[number] as One extends Field<infer Name> ? Name : never]: One extends Field<
		string,
		infer Value
	>
		? Value
		: never;
};

interface CollectionOptions<Members extends readonly Field[]> {
	/** Refuses combinations of members. */
	rules?(members: FormOf<Members>, context: z.RefinementCtx): void;
	neverMappedEmpty?: boolean;
}

/** A collection of fields that the user adds one by one, such as Additional Fields and Filters. */
export function collection<const Name extends string, const Members extends readonly Field[]>(
	property: INodeProperties & { name: Name; type: 'collection' },
	members: Members,
	{ rules = () => {}, neverMappedEmpty = false }: CollectionOptions<Members> = {},
): Field<Name, FormOf<Members>> {
	const { name } = property;
	const schema = formSchema(members).superRefine(rules).default({}) as Schema<FormOf<Members>>;
	return {
		property: { ...property, options: members.map((member) => member.property) },
		variants: [],
		schema,
		sends: members.flatMap(({ sends }) =>
			sends.map(({ path, as }) => ({ path: [name, ...path], as })),
		),
		ids: members.flatMap(({ ids }) => ids.map((id) => `${name}.${id}`)),
		neverMappedEmpty: neverMappedEmpty
			? [name]
			: members.flatMap((member) => member.neverMappedEmpty.map((one) => `${name}.${one}`)),
	};
}

/** An entry of a form: a field, or a property that is no input, such as Options or a notice. */
export type FormItem = Field | INodeProperties;

export function isField(item: FormItem): item is Field {
	return 'schema' in item;
}

/** Reads the fields of a form by their own schemas. */
export function formSchema<Fields extends readonly FormItem[]>(
	fields: Fields,
): Schema<FormOf<Fields>> {
	const shape = fields.filter(isField).map(({ property, schema }) => [property.name, schema]);
	return z.object(Object.fromEntries(shape) as z.ZodRawShape) as unknown as Schema<FormOf<Fields>>;
}

/** What was read of the fields of one run, by their names. */
export type FieldsRead = Map<string, { given: unknown; value: unknown }>;

/**
 * Reads the fields as formSchema does, one by one. Most fields are the same for all items of a run, and a schema takes longer
 * than all else that an item needs, so the value of a field that is given again is not read again, unless it is an object.
 *
 * @returns undefined when a field is refused: formSchema says why
 */
export function readFields(
	fields: readonly FormItem[],
	raw: Readonly<Record<string, unknown>>,
	read: FieldsRead,
): Record<string, unknown> | undefined {
	const values: Record<string, unknown> = {};
	for (const one of fields) {
		if (!isField(one)) continue;
		const { name } = one.property;
		const given = raw[name];
		let known = read.get(name);
		if (known === undefined || !Object.is(known.given, given)) {
			const parsed = one.schema.safeParse(given);
			if (!parsed.success) return undefined;
			known = { given, value: parsed.data };
			if (typeof known.value !== 'object') read.set(name, known);
		}
		if (known.value !== undefined || name in raw) values[name] = known.value;
	}
	return values;
}

/** The fields of a request, by its own names. A request leaves out undefined values. */
export function sentFields(fields: readonly FormItem[], input: unknown): Record<string, unknown> {
	const sends = fields.filter(isField).flatMap((one) => one.sends);
	return Object.fromEntries(
		sends.map(({ path, as }) => [
			as,
			path.reduce((inner, name) => (isJsonRecord(inner) ? inner[name] : undefined), input),
		]),
	);
}
