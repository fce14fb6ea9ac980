import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { parseInput } from './form/parseInput';
import type { Caller } from './run/caller';
import type { Hint } from './run/hints';

/** The name of the input item's json among the raw parameters; no parameter is called so. */
export const INPUT_ITEM = '$inputItem';

/** The name of the workflow's time zone (IANA) among the raw parameters, for times in the input item without an offset. */
export const TIME_ZONE = '$timeZone';

/** The name of what `ownOptions` made of the options, among the raw parameters. */
export const OWN_OPTIONS = '$ownOptions';

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
	properties: INodeProperties[];
	/**
	 * Names of fields, or of collections of fields, that may be left empty, but must come to something where an expression
	 * fills them. One member of a collection is named by its way, `additionalFields.timestamp`.
	 */
	notEmptyWhenMapped?: readonly string[];
	/** Likewise, of fields whose loss is told as a hint, because it must not keep back the rest. */
	missedWhenMapped?: readonly string[];
	/**
	 * Fields that hold an ID, a key or a name, by their way: `userId`, `additionalFields.contentId`, `parts.*.key` for every
	 * row. Where an expression fills only a part of one, each `{{ }}` in it has to give something (HalfEmpty).
	 */
	ids?: readonly string[];
	/** Whether `input` is also given the input item's own json and the time zone, as INPUT_ITEM and TIME_ZONE. */
	takesInputItem?: boolean;
	/**
	 * Of the options. What it makes of them is given to `input` as OWN_OPTIONS, and made once for all items with the same:
	 * a schema over all options takes longer than most of what is done with an item.
	 */
	ownOptions?: z.ZodTypeAny;
	/**
	 * What an output means for a message about a run that stops, after "3 other": for operations of which an item can ask
	 * for several records, or whose output is not the end of it. "item(s) of this run were already carried out" otherwise.
	 */
	succeeded?: string;
	/**
	 * For records that nobody may wait for, such as an emergency. With On Error = Stop no item waits for the fault of
	 * another one: all good items are sent, then the run ends, and its error names the bad items and the created records.
	 */
	sendsAllGoodItems?: {
		/** Name of the output field with the ID of the created record. */
		idField: string;
		/** What was created, for the message: "incident". */
		record: string;
	};
	/** One output item, as it looks with the default settings. */
	output: z.ZodTypeAny;
}

export interface ItemContext<Client> {
	client: Client;
	/** Index of the input item. */
	item: number;
	caller: Caller;
	/** Whether a switch among the options is on, set by a person and not by an expression. */
	isSwitchedOn(option: string): boolean;
	/** A key that this item, and no other, gets again when the node is retried. */
	keyFor(): string;
	hint: Hint;
}

export type ItemOutput = OutputRecord | OutputRecord[];

export interface PerItemOperation<Client> extends OperationTexts {
	kind: 'perItem';
	/**
	 * Reads the input now, checks it once there is a client, and gives back what is left to do. Both steps throw
	 * InvalidInput, and send nothing.
	 */
	prepare(raw: unknown): (context: ItemContext<Client>) => () => Promise<ItemOutput>;
}

/** What became of one input item of a bulk operation. */
export type BulkResult = { item: number; output: ItemOutput } | { item: number; failure: unknown };

export interface BulkContext<Client> {
	client: Client;
	caller: Caller;
	/** A key that this item, and no other, gets again when the node is retried. */
	keyFor(item: number): string;
	/** Whether a failure ends the run (On Error = Stop), so that nothing needs to be begun after it. */
	stopsAtFailure: boolean;
	hint: Hint;
}

interface BulkTexts extends OperationTexts {
	/** Whether one call carries several items with one set of options, so that all items need the same. */
	sameOptions?: boolean;
	/** Names of options that are read for each item, and may differ all the same. */
	optionsPerItem?: readonly string[];
}

export interface BulkOperation<Client, Input = unknown> extends BulkTexts {
	kind: 'bulk';
	parse(raw: unknown): Input;
	/** See PerItemDefinition. */
	check?(input: Input, context: ItemContext<Client>): void;
	/** Sees all items at once and answers for each of them. */
	run(
		inputs: Array<{ item: number; input: Input }>,
		context: BulkContext<Client>,
	): Promise<BulkResult[]>;
}

export type Operation<Client> = PerItemOperation<Client> | BulkOperation<Client>;

export interface PerItemDefinition<Client, Schema extends z.ZodTypeAny> extends OperationTexts {
	/** From the raw parameters, by name, to what `run` wants. */
	input: Schema;
	/**
	 * Refuses what only the account or the caller makes wrong, such as a live key in a test run. Throws InvalidInput, and
	 * sends nothing: the runner checks all items before the first request of the run.
	 */
	check?(input: z.output<Schema>, context: ItemContext<Client>): void;
	/** Never throws InvalidInput: another item may have been sent by then. */
	run(input: z.output<Schema>, context: ItemContext<Client>): Promise<ItemOutput>;
}

export function perItemOperation<Client, Schema extends z.ZodTypeAny>(
	definition: PerItemDefinition<Client, Schema>,
): PerItemOperation<Client> {
	const { input: schema, check, run, ...texts } = definition;
	return {
		...texts,
		kind: 'perItem',
		prepare(raw) {
			const input = parseInput(schema, raw, texts.properties);
			return (context) => {
				check?.(input, context);
				return async () => await run(input, context);
			};
		},
	};
}

export interface BulkDefinition<Client, Schema extends z.ZodTypeAny> extends BulkTexts {
	input: Schema;
	/** See PerItemDefinition. */
	check?(input: z.output<Schema>, context: ItemContext<Client>): void;
	/** Never throws InvalidInput. */
	run(
		inputs: Array<{ item: number; input: z.output<Schema> }>,
		context: BulkContext<Client>,
	): Promise<BulkResult[]>;
}

export function bulkOperation<Client, Schema extends z.ZodTypeAny>(
	definition: BulkDefinition<Client, Schema>,
): BulkOperation<Client, z.output<Schema>> {
	const { input: schema, ...rest } = definition;
	return {
		...rest,
		kind: 'bulk',
		parse: (raw) => parseInput(schema, raw, rest.properties),
	};
}
