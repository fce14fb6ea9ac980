import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';

import { systemClock } from '../clock';
import { toNodeError } from '../failures/toNodeError';
import { ExecutionCancelled } from '../failures/cancellation';
import { parseInput, readSafely } from '../form/parseInput';
import { isJsonRecord } from '../json';
import { hasExpression, mappedToNothingRefuser, nothingFinder } from './expressions';
import { callerOf } from './caller';
import type { Hint } from './hints';
import { mustStop } from './mustStop';
import { withoutNotGiven } from './notGiven';
import type { ItemFacts, OperationTexts } from '../operation';
import { parameterReader } from './readParameters';
import type { CallSettings } from './settings';
import { parametersWithSettings } from './settings';

/** An item that was read and checked, with how its requests are to be sent; or what was wrong with it. */
export type Prepared<Work> =
	| { item: number; work: Work; settings: CallSettings }
	| { item: number; failure: unknown };

/** Turns the raw parameters of an item into what is left to do. Throws InvalidInput. */
export type Prepare<Work> = (
	raw: Record<string, unknown>,
	settings: CallSettings,
	item: number,
	facts: ItemFacts,
) => Promise<Work>;

export type PrepareItem<Work> = (item: number) => Promise<Prepared<Work>>;

/** Told with the names of the fields. */
const LOST = 'Mapped, but came to nothing for some items, which were sent without';

/** How long items are prepared before the host may do something else, in milliseconds. */
const LONGEST_TURN_MS = 50;

/** What reads and checks the items of the input one by one, the values that are the same for all of them once. */
export function itemPreparer<Work>(
	context: IExecuteFunctions,
	operation: OperationTexts,
	prepare: Prepare<Work>,
	hint: Hint,
): PrepareItem<Work> {
	const inputs = context.getInputData();
	const read = parameterReader(context, operation.properties, operation.ids);
	// n8n copies the whole node for whoever asks for it, so it is asked once and not for every item.
	const node = context.getNode();
	const refuseMappedToNothing = mappedToNothingRefuser(node, operation);
	const { properties, missedWhenMapped = [] } = operation;
	const missed = nothingFinder(node, properties, missedWhenMapped);
	const isTool = callerOf(context).agent;
	// An expression that gives null reads like a field that is hidden; n8n keeps no parameters of those.
	const mapped = properties.filter(({ name }) => hasExpression(node.parameters[name]));
	const mappedNull = Object.fromEntries(mapped.map(({ name }) => [name, null]));
	const timeZone = context.getTimezone();
	const optionsOf = optionsReader(operation);
	const letOthersRun = turnTaker(context);
	return async (item) => {
		try {
			await letOthersRun();
			const { raw, lost } = readSafely(() => {
				const given = read(item);
				const values = isTool ? withoutNotGiven({ ...mappedNull, ...given }, properties) : given;
				refuseMappedToNothing(values);
				return { raw: values, lost: missed(values) };
			});
			const { settings, own } = optionsOf(raw.options);
			const { json } = inputs[item] ?? {};
			const facts = { json: isJsonRecord(json) ? json : {}, timeZone, options: own };
			const work = await prepare(raw, settings, item, facts);
			if (lost.length > 0) hint(LOST, lost);
			return { item, work, settings };
		} catch (failure) {
			return { item, failure };
		}
	};
}

/** With On Error = Stop a bad item ends the run here, before anything was sent. */
export function throwIfItStops(context: IExecuteFunctions, ready: Prepared<unknown>): void {
	if (!('failure' in ready) || !mustStop(context, ready.failure)) return;
	throw toNodeError(context.getNode(), ready.failure, ready.item);
}

/** Expressions of thousands of items take seconds, in which the execution must be able to be cancelled. */
function turnTaker(context: IExecuteFunctions): () => Promise<void> {
	let begun = systemClock.monotonic();
	return async () => {
		if (systemClock.monotonic() - begun < LONGEST_TURN_MS) return;
		await sleep(0);
		begun = systemClock.monotonic();
		if (context.getExecutionCancelSignal?.()?.aborted === true) throw new ExecutionCancelled();
	};
}

/** Options without an expression are the same object for every item, and then parsed once. */
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
