import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';
import { toNodeError } from '../failures/toNodeError';
import type { Connect } from '../http/connect';
import type { BulkResult, ItemOutput, PerItemOperation } from '../operation';
import { switchesOn } from './caller';
import { mapConcurrently } from './concurrency';
import { toItems } from './items';
import type { Prepare, Prepared } from './prepare';
import { itemPreparer } from './prepare';
import type { Run } from './run';
import { mustStop } from './run';
import type { CallSettings } from './settings';

/** Works on several items at once; the output keeps the order of the input. */
export async function executePerItem<Client>(
	operation: PerItemOperation<Client>,
	{ context, caller, connect, keyFor, hint }: Run<Client>,
): Promise<INodeExecutionData[]> {
	// Each call of getNode copies the whole node, so the switches are read once and not for every item.
	const switches = switchesOn(context);
	const connectItem = itemConnector(context, connect);
	const prepare: Prepare<() => Promise<ItemOutput>> = async (raw, settings, item, facts) => {
		const checked = operation.prepare(raw, facts);
		const { clientFor } = await connectItem(item);
		return checked({
			client: clientFor(settings),
			item,
			caller,
			isSwitchedOn: (option) => switches.has(option),
			keyFor: () => keyFor(item),
			hint,
		});
	};
	const prepareItem = itemPreparer(context, operation, prepare, hint);
	const items = context.getInputData().map((_item, index) => index);
	const stopsAtFailure = !context.continueOnFail() && operation.sendsAllGoodItems === undefined;
	const endsTheRun = (failure: unknown) => stopsAtFailure || failure instanceof ExecutionCancelled;
	const prepared = new Map<number, Promise<Prepared<() => Promise<ItemOutput>>> | undefined>();
	const preparedItem = async (item: number) => {
		const begun = prepared.get(item) ?? prepareItem(item);
		prepared.set(item, begun);
		return await begun;
	};
	let settings: CallSettings | undefined;
	for (const item of items) {
		const ready = await preparedItem(item);
		if ('failure' in ready && endsTheRun(ready.failure)) {
			throw toNodeError(context.getNode(), ready.failure, item);
		}
		// The settings of the first good item apply to the whole run.
		if ('settings' in ready) settings ??= ready.settings;
		// Where a bad item refuses only itself, no item waits until the others are checked.
		if (settings !== undefined && !stopsAtFailure) break;
	}
	const atOnce = settings?.concurrency ?? 1;
	/** Reads and checks an item while others are under way, whose requests leave first. */
	const prepareAhead = async (item: number) => {
		await sleep(0);
		if (item < items.length && !prepared.has(item)) await preparedItem(item);
	};
	const results = await mapConcurrently(
		items,
		atOnce,
		async (item): Promise<BulkResult> => {
			const ready = await preparedItem(item);
			// It is in use from now on; a long run must not keep it.
			prepared.set(item, undefined);
			if ('failure' in ready) return ready;
			const output = ready.work();
			void prepareAhead(item + atOnce);
			return { item, output: await output };
		},
		(result) => 'failure' in result && endsTheRun(result.failure),
		(failure, item) => ({ item, failure }),
	);
	return toItems(context, results, operation);
}

/**
 * With On Error = Stop an unusable credential ends the run at the first item. The error then names the node, not the item.
 */
function itemConnector<Client>(
	context: IExecuteFunctions,
	connect: Connect<Client>,
): Connect<Client> {
	return async (item) =>
		await connect(item).catch(async (reason: unknown) => {
			const isOfNode = item === 0 && mustStop(context, reason);
			const error = isOfNode ? toNodeError(context.getNode(), reason, undefined) : reason;
			return await Promise.reject(error as Error);
		});
}
