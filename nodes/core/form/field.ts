import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { isJsonRecord } from '../json';

/** What a field reads a value with. */
export type Schema<Value = unknown> = z.ZodType<Value, z.ZodTypeDef, unknown>;

/** A field of a form, written once: how the editor shows it, what it accepts, and its name in the request. */
export interface Field<Name extends string = string, Value = unknown> {
	property: INodeProperties & { name: Name };
	schema: Schema<Value>;
	/** By the way to each value among the input, its name in the request. */
	sends: ReadonlyArray<{ way: readonly string[]; as: string }>;
	/** Ways to values that are an ID, a key or a name: see OperationTexts.ids. */
	ids: readonly string[];
	/** Ways to values that may be left empty, but that an expression may not leave empty. */
	neverMappedEmpty: readonly string[];
}

export interface FieldOptions {
	/** Its name in the request. Without one, the operation sends the value itself. */
	sendAs?: string;
	/** Whether the value is an ID, a key or a name. */
	isId?: boolean;
	/** Whether an expression that gives nothing is refused, because an empty field means something else. */
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
		schema,
		sends: sendAs === undefined ? [] : [{ way: [name], as: sendAs }],
		ids: isId ? [name] : [],
		neverMappedEmpty: neverMappedEmpty ? [name] : [],
	};
}

/** What a form reads, by the names of its fields. */
export type FormOf<Fields extends readonly unknown[]> = {
	[One in Fields[number] as One extends Field<infer Name> ? Name : never]: One extends Field<
		string,
		infer Value
	>
		? Value
		: never;
};

interface CollectionOptions<Members extends readonly Field[]> {
	/** Refuses members that do not go together. */
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
		schema,
		sends: members.flatMap(({ sends }) =>
			sends.map(({ way, as }) => ({ way: [name, ...way], as })),
		),
		ids: members.flatMap(({ ids }) => ids.map((id) => `${name}.${id}`)),
		neverMappedEmpty: neverMappedEmpty
			? [name]
			: members.flatMap((member) => member.neverMappedEmpty.map((one) => `${name}.${one}`)),
	};
}

/** What stands in a form: a field, or a property that is not read as one, such as Options or a notice. */
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

/** What a request sends of an input, by the names of the request. What is undefined is not sent. */
export function sentFields(fields: readonly FormItem[], input: unknown): Record<string, unknown> {
	const sends = fields.filter(isField).flatMap((one) => one.sends);
	return Object.fromEntries(
		sends.map(({ way, as }) => [
			as,
			way.reduce((inner, name) => (isJsonRecord(inner) ? inner[name] : undefined), input),
		]),
	);
}
