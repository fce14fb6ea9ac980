import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ApiFailure } from '../errors/ApiFailure';
import { errorItem } from '../errors/errorItem';
import { InvalidInput } from '../errors/InvalidInput';
import { toNodeError } from '../errors/toNodeError';
import { ExecutionCancelled } from '../http/cancellation';
import { isToolVariant } from '../toolVariant';
import type { Caller } from './caller';
import { callerOf, switchesOn } from './caller';
import { idempotencyKey } from './idempotencyKey';
import { mustStop } from './mustStop';
import { mapConcurrently } from './mapConcurrently';
import type {
	BulkOperation,
	BulkResult,
	ItemOutput,
	Operation,
	PerItemOperation,
} from './operation';
import type { Prepared } from './prepareItems';
import { prepareItems } from './prepareItems';
import type { CallSettings } from './settings';

/** A vendor's API as the runner sees it. */
export interface Service<Client> {
	operations: ReadonlyArray<Operation<Client>>;
	/**
	 * Reads the credential, once for an execution. What it gives back makes a client with the settings of one item.
	 * Throws InvalidInput for a credential that cannot work.
	 */
	connect(context: IExecuteFunctions): Promise<(settings: CallSettings) => Client>;
}

type Json = INodeExecutionData['json'];
type Failed = Extract<BulkResult, { failure: unknown }>;

/**
 * Runs the operation that the node is set to over all input items.
 *
 * All input is read and checked before the first request. With On Error = Stop one bad item refuses the whole run and
 * nothing is sent; otherwise bad items become error items and the others go on.
 */
export async function executeOperations<Client>(
	context: IExecuteFunctions,
	service: Service<Client>,
): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, service.operations);
	const hints = new Set<string>();
	const caller = callerOf(context);
	const run: Run<Client> = {
		context,
		caller,
		clientFor: await connected(context, service),
		keyFor: keysOf(context, caller),
		hint: (text) => hints.add(text),
	};
	const output =
		operation.kind === 'perItem'
			? await executePerItem(operation, run)
			: await executeBulk(operation, run);
	if (hints.size > 0) {
		// Older hosts have no hints; the output is complete without them.
		context.addExecutionHints?.(
			...[...hints].map((message) => ({
				message,
				type: 'warning' as const,
				location: 'outputPane' as const,
			})),
		);
	}
	return [output];
}

interface Run<Client> {
	context: IExecuteFunctions;
	caller: Caller;
	clientFor: (settings: CallSettings) => Client;
	keyFor: (itemIndex: number, content: unknown) => string;
	hint: (text: string) => void;
}

function chosenOperation<Client>(
	context: IExecuteFunctions,
	operations: ReadonlyArray<Operation<Client>>,
): Operation<Client> {
	const resource: unknown = context.getNodeParameter('resource', 0);
	const chosen: unknown = context.getNodeParameter('operation', 0);
	const operation = operations.find(
		(candidate) => candidate.resource === resource && candidate.operation === chosen,
	);
	if (operation !== undefined) return operation;
	const unknown = new Error(`Resource "${String(resource)}" has no operation "${String(chosen)}"`);
	throw toNodeError(context.getNode(), unknown, undefined);
}

async function connected<Client>(context: IExecuteFunctions, service: Service<Client>) {
	try {
		return await service.connect(context);
	} catch (reason) {
		throw toNodeError(context.getNode(), reason, undefined);
	}
}

function keysOf(context: IExecuteFunctions, caller: Caller): Run<unknown>['keyFor'] {
	// n8n gives an id to every execution. Without one a key that nothing repeats is better than one that others share.
	const executionId = context.getExecutionId() || randomUUID();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const { id: nodeId } = context.getNode();
	return (itemIndex, content) => {
		const identity = { executionId, nodeId, runIndex: Number($runIndex), itemIndex };
		// Two tool calls of an agent can have the same run index, and a tool call is never retried by n8n itself.
		return idempotencyKey(caller.agent ? { ...identity, discriminator: content } : identity);
	};
}

