import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../failures/toNodeError';
import { ExecutionCancelled } from '../failures/cancellation';
import type { Connect } from '../http/connect';
import { switchesOn } from './caller';
import { mapConcurrently } from './mapConcurrently';
import { mustStop } from './mustStop';
import type { BulkResult, ItemOutput, PerItemOperation } from '../operation';
import type { Prepare, Prepared } from './prepareItem';
import { itemPreparer } from './prepareItem';
import type { Run } from './run';
import type { CallSettings } from './settings';
import { toItems } from './toItems';

/** Works on several items at once; the output keeps the order of the input. */
export async function executePerItem<Client>(
	operation: PerItemOperation<Client>,
	{ context, caller, connect, keyFor, hint }: Run<Client>,
): Promise<INodeExecutionData[]> {
	// n8n copies the whole node for whoever asks for it, so it is asked once and not for every item.
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
	const oneFailureEndsAll = !context.continueOnFail() && operation.sendsAllGoodItems === undefined;
	const endsTheRun = (failure: unknown) =>
		oneFailureEndsAll || failure instanceof ExecutionCancelled;
	const prepared: Array<Prepared<() => Promise<ItemOutput>>> = [];
	let settings: CallSettings | undefined;
	for (const item of items) {
		const ready = await prepareItem(item);
		if ('failure' in ready && endsTheRun(ready.failure)) {
			throw toNodeError(context.getNode(), ready.failure, item);
		}
		prepared.push(ready);
		// Those of the first good item hold for what concerns all of them.
		if ('settings' in ready) settings ??= ready.settings;
		// Where a bad item refuses nothing but itself, no item waits until the others were read.
		if (settings !== undefined && !oneFailureEndsAll) break;
	}
	const results = await mapConcurrently(
		items,
		settings?.concurrency ?? 1,
		async (item): Promise<BulkResult> => {
			const ready = prepared[item] ?? (await prepareItem(item));
			if ('failure' in ready) return ready;
			return { item, output: await ready.work() };
		},
		(result) => 'failure' in result && endsTheRun(result.failure),
		(failure, item) => ({ item, failure }),
	);
	return toItems(context, results, operation);
}

/**
 * With On Error = Stop a credential that cannot work ends the run at the first item. It is then the node's fault, and not
 * told as that of an item.
 */
function itemConnector<Client>(
	context: IExecuteFunctions,
	connect: Connect<Client>,
): Connect<Client> {
	return async (item) =>
		await connect(item).catch(async (reason: unknown) => {
			const isOfNode = item === 0 && mustStop(context, reason);
			const told = isOfNode ? toNodeError(context.getNode(), reason, undefined) : reason;
			return await Promise.reject(told as Error);
		});
}
