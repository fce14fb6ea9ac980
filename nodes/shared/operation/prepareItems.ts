import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { toNodeError } from '../errors/toNodeError';
import { ExecutionCancelled } from '../http/cancellation';
import { parseInput } from '../input/parseInput';
import { mustStop } from './mustStop';
import type { OperationTexts } from './operation';
import { INPUT_ITEM, TIME_ZONE } from './operation';
import { parameterReader, refuseMappedToNothing } from './readParameters';
import type { CallSettings } from './settings';
import { parametersWithSettings } from './settings';

/** An item that was read and checked, or what was wrong with it. */
export type Prepared<Work> = { item: number; work: Work } | { item: number; failure: unknown };

/** Items that are prepared before the host may do something else. */
const PREPARED_AT_ONCE = 100;

/**
 * Reads and checks every item. With On Error = Stop the first bad one ends the run here, before anything was sent.
 *
 * @returns the settings too, of the first good item: they hold for what concerns all of them
 */
export async function prepareItems<Work>(
	context: IExecuteFunctions,
	operation: OperationTexts,
	prepare: (raw: Record<string, unknown>, settings: CallSettings, item: number) => Work,
): Promise<{ items: Array<Prepared<Work>>; settings: CallSettings | undefined }> {
	const items: Array<Prepared<Work>> = [];
	let first: CallSettings | undefined;
	const inputs = context.getInputData();
	const read = parameterReader(context, operation.properties);
	// n8n copies the whole node for whoever asks for it, so it is asked once and not for every item.
	const node = context.getNode();
	const timeZone = context.getTimezone();
	const settingsOf = settingsReader(operation.properties);
	for (let item = 0; item < inputs.length; item++) {
		if (item % PREPARED_AT_ONCE === PREPARED_AT_ONCE - 1) await letOthersRun(context);
		try {
			const raw = read(item);
			refuseMappedToNothing(node, operation, raw);
			if (operation.takesInputItem === true) {
				raw[INPUT_ITEM] = inputs[item]?.json;
				raw[TIME_ZONE] = timeZone;
			}
			const settings = settingsOf(raw.options);
			items.push({ item, work: prepare(raw, settings, item) });
			first ??= settings;
		} catch (failure) {
			if (mustStop(context, failure)) throw toNodeError(context.getNode(), failure, item);
			items.push({ item, failure });
		}
	}
	return { items, settings: first };
}

/** Expressions of thousands of items take seconds, in which the execution must be able to be cancelled. */
async function letOthersRun(context: IExecuteFunctions): Promise<void> {
	await sleep(0);
	if (context.getExecutionCancelSignal?.()?.aborted === true) {
		throw toNodeError(context.getNode(), new ExecutionCancelled(), undefined);
	}
}

/** Options without an expression are the same object for every item, and then parsed once. */
function settingsReader(properties: readonly INodeProperties[]) {
	let last: { options: unknown; settings: CallSettings } | undefined;
	return (options: unknown): CallSettings => {
		if (last === undefined || last.options !== options) {
			const parsed = parseInput(parametersWithSettings, { options: options ?? {} }, properties);
			last = { options, settings: parsed.options };
		}
		return last.settings;
	};
}