async function executePerItem<Client>(
	operation: PerItemOperation<Client>,
	{ context, caller, clientFor, keyFor, hint }: Run<Client>,
): Promise<INodeExecutionData[]> {
	// n8n copies the whole node for whoever asks for it, so it is asked once and not for every item.
	const switches = switchesOn(context);
	const prepared = await prepareItems(context, operation, (raw, settings, item) => {
		const perform = operation.prepare(raw);
		return async () =>
			await perform({
				client: clientFor(settings),
				caller,
				isSwitchedOn: (option) => switches.has(option),
				keyFor: (content) => keyFor(item, content),
				hint,
			});
	});
	const carryOut = async (ready: Prepared<() => Promise<ItemOutput>>): Promise<BulkResult> => {
		if ('failure' in ready) return ready;
		const { item } = ready;
		try {
			return { item, output: await ready.work() };
		} catch (failure) {
			return { item, failure };
		}
	};
	const results = await mapConcurrently(
		prepared.items,
		prepared.settings?.concurrency ?? 1,
		carryOut,
		(result) => 'failure' in result && mustStop(context, result.failure),
	);
	return toItems(context, results);
}

async function executeBulk<Client>(
	operation: BulkOperation<Client>,
	{ context, caller, clientFor, keyFor, hint }: Run<Client>,
): Promise<INodeExecutionData[]> {
	const sameOptions = operation.sameOptions === true ? optionsGuard() : () => {};
	const prepared = await prepareItems(context, operation, (raw) => {
		const input = operation.parse(raw);
		sameOptions(raw.options);
		return input;
	});
	const results: BulkResult[] = [];
	const inputs: Array<{ item: number; input: unknown }> = [];
	for (const [item, ready] of prepared.items.entries()) {
		if ('failure' in ready) results.push(ready);
		else inputs.push({ item, input: ready.work });
	}
	if (inputs.length > 0 && prepared.settings !== undefined) {
		const client = clientFor(prepared.settings);
		try {
			const stopsAtFailure = !context.continueOnFail();
			const answered = await operation.run(inputs, {
				client,
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
		operation.succeeded,
	);
}

/**
 * Refuses options that differ between items: one call carries many of them, and those of one item would silently count
 * for all.
 */
function optionsGuard() {
	let first: { options: unknown; written: string } | undefined;
	return (options: unknown): void => {
		// Without an expression they are the same object for every item.
		if (first !== undefined && first.options === options) return;
		const written = JSON.stringify(options ?? {});
		first ??= { options, written };
		if (first.written === written) return;
		throw new InvalidInput(
			'Options are not the same for this item as for the first',
			'One call carries many items, so an expression in Options has to give the same for all of them. Use Loop Over Items, or one node for each variant.',
		);
	};
}

/** How many items of which nobody knows the end a message names. */
const MOST_NAMED = 20;

/** n8n drops the output of a run that stops, so its error tells what became of the other items. */
function stopError(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
	succeeded = 'item(s) of this run were already carried out',
) {
	const error = toNodeError(context.getNode(), failed.failure, failed.item);
	const wentWell = results.filter((other) => 'output' in other).length;
	const open = results.filter((other) => other !== failed && 'failure' in other && isOpen(other));
	// An item can ask for many records, and has as many results.
	const openItems = [...new Set(open.map(({ item }) => item))];
	const named = openItems.slice(0, MOST_NAMED).join(', ');
	const more = openItems.length > MOST_NAMED ? ` and ${openItems.length - MOST_NAMED} more` : '';
	const others = [
		wentWell === 0
			? ''
			: `${wentWell} other ${succeeded}; their output is lost unless On Error is set to Continue.`,
		open.length === 0
			? ''
			: `Whether item(s) ${named}${more} were carried out is not known: look before you send them again.`,
	].filter((text) => text !== '');
	if (others.length > 0) error.description = [error.description ?? '', ...others].join(' ').trim();
	if (isToolVariant(context.getNode())) error.message = [error.message, ...others].join(' ');
	return error;
}

/** Nobody knows whether it had its effect. */
function isOpen({ failure }: Failed): boolean {
	if (failure instanceof ExecutionCancelled) return true;
	return failure instanceof ApiFailure && !failure.details.certainlyWithoutEffect;
}

function toItems(
	context: IExecuteFunctions,
	results: readonly BulkResult[],
	succeeded?: string,
): INodeExecutionData[] {
	const items: INodeExecutionData[] = [];
	const toErrorOutput = context.getNode().onError === 'continueErrorOutput';
	for (const result of results) {
		const { item } = result;
		if ('failure' in result) {
			if (mustStop(context, result.failure)) {
				throw stopError(context, result, results, succeeded);
			}
			const error = toNodeError(context.getNode(), result.failure, item);
			items.push(errorItem(error, result.failure, item, toErrorOutput));
			continue;
		}
		const records = Array.isArray(result.output) ? result.output : [result.output];
		for (const json of records as Json[]) items.push({ json, pairedItem: { item } });
	}
	return items;
}
