import type { INodeExecutionData } from 'n8n-workflow';

import { switchesOn } from './caller';
import { mapConcurrently } from './mapConcurrently';
import { mustStop } from './mustStop';
import type { BulkResult, ItemOutput, PerItemOperation } from './operation';
import type { Prepared } from './prepareItem';
import { itemPreparer, throwIfItStops } from './prepareItem';
import type { Run } from './run';
import type { CallSettings } from './settings';
import { toItems } from './toItems';

/** Works on several items at once; the output keeps the order of the input. */
export async function executePerItem<Client>(
	operation: PerItemOperation<Client>,
	{ context, caller, clientFor, keyFor, hint }: Run<Client>,
): Promise<INodeExecutionData[]> {
	// n8n copies the whole node for whoever asks for it, so it is asked once and not for every item.
	const switches = switchesOn(context);
	const read = (raw: Record<string, unknown>, settings: CallSettings, item: number) => {
		const perform = operation.prepare(raw);
		return async () =>
			await perform({
				client: clientFor(settings),
				caller,
				isSwitchedOn: (option) => switches.has(option),
				keyFor: () => keyFor(item),
				hint,
			});
	};
	const prepareItem = itemPreparer(context, operation, read, hint);
	const items = context.getInputData().map((_item, index) => index);
	// With On Error = Stop nothing is sent before all is checked. Otherwise nobody waits until others were read, too.
	const prepared: Array<Prepared<() => Promise<ItemOutput>>> = [];
	let settings: CallSettings | undefined;
	for (const item of items) {
		const ready = await prepareItem(item);
		throwIfItStops(context, ready);
		prepared.push(ready);
		// Those of the first good item hold for what concerns all of them.
		if ('settings' in ready) settings ??= ready.settings;
		if (settings !== undefined && context.continueOnFail()) break;
	}
	const results = await mapConcurrently(
		items,
		settings?.concurrency ?? 1,
		async (item): Promise<BulkResult> => {
			const ready = prepared[item] ?? (await prepareItem(item));
			if ('failure' in ready) return ready;
			return { item, output: await ready.work() };
		},
		(result) => 'failure' in result && mustStop(context, result.failure),
		(failure, item) => ({ item, failure }),
	);
	return toItems(context, results);
}
