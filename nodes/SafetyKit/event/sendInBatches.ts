import { mapConcurrently } from '../../core/run/mapConcurrently';
import type { BulkResult } from '../../core/operation';
import { inBatches } from './batches';
import type { BatchContext, Batching, Posted } from './batchSending';
import { BatchSending } from './batchSending';
import { oversize } from './refusals';

/**
 * Sends events in batches and says of each what became of it, in any order. What was not begun when the run ended has no
 * result.
 */
export async function sendInBatches(
	posted: readonly Posted[],
	batching: Batching,
	context: BatchContext,
): Promise<BulkResult[]> {
	const { batches, tooLarge } = inBatches(posted, ({ bytes }) => bytes, batching);
	const results: BulkResult[] = tooLarge.map(({ input, bytes }) => ({
		item: input.item,
		failure: oversize(bytes, batching.maxBytes),
	}));
	if (results.length > 0 && context.stopsAtFailure) return results;
	const sending = new BatchSending(batching, context);
	const sent = await mapConcurrently(
		batches,
		batching.parallel,
		async ({ inputs }) => await sending.begin(inputs),
		() => sending.isOver,
		(reason, index) => sending.broke(reason, batches[index]?.inputs ?? []),
	);
	return [...results, ...sent.flat()];
}
