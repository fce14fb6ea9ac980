import type { INodeExecutionData } from 'n8n-workflow';

import { InvalidInput, NodeFault } from '../failures/failures';
import { toNodeError } from '../failures/toNodeError';
import type { Connect, Connection } from '../http/connect';
import { downloader } from '../http/download';
import { isJsonRecord } from '../json';
import type { BulkOperation, BulkResult } from '../operation';
import { switchesOn } from './caller';
import { toItems } from './items';
import type { Prepare } from './prepare';
import { itemPreparer, throwIfRunStops } from './prepare';
import type { Run } from './run';
import { mustStop } from './run';
import type { CallSettings } from './settings';

/** Reads and checks all items, then gives all of them to the operation at once. */
export async function executeBulk<Client>(
	operation: BulkOperation<Client>,
	{ context, caller, connect, keyFor, hint }: Run<Client>,
): Promise<INodeExecutionData[]> {
	const { clientFor } = await oneAccount(connect, context.getInputData().length - 1);
	const sameOptions = optionsGuard(operation);
	const switches = switchesOn(context);
	const prepare: Prepare<unknown> = async (raw, settings, item, facts) => {
		const input = operation.parse(raw, facts);
		sameOptions(raw.options);
		operation.check?.(input, {
			client: clientFor(settings),
			item,
			caller,
			isSwitchedOn: (option) => switches.has(option),
			keyFor: () => keyFor(item),
			hint,
		});
		return input;
	};
	const prepareItem = itemPreparer(context, operation, prepare, hint);
	const results: BulkResult[] = [];
	const inputs: Array<{ item: number; input: unknown }> = [];
	let settings: CallSettings | undefined;
	for (const index of context.getInputData().keys()) {
		const ready = await prepareItem(index);
		throwIfRunStops(context, ready);
		if ('failure' in ready) {
			results.push(ready);
			continue;
		}
		settings ??= ready.settings;
		inputs.push({ item: index, input: ready.work });
	}
	if (settings !== undefined) {
		const client = clientFor(settings);
		try {
			const stopsAtFailure = !context.continueOnFail();
			const answered = await operation.run(inputs, {
				client,
				download: downloader(context, settings),
				caller,
				keyFor,
				stopsAtFailure,
				hint,
			});
			for (const result of answered) results.push(result);
		} catch (failure) {
			if (mustStop(context, failure)) throw toNodeError(context.getNode(), failure, undefined);
			for (const { item } of inputs) results.push({ item, failure });
		}
	}
	return toItems(
		context,
		results.sort((a, b) => a.item - b.item),
		operation,
	);
}

/**
 * Refuses options that differ between items: one call carries many items, and would silently use the options of one of
 * them for all.
 */
function optionsGuard({
	sameOptions = false,
	optionsPerItem = [],
}: Pick<BulkOperation<unknown>, 'sameOptions' | 'optionsPerItem'>) {
	const write = (options: unknown): string => {
		const given = Object.entries(isJsonRecord(options) ? options : {});
		return JSON.stringify(given.filter(([name]) => !optionsPerItem.includes(name)));
	};
	let first: { options: unknown; written: string } | undefined;
	return (options: unknown): void => {
		// Options without an expression are the same object for every item.
		if (!sameOptions || (first !== undefined && first.options === options)) return;
		const written = write(options);
		first ??= { options, written };
		if (first.written === written) return;
		throw new InvalidInput(
			'Options differ between this item and the first item',
			'One call carries many items, so an expression in Options must return the same value for all of them. Use Loop Over Items, or one node per variant.',
		);
	};
}

/** One call carries many items, so all need the same credential. Reading it is slow: the first and last item are compared. */
async function oneAccount<Client>(
	connect: Connect<Client>,
	last: number,
): Promise<Connection<Client>> {
	const first = await connect(0);
	if (last <= 0 || (await connect(last)).identity === first.identity) return first;
	throw new NodeFault(
		'The credential differs between the first and the last item',
		'One call carries many items, so all need the same account. Group the items by account with Loop Over Items, or use one node per account. Nothing was sent.',
	);
}
