import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { NodeFault } from '../failures/failures';
import { toNodeError } from '../failures/toNodeError';
import type { Connect } from '../http/connect';
import { cancelSignalOf } from '../http/n8nTransport';
import type { Operation } from '../operation';
import { callerOf } from './caller';
import { executeBulk } from './executeBulk';
import { executePerItem } from './executePerItem';
import type { Hint } from './hints';
import { collectHints } from './hints';
import { keyMaker } from './idempotencyKey';
import { toItems } from './items';
import type { Run } from './run';
import { mustStop } from './run';

/** The part of a service that the runner needs. */
export interface Service<Client> {
	operations: ReadonlyArray<Operation<Client>>;
	connect(context: IExecuteFunctions): Connect<Client>;
}

/**
 * Runs the node's operation over all input items.
 *
 * With On Error = Stop the node reads and checks all input before the first request: one bad item refuses the whole run,
 * and nothing is sent. Otherwise bad items become error items and the others continue; an operation that works item by
 * item then sends each item as soon as it is checked.
 */
export async function executeOperations<Client>(
	context: IExecuteFunctions,
	service: Service<Client>,
): Promise<INodeExecutionData[][]> {
	const { hint, texts } = collectHints();
	const output = await outputOf(context, service, hint);
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

/**
 * Where the run continues after errors, a failure of the whole run, such as a missing credential, becomes an error item
 * for every input item: when a node throws there, n8n passes the input on as success (n8n 2.41.1).
 */
async function outputOf<Client>(
	context: IExecuteFunctions,
	service: Service<Client>,
	hint: Hint,
): Promise<INodeExecutionData[]> {
	try {
		const operation = chosenOperation(context, service.operations);
		const caller = callerOf(context);
		const keyFor = keyMaker(context, caller);
		const run: Run<Client> = { context, caller, connect: service.connect(context), keyFor, hint };
		return operation.kind === 'perItem'
			? await executePerItem(operation, run)
			: await executeBulk(operation, run);
	} catch (failure) {
		// The error of a cancelled run already covers all its items.
		const isCancelled = cancelSignalOf(context)?.aborted === true;
		if (isCancelled || mustStop(context, failure))
			throw toNodeError(context.getNode(), failure, undefined);
		const all = context.getInputData().map((_item, item) => ({ item, failure }));
		return toItems(context, all, {});
	}
}

function chosenOperation<Client>(
	context: IExecuteFunctions,
	operations: ReadonlyArray<Operation<Client>>,
): Operation<Client> {
	const resource: unknown = context.getNodeParameter('resource', 0, '');
	const chosen: unknown = context.getNodeParameter('operation', 0, '');
	const operation = operations.find(
		(candidate) => candidate.resource === resource && candidate.operation === chosen,
	);
	if (operation !== undefined) return operation;
	const [of, what] = [resource, chosen].map((name) => (typeof name === 'string' ? name : ''));
	throw new NodeFault(
		`Resource "${of}" has no operation "${what}"`,
		'Choose Resource and Operation from the lists in the node.',
	);
}
