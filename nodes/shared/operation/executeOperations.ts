import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../errors/toNodeError';
import { callerOf } from './caller';
import { executeBulk } from './executeBulk';
import { executePerItem } from './executePerItem';
import { gatherHints } from './hints';
import type { Operation } from './operation';
import type { Run } from './run';
import { keysOf } from './run';
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

/**
 * Runs the operation that the node is set to over all input items.
 *
 * With On Error = Stop all input is read and checked before the first request: one bad item refuses the whole run, and
 * nothing is sent. Otherwise bad items become error items and the others go on; an operation that works item by item
 * then sends each as soon as it was read.
 */
export async function executeOperations<Client>(
	context: IExecuteFunctions,
	service: Service<Client>,
): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, service.operations);
	const { hint, texts } = gatherHints();
	const caller = callerOf(context);
	const run: Run<Client> = {
		context,
		caller,
		clientFor: await clientsOf(context, service),
		keyFor: keysOf(context, caller),
		hint,
	};
	const output =
		operation.kind === 'perItem'
			? await executePerItem(operation, run)
			: await executeBulk(operation, run);
	const hints = texts();
	if (hints.length > 0) {
		// Older hosts have no hints; the output is complete without them.
		context.addExecutionHints?.(
			...hints.map((message) => ({
				message,
				type: 'warning' as const,
				location: 'outputPane' as const,
			})),
		);
	}
	return [output];
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

async function clientsOf<Client>(
	context: IExecuteFunctions,
	service: Service<Client>,
): Promise<Run<Client>['clientFor']> {
	try {
		const connect = await service.connect(context);
		return async (_item, settings) => connect(settings);
	} catch (reason) {
		throw toNodeError(context.getNode(), reason, undefined);
	}
}
