import type { IBinaryKeyData, INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import type { FieldsRead, FormItem, FormOf, Schema } from './form/field';
import { formSchema, isField, readFields } from './form/field';
import { interpretForm, parseInput, readSafely } from './form/parseInput';
import type { Download } from './http/download';
import type { JsonRecord } from './json';
import { isJsonRecord } from './json';
import type { Caller } from './run/caller';
import type { Hint } from './run/hints';

export type OutputRecord = Record<string, unknown>;

/** The texts and fields of an operation, as the editor shows them. */
export interface OperationTexts {
	/** Internal values: stored in workflows, never to be renamed. */
	resource: string;
	operation: string;
	/** Label in the dropdown, in title case. */
	name: string;
	/** The sentence in the node panel, without articles: "Create incident". */
	action: string;
	description: string;
	/** What a language model reads after the description: when to use the operation, and when not. */
	asTool: string;
	/** The fields, each name once. */
	properties: INodeProperties[];
	/** What the editor shows: the fields, and the variants of those that have some. */
	form: INodeProperties[];
	/**
	 * Names of fields, or of collections of fields, that a user may leave empty, but whose expression must give a value. A
	 * member of a collection is named by its path, `additionalFields.timestamp`.
	 */
	neverMappedEmpty?: readonly string[];
	/** Likewise, of fields whose empty expression is only a hint, because it must not hold back the rest. */
	hintIfMappedEmpty?: readonly string[];
	/**
	 * Fields that hold an ID, a key or a name, by their path: `userId`, `additionalFields.contentId`, `parts.*.key` for every
	 * row. Where expressions fill only a part of one, each `{{ }}` in it must give a value (IncompleteId).
	 */
	ids?: readonly string[];
	/**
	 * Of the options. `interpret` gets its output, made once for all items with the same options: a schema over all options
	 * takes longer than most of the work for an item.
	 */
	options?: z.ZodTypeAny | undefined;
	/**
	 * How the message of a run that stops names its outputs, before their number: for operations whose items can have
	 * several records, or whose output is not final. The default is "Other items carried out in this run".
	 */
	succeeded?: string;
	/**
	 * For records that must not be delayed, such as an emergency. With On Error = Stop no item waits because another one is
	 * invalid: all good items are sent, then the run ends, and its error names the bad items and the created records.
	 */
	sendsAllGoodItems?: {
		/** Name of the output field with the ID of the created record. */
		idField: string;
		/** What was created, for the message: "incident". */
		record: string;
	};
	/** One output item with the default settings. */
	output: z.ZodTypeAny;
}

export interface ItemContext<Client> {
	client: Client;
	/** Index of the input item. */
	item: number;
	caller: Caller;
	/** Whether a switch among the options is on, set by a person and not by an expression. */
	isSwitchedOn(option: string): boolean;
	/** A key of this item alone, which a retry of the node repeats. */
	keyFor(): string;
	hint: Hint;
}

export type ItemOutput = OutputRecord | OutputRecord[];

/** What an operation may use of an item besides its form. */
export interface ItemFacts<Options = unknown> {
	/** The input item's own json. */
	json: JsonRecord;
	/** The workflow's time zone (IANA), for times without an offset. */
	timeZone: string;
	/** The options, read by the operation's schema `options`. */
	options: Options;
	/** For the form of the next item. */
	fieldsRead?: FieldsRead;
}

export interface PerItemOperation<Client> extends OperationTexts {
	kind: 'perItem';
	/**
	 * Reads the form, then checks it with a client, and returns the work that remains. Both steps throw InvalidInput, and
	 * send nothing.
	 */
	prepare(
		raw: unknown,
		facts: ItemFacts,
	): (context: ItemContext<Client>) => () => Promise<ItemOutput>;
}

/** The outcome of one input item of a bulk operation. */
export type BulkResult =
	| { item: number; output: ItemOutput; binary?: IBinaryKeyData }
	| { item: number; failure: unknown };

export interface BulkContext<Client> {
	client: Client;
	download: Download;
	caller: Caller;
	/** A key of this item alone, which a retry of the node repeats. */
	keyFor(item: number): string;
	/** Whether a failure ends the run (On Error = Stop), so that no further call starts after it. */
	stopsAtFailure: boolean;
	hint: Hint;
}

interface BulkRules {
	/** Whether one call carries several items with one set of options, so that all items need the same options. */
	sameOptions?: boolean | undefined;
	/** Names of options that may differ between items nevertheless, because each item is read by itself. */
	optionsPerItem?: readonly string[] | undefined;
}

export interface BulkOperation<Client, Input = unknown> extends OperationTexts, BulkRules {
	kind: 'bulk';
	parse(raw: unknown, facts: ItemFacts): Input;
	/** See FormDefinition. */
	check?(input: Input, context: ItemContext<Client>): void;
	/** Sees all items at once and answers for each of them. Never throws InvalidInput. */
	run(
		inputs: Array<{ item: number; input: Input }>,
		context: BulkContext<Client>,
	): Promise<BulkResult[]>;
}

export type Operation<Client> = PerItemOperation<Client> | BulkOperation<Client>;

/** How an operation reads an item: its fields, the rules between them, and the input that `run` gets. */
export interface FormDefinition<Client, Fields extends readonly FormItem[], Options, Form, Input>
	extends Omit<OperationTexts, 'properties' | 'form' | 'options'> {
	fields: Fields;
	/** Reads the form as a whole, where the schemas of its fields are not enough. */
	form?: Schema<Form>;
	/** Refuses combinations of fields. */
	rules?(form: Form, context: z.RefinementCtx): void;
	options?: Schema<Options>;
	/** Makes the input of `run`. Without it, that is the form. Refuses with `context`, and sends nothing. */
	interpret?(form: Form, facts: ItemFacts<Options>, context: z.RefinementCtx): Input;
	/**
	 * Refuses input that is invalid only for this account or caller, such as a live key in a test run. Throws InvalidInput,
	 * and sends nothing: the runner checks all items before the first request of the run.
	 */
	check?(input: Input, context: ItemContext<Client>): void;
}

export interface PerItemDefinition<Client, Fields extends readonly FormItem[], Options, Form, Input>
	extends FormDefinition<Client, Fields, Options, Form, Input> {
	/** Never throws InvalidInput: another item may already have been sent. */
	run(input: Input, context: ItemContext<Client>): Promise<ItemOutput>;
}

/** An operation that works on each input item by itself. */
export function perItemOperation<
	Client,
	const Fields extends readonly FormItem[],
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(definition: PerItemDefinition<Client, Fields, Options, Form, Input>): PerItemOperation<Client> {
	const { check, run } = definition;
	const { texts, parse } = formReader(definition);
	return {
		...texts,
		kind: 'perItem',
		prepare(raw, facts) {
			const input = parse(raw, facts);
			return (context) => {
				check?.(input, context);
				return async () => await run(input, context);
			};
		},
	};
}

export interface BulkDefinition<Client, Fields extends readonly FormItem[], Options, Form, Input>
	extends FormDefinition<Client, Fields, Options, Form, Input>,
		BulkRules {
	run: BulkOperation<Client, Input>['run'];
}

/** An operation that groups all input items into few calls. */
export function bulkOperation<
	Client,
	const Fields extends readonly FormItem[],
	Options = unknown,
	Form = FormOf<Fields>,
	Input = Form,
>(definition: BulkDefinition<Client, Fields, Options, Form, Input>): BulkOperation<Client, Input> {
	const { check, run, sameOptions, optionsPerItem } = definition;
	const { texts, parse } = formReader(definition);
	return {
		...texts,
		kind: 'bulk',
		sameOptions,
		optionsPerItem,
		parse,
		...(check === undefined ? {} : { check }),
		run,
	};
}

/** What the runner needs of a form: its properties, and the parser of an item's parameters. */
function formReader<Fields extends readonly FormItem[], Options, Form, Input>(
	definition: FormDefinition<never, Fields, Options, Form, Input>,
) {
	const { fields, form, rules, interpret, ids = [], neverMappedEmpty = [] } = definition;
	const { resource, operation, name, action, description, asTool, output, options } = definition;
	const { hintIfMappedEmpty, succeeded, sendsAllGoodItems } = definition;
	const own = fields.filter(isField);
	const properties = fields.map((item) => (isField(item) ? item.property : item));
	const shown = fields.flatMap((item) =>
		isField(item) ? [item.property, ...item.variants] : [item],
	);
	// Without a schema of its own, the form consists of its fields.
	const fieldsAlone = form ?? (formSchema(fields) as unknown as Schema<Form>);
	const read = rules === undefined ? fieldsAlone : fieldsAlone.superRefine(rules);
	const texts: OperationTexts = {
		...{ resource, operation, name, action, description, asTool },
		...{ properties, form: shown, output },
		ids: [...own.flatMap((one) => one.ids), ...ids],
		neverMappedEmpty: [...own.flatMap((one) => one.neverMappedEmpty), ...neverMappedEmpty],
		options,
		...(hintIfMappedEmpty === undefined ? {} : { hintIfMappedEmpty }),
		...(succeeded === undefined ? {} : { succeeded }),
		...(sendsAllGoodItems === undefined ? {} : { sendsAllGoodItems }),
	};
	/** Undefined when something is refused, and for a form with a schema of its own. */
	const quick = (raw: unknown, fieldsRead: FieldsRead | undefined): Form | undefined => {
		if (form !== undefined || fieldsRead === undefined || !isJsonRecord(raw)) return undefined;
		const one = readSafely(() => readFields(fields, raw, fieldsRead)) as Form | undefined;
		if (one !== undefined && rules !== undefined) interpretForm(rules, one, properties);
		return one;
	};
	return {
		texts,
		parse(raw: unknown, facts: ItemFacts): Input {
			const one = quick(raw, facts.fieldsRead) ?? parseInput(read, raw, properties);
			if (interpret === undefined) return one as unknown as Input;
			// The runner made the options with this operation's own schema.
			const given = facts as ItemFacts<Options>;
			return interpretForm((own: Form, context) => interpret(own, given, context), one, properties);
		},
	};
}
