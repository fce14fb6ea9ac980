import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../failures/failures';
import { joinNames, joinSentences } from '../failures/text';
import { toNodeError } from '../failures/toNodeError';
import { ExecutionCancelled } from '../failures/cancellation';
import { isToolVariant } from '../toolVariant';
import type { BulkResult, OperationTexts } from '../operation';

type Failed = Extract<BulkResult, { failure: unknown }>;
type StopTexts = Pick<OperationTexts, 'succeeded' | 'sendsAllGoodItems'>;

/** How many items a message names. */
const MOST_NAMED = 20;
/** How many created records a message names: n8n drops the output of a run that stops, so this is all that is left. */
const MOST_CREATED = 100;
/** How much of the reason of each further bad item a message quotes, in characters. */
const LONGEST_REASON = 200;

/** n8n drops the output of a run that stops, so its error tells what became of the other items. */
export function stopError(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
	{ succeeded, sendsAllGoodItems }: StopTexts,
): ReturnType<typeof toNodeError> {
	const error = toNodeError(context.getNode(), failed.failure, failed.item);
	if (sendsAllGoodItems !== undefined) {
		const more = [
			otherReasons(context, failed, results),
			createdIn(results, sendsAllGoodItems),
		].filter((text) => text !== '');
		if (more.length > 0) error.message = joinSentences(error.message, ...more);
	}
	const fates = fatesOf(context, failed, results, succeeded);
	// A list of executions shows no more of a cancelled one than this, and it has no reason of its own.
	const isCancelled = failed.failure instanceof ExecutionCancelled;
	if (isCancelled) error.message = joinSentences(error.message, ...fates);
	const wentWell = results.filter((other) => 'output' in other).length;
	const others = [
		wentWell === 0 || sendsAllGoodItems !== undefined
			? ''
			: `${wentWell} other ${succeeded ?? 'item(s) of this run were already carried out'}; their output is lost unless On Error is set to Continue.`,
		...(isCancelled ? [] : fates),
	].filter((text) => text !== '');
	if (others.length > 0) error.description = joinSentences(error.description ?? '', ...others);
	if (isToolVariant(context.getNode())) error.message = joinSentences(error.message, ...others);
	return error;
}

/** What may have happened to the items that have no output, for those who send them again. */
function fatesOf(
	context: IExecuteFunctions,
	failed: Failed,
	results: readonly BulkResult[],
	succeeded: string | undefined,
): string[] {
	// The failure of the run says itself what it means for its own item; a cancelled one does not.
	const others = results.filter(
		(result): result is Failed =>
			'failure' in result && (result !== failed || result.failure instanceof ExecutionCancelled),
	);
	const open = others.filter(isOpen);
	const openItems = new Set(open.map(({ item }) => item));
	const untouched = others.filter(
		({ item, failure }) => failure instanceof ExecutionCancelled && !openItems.has(item),
	);
	return [
		open.length === 0
			? ''
			: `Whether item(s) ${itemsOf(open)} were carried out is not known: look before you send them again.`,
		untouched.length === 0
			? ''
			: `Item(s) ${itemsOf(untouched)} were begun, but not carried out: they were still to be sent, or turned away.`,
		// Where records are counted, the operation itself tells of those that are left.
		succeeded === undefined ? notBegun(context, results) : '',
	].filter((text) => text !== '');
}

/** An item can ask for many records, and has as many results. */
function itemsOf(results: readonly BulkResult[]): string {
	return joinNames([...new Set(results.map(({ item }) => item))], MOST_NAMED);
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
		([reason, of]) => `item(s) ${joinNames(of, MOST_NAMED)}: ${reason}`,
	);
	return reasons.length === 0 ? '' : `Also ${joinNames(reasons, MOST_NAMED)}`;
}

/** What exists by now. Sent again by a new execution, it would be created a second time. */
function createdIn(
	results: readonly BulkResult[],
	{ idField, record }: NonNullable<StopTexts['sendsAllGoodItems']>,
): string {
	const created = results.flatMap((result) => {
		if (!('output' in result) || Array.isArray(result.output)) return [];
		return [`${String(result.output[idField])} (item ${result.item})`];
	});
	if (created.length === 0) return '';
	return `The other items were sent, do not send them again: ${created.length} ${record}(s): ${joinNames(created, MOST_CREATED)}`;
}
