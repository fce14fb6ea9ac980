import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { errorItem, toNodeError } from '../failures/toNodeError';
import { ExecutionCancelled } from '../failures/cancellation';
import { mustStop } from './mustStop';
import type { BulkResult, OperationTexts } from '../operation';
import { stopError } from './stopError';

type Json = INodeExecutionData['json'];

/**
 * The output items for the results, each paired with its input item; what went wrong becomes an error item. Throws n8n's
 * error where that ends the run.
 */
export function toItems(
	context: IExecuteFunctions,
	results: readonly BulkResult[],
	operation: Pick<OperationTexts, 'succeeded' | 'sendsAllGoodItems'>,
): INodeExecutionData[] {
	// Whatever else went wrong: n8n has to know that it was cancelled.
	const cancelled = results.find(
		(result) => 'failure' in result && result.failure instanceof ExecutionCancelled,
	);
	if (cancelled !== undefined && 'failure' in cancelled) {
		throw stopError(context, cancelled, results, operation);
	}
	const items: INodeExecutionData[] = [];
	const toErrorOutput = context.getNode().onError === 'continueErrorOutput';
	for (const result of results) {
		const { item } = result;
		if ('failure' in result) {
			if (mustStop(context, result.failure)) {
				throw stopError(context, result, results, operation);
			}
			const error = toNodeError(context.getNode(), result.failure, item);
			items.push(errorItem(error, result.failure, item, toErrorOutput));
			continue;
		}
		const records = Array.isArray(result.output) ? result.output : [result.output];
		// One object for all of them: n8n stores it once (flatted), and a list can have a hundred thousand.
		const pairedItem = { item };
		for (const json of records as Json[]) items.push({ json, pairedItem });
	}
	return items;
}
