import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ExecutionCancelled } from '../failures/cancellation';
import { ApiFailure } from '../failures/failures';
import { joinNames, joinSentences, withoutTags } from '../failures/text';
import { errorItem, toNodeError } from '../failures/toNodeError';
import type { BulkResult, OperationTexts } from '../operation';
import { isToolVariant } from '../toolVariant';
import { mustStop } from './run';

type Json = INodeExecutionData['json'];
type Failed = Extract<BulkResult, { failure: unknown }>;
type StopTexts = Pick<OperationTexts, 'succeeded' | 'sendsAllGoodItems'>;

/**
 * The output items for the results, each paired with its input item; a failure becomes an error item. Throws n8n's error
 * where a failure ends the run.
 */
export function toItems(
	context: IExecuteFunctions,
	results: readonly BulkResult[],
	operation: StopTexts,
): INodeExecutionData[] {
	// Of several failures n8n has to see the cancellation.
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
		const { binary } = result;
		for (const json of records as Json[]) {
			items.push(binary === undefined ? { json, pairedItem } : { json, binary, pairedItem });
		}
	}
	return items;
}

/** How many items a message names. */
const MOST_NAMED = 20;
/** How many created records a message names. n8n drops the output of a run that stops, so the message is their only trace. */
const MOST_CREATED = 100;
/** How much of the reason of each further bad item a message quotes, in characters. */
const LONGEST_REASON = 200;

/** The error of a run that stops. n8n drops the output then, so the error also says what happened to the other items. */
function stopError(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
	{ succeeded, sendsAllGoodItems }: StopTexts,
): ReturnType<typeof toNodeError> {
	const error = toNodeError(context.getNode(), failed.failure, failed.item);
	const isCancelled = failed.failure instanceof ExecutionCancelled;
	if (sendsAllGoodItems !== undefined) {
		const more = [
			otherReasons(context, failed, results),
			createdRecords(results, sendsAllGoodItems, isCancelled),
		].filter((text) => text !== '');
		if (more.length > 0) error.message = joinSentences(error.message, ...more);
	}
	const unfinished = unfinishedItems(context, failed, results, succeeded);
	// n8n's list of executions shows only the message of a cancelled run, and a cancellation has no reason of its own.
	if (isCancelled) error.message = joinSentences(error.message, ...unfinished);
	const finished = results.filter((other) => 'output' in other).length;
	const others = [
		finished === 0 || sendsAllGoodItems !== undefined
			? ''
			: `${succeeded ?? 'Other items carried out in this run'}: ${finished}. Their output is lost unless On Error is set to Continue.`,
		...(isCancelled ? [] : unfinished),
	].filter((text) => text !== '');
	if (others.length > 0) error.description = joinSentences(error.description ?? '', ...others);
	if (isToolVariant(context.getNode())) error.message = joinSentences(error.message, ...others);
	return error;
}

/** What may have happened to the items without output, for users who send them again. */
function unfinishedItems(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
	succeeded: string | undefined,
): string[] {
	// A failure says what it means for its own item; a cancellation does not.
	const others = results.filter(
		(result): result is Failed =>
			'failure' in result && (result !== failed || result.failure instanceof ExecutionCancelled),
	);
	const ambiguous = others.filter(isAmbiguous);
	const ambiguousItems = new Set(ambiguous.map(({ item }) => item));
	const notSent = others.filter(
		({ item, failure }) => failure instanceof ExecutionCancelled && !ambiguousItems.has(item),
	);
	return [
		ambiguous.length === 0
			? ''
			: `${items(ambiguous)} may or may not have been carried out: check before you send them again.`,
		notSent.length === 0
			? ''
			: `${items(notSent)} had started, but nothing happened: the request was still waiting, or the service refused it.`,
		// An operation that counts records itself says how many are left.
		succeeded === undefined ? notStarted(context, results) : '',
	].filter((text) => text !== '');
}

/** "Item 3" or "Items 3, 5": each item once, because an item of several records has as many results. */
function items(results: readonly BulkResult[]): string {
	const numbers = [...new Set(results.map(({ item }) => item))];
	return `${numbers.length === 1 ? 'Item' : 'Items'} ${joinNames(numbers, MOST_NAMED)}`;
}

/** The items that the run did not reach, for users who send the rest. */
function notStarted(context: IExecuteFunctions, results: readonly BulkResult[]): string {
	const started = new Set(results.map(({ item }) => item));
	const left = [...context.getInputData().keys()].filter((item) => !started.has(item));
	const [first] = left;
	if (first === undefined) return '';
	return left.length === 1
		? `Item ${first} of this run was not started.`
		: `${left.length} items of this run were not started, beginning with item ${first}.`;
}

/** Whether the write may have had its effect. */
function isAmbiguous({ failure }: Failed): boolean {
	if (failure instanceof ExecutionCancelled) return failure.mayHaveHappened;
	return failure instanceof ApiFailure && !failure.details.certainlyWithoutEffect;
}

/** The other bad items, each reason once. */
function otherReasons(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
): string {
	const node = context.getNode();
	const items = new Map<string, number[]>();
	for (const result of results) {
		if (result === failed || !('failure' in result)) continue;
		if (result.failure instanceof ExecutionCancelled) continue;
		const reason = toNodeError(node, result.failure, undefined).message.slice(0, LONGEST_REASON);
		const alike = items.get(reason);
		if (alike === undefined) items.set(reason, [result.item]);
		else alike.push(result.item);
	}
	const reasons = [...items].map(
		([reason, of]) =>
			`${of.length === 1 ? 'item' : 'items'} ${joinNames(of, MOST_NAMED)}: ${reason}`,
	);
	return reasons.length === 0 ? '' : `Also ${joinNames(reasons, MOST_NAMED)}`;
}

/** The records that exist by now. Sent again by a new execution, they would be created a second time. */
function createdRecords(
	results: readonly BulkResult[],
	{ idField, record }: NonNullable<StopTexts['sendsAllGoodItems']>,
	isCancelled: boolean,
): string {
	const created = results.flatMap((result) => {
		if (!('output' in result) || Array.isArray(result.output)) return [];
		return [`${withoutTags(String(result.output[idField]))} (item ${result.item})`];
	});
	if (created.length === 0) return '';
	const records = created.length === 1 ? record : `${record}s`;
	const list = `${created.length} ${records} created: ${joinNames(created, MOST_CREATED)}`;
	// A cancelled run has items that were never sent.
	return isCancelled
		? `${list}. Do not send ${created.length === 1 ? 'it' : 'them'} again.`
		: `The other items were sent. Do not send them again. ${list}`;
}
