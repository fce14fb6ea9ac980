import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ApiFailure } from '../errors/ApiFailure';
import { errorItem } from '../errors/errorItem';
import { named } from '../errors/named';
import { sentences } from '../errors/sentences';
import { toNodeError } from '../errors/toNodeError';
import { ExecutionCancelled } from '../http/cancellation';
import { isToolVariant } from '../toolVariant';
import { mustStop } from './mustStop';
import type { BulkResult } from './operation';

type Json = INodeExecutionData['json'];
type Failed = Extract<BulkResult, { failure: unknown }>;

/**
 * The output items for the results, each paired with its input item; what went wrong becomes an error item. Throws n8n's
 * error where that ends the run.
 *
 * @param succeeded what an output means for the message about a run that stops, as OperationTexts has it
 */
export function toItems(
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
		// One object for all of them: n8n stores it once (flatted), and a list can have a hundred thousand.
		const pairedItem = { item };
		for (const json of records as Json[]) items.push({ json, pairedItem });
	}
	return items;
}

/** How many items of which nobody knows the end a message names. */
const MOST_NAMED = 20;

/** n8n drops the output of a run that stops, so its error tells what became of the other items. */
function stopError(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
	succeeded?: string,
) {
	const error = toNodeError(context.getNode(), failed.failure, failed.item);
	const wentWell = results.filter((other) => 'output' in other).length;
	const open = results.filter((other) => other !== failed && 'failure' in other && isOpen(other));
	// An item can ask for many records, and has as many results.
	const openItems = named([...new Set(open.map(({ item }) => item))], MOST_NAMED);
	const others = [
		wentWell === 0
			? ''
			: `${wentWell} other ${succeeded ?? 'item(s) of this run were already carried out'}; their output is lost unless On Error is set to Continue.`,
		open.length === 0
			? ''
			: `Whether item(s) ${openItems} were carried out is not known: look before you send them again.`,
		// Where records are counted, the operation itself tells of those that are left.
		succeeded === undefined ? notBegun(context, results) : '',
	].filter((text) => text !== '');
	if (others.length > 0) error.description = sentences(error.description ?? '', ...others);
	if (isToolVariant(context.getNode())) error.message = sentences(error.message, ...others);
	return error;
}

/** What the run did not come to, for those who send the rest again. */
function notBegun(context: IExecuteFunctions, results: readonly BulkResult[]): string {
	const begun = new Set(results.map(({ item }) => item));
	const left = [...context.getInputData().keys()].filter((item) => !begun.has(item));
	const [first] = left;
	if (first === undefined) return '';
	return `${left.length} item(s) of this run were not begun, the first is item ${first}.`;
}

/** Nobody knows whether it had its effect. */
function isOpen({ failure }: Failed): boolean {
	if (failure instanceof ExecutionCancelled) return true;
	return failure instanceof ApiFailure && !failure.details.certainlyWithoutEffect;
}
