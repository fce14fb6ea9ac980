import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { systemClock } from '../clock';
import { ExecutionCancelled } from '../failures/cancellation';
import { toNodeError } from '../failures/toNodeError';
import type { FieldsRead } from '../form/field';
import { parseInput, readSafely } from '../form/parseInput';
import { isJsonRecord } from '../json';
import type { ItemFacts, OperationTexts } from '../operation';
import { callerOf } from './caller';
import type { Hint } from './hints';
import { mappedEmptyFinder, mappedEmptyRefuser } from './mappedEmpty';
import { fillNotGiven, hasExpression, parameterReader } from './parameters';
import { mustStop } from './run';
import type { CallSettings } from './settings';
import { parametersWithSettings } from './settings';

/** An item that was read and checked, with the settings of its requests; or why it is invalid. */
export type Prepared<Work> =
	| { item: number; work: Work; settings: CallSettings }
	| { item: number; failure: unknown };

/** Checks the raw parameters of an item and returns the work to do for it. Throws InvalidInput. */
export type Prepare<Work> = (
	raw: Record<string, unknown>,
	settings: CallSettings,
	item: number,
	facts: ItemFacts,
) => Promise<Work>;

export type PrepareItem<Work> = (item: number) => Promise<Prepared<Work>>;

/** Followed by the names of the fields. */
const LEFT_OUT = 'Empty for some items and left out';

/** Milliseconds that items are prepared before n8n may do other work. */
const LONGEST_TURN_MS = 50;

/** Reads and checks the input items one by one; values that are the same for all items are read once. */
export function itemPreparer<Work>(
	context: IExecuteFunctions,
	operation: OperationTexts,
	prepare: Prepare<Work>,
	hint: Hint,
): PrepareItem<Work> {
	const inputs = context.getInputData();
	const read = parameterReader(context, operation.properties, operation.ids);
	// Each call of getNode copies the whole node.
	const node = context.getNode();
	const refuseMappedToNothing = mappedEmptyRefuser(node, operation);
	const { properties, hintIfMappedEmpty = [] } = operation;
	const emptyFieldsIn = mappedEmptyFinder(node, properties, hintIfMappedEmpty);
	const isTool = callerOf(context).agent;
	// An expression that gives null looks like a hidden field; n8n stores no parameters of hidden fields.
	const mapped = properties.filter(({ name }) => hasExpression(node.parameters[name]));
	const mappedNull = Object.fromEntries(mapped.map(({ name }) => [name, null]));
	const timeZone = context.getTimezone();
	const optionsOf = optionsReader(operation);
	const letOthersRun = turnTaker(context);
	const fieldsRead: FieldsRead = new Map();
	return async (item) => {
		try {
			await letOthersRun();
			const { raw, emptyFields } = readSafely(() => {
				const given = read(item);
				const values = isTool
					? fillNotGiven({ ...mappedNull, ...given }, properties, node.parameters)
					: given;
				refuseMappedToNothing(values);
				return { raw: values, emptyFields: emptyFieldsIn(values) };
			});
			const { settings, own } = optionsOf(raw.options);
			const { json } = inputs[item] ?? {};
			const facts = { json: isJsonRecord(json) ? json : {}, timeZone, options: own, fieldsRead };
			const work = await prepare(raw, settings, item, facts);
			if (emptyFields.length > 0) hint(LEFT_OUT, emptyFields);
			return { item, work, settings };
		} catch (failure) {
			return { item, failure };
		}
	};
}

/** With On Error = Stop a bad item ends the run here, before the first request. */
export function throwIfRunStops(context: IExecuteFunctions, ready: Prepared<unknown>): void {
	if (!('failure' in ready) || !mustStop(context, ready.failure)) return;
	throw toNodeError(context.getNode(), ready.failure, ready.item);
}

/** Expressions of thousands of items take seconds, during which a user must be able to cancel the execution. */
function turnTaker(context: IExecuteFunctions): () => Promise<void> {
	let startedAt = systemClock.monotonic();
	return async () => {
		if (systemClock.monotonic() - startedAt < LONGEST_TURN_MS) return;
		await sleep(0);
		startedAt = systemClock.monotonic();
		if (context.getExecutionCancelSignal?.()?.aborted === true) throw new ExecutionCancelled();
	};
}

/** Options without an expression are the same object for every item, and are parsed once. */
function optionsReader({ properties, options: ownOptions = z.unknown() }: OperationTexts) {
	const withOwnOptions = z.object({ options: ownOptions });
	let last: { options: unknown; settings: CallSettings; own: unknown } | undefined;
	return (options: unknown): { settings: CallSettings; own: unknown } => {
		if (last === undefined || last.options !== options) {
			const given = { options: options ?? {} };
			const { options: settings } = parseInput(parametersWithSettings, given, properties);
			const { options: own } = parseInput(withOwnOptions, given, properties);
			last = { options, settings, own };
		}
		return last;
	};
}
