import { ApiFailure } from '../../../shared/errors/ApiFailure';
import { InvalidInput } from '../../../shared/errors/InvalidInput';
import { mapConcurrently } from '../../../shared/operation/mapConcurrently';
import type { BulkResult } from '../../../shared/operation/operation';
import type { BatchAnswer, Receipt } from '../../api/client';
import { inBatches } from '../../api/event/batches';
import type { CompleteEvent } from './complete';
import { receiptOf } from './receipt';

/** An event on its way, with the item it came from. */
export interface Posted {
	item: number;
	event: CompleteEvent;
	bytes: number;
}

export interface Batching {
	maxCount: number;
	maxBytes: number;
	/** How many batches may be under way at once; 1 keeps the order. */
	parallel: number;
	isolateRefused: boolean;
}

export interface BatchContext {
	send(events: readonly CompleteEvent[]): Promise<BatchAnswer>;
	/** Whether one failure ends the run; then no further batch is begun. */
	stopsAtFailure: boolean;
}

/** Sends events in batches and says of each what became of it, in any order. */
export async function sendInBatches(
	posted: readonly Posted[],
	batching: Batching,
	context: BatchContext,
): Promise<BulkResult[]> {
	const { batches, tooLarge } = inBatches(posted, ({ bytes }) => bytes, batching);
	const results = tooLarge.map(({ input, bytes }) => ({
		item: input.item,
		failure: oversize(bytes, batching.maxBytes),
	}));
	if (results.length > 0 && context.stopsAtFailure) return results;

	let ended: unknown;
	const sent = await mapConcurrently(
		batches,
		batching.parallel,
		async ({ inputs }) => {
			if (ended !== undefined) return failed(inputs, ended);
			const answered = await sendBatch(inputs, batching, context);
			ended ??= answered.map(reasonOf).find(concernsAll);
			return answered;
		},
		(answered) => context.stopsAtFailure && answered.some(isFailure),
	);
	return [...results, ...sent.flat()];
}

/**
 * Sends one batch. One that is too large for the service is halved, and one that it refuses is searched for the events
 * at fault, so that the others go through: first by what the answer says, else by halves. The halves go one after the
 * other, so that the order is kept.
 */
async function sendBatch(
	posted: readonly Posted[],
	batching: Batching,
	context: BatchContext,
): Promise<BulkResult[]> {
	const answer = await context.send(posted.map(({ event }) => event));
	if (answer.kind === 'accepted') {
		return posted.map(({ item, event }, index) => ({
			item,
			output: receiptOf(event, answer.receipts[index] as Receipt),
		}));
	}
	const again = async (rest: readonly Posted[]) => await sendBatch(rest, batching, context);
	const isOne = posted.length === 1;
	if (answer.kind === 'tooLarge') {
		return isOne ? failed(posted, tooLargeAlone(answer.failure)) : await inHalves(posted, again);
	}
	if (answer.kind === 'refused' && !isOne && batching.isolateRefused) {
		return answer.faults.size > 0
			? await withoutFaulty(posted, answer, again)
			: await inHalves(posted, again);
	}
	return failed(posted, answer.failure);
}

type Again = (rest: readonly Posted[]) => Promise<BulkResult[]>;

async function inHalves(posted: readonly Posted[], again: Again): Promise<BulkResult[]> {
	const middle = Math.ceil(posted.length / 2);
	const first = await again(posted.slice(0, middle));
	const ended = first.map(reasonOf).find(concernsAll);
	const rest = posted.slice(middle);
	return [...first, ...(ended === undefined ? await again(rest) : failed(rest, ended))];
}

async function withoutFaulty(
	posted: readonly Posted[],
	{ failure, faults }: Extract<BatchAnswer, { kind: 'refused' }>,
	again: Again,
): Promise<BulkResult[]> {
	const results: BulkResult[] = [];
	for (const [index, why] of faults) {
		const { item } = posted[index] as Posted;
		results.push({ item, failure: refusedEvent(why, failure) });
	}
	const others = posted.filter((_event, index) => !faults.has(index));
	return others.length === 0 ? results : [...results, ...(await again(others))];
}

function failed(posted: readonly Posted[], failure: unknown): BulkResult[] {
	return posted.map(({ item }) => ({ item, failure }));
}

const isFailure = (result: BulkResult): boolean => 'failure' in result;
const reasonOf = (result: BulkResult): unknown =>
	'failure' in result ? result.failure : undefined;

/** A key that is not accepted, or a cancelled execution: no other event will do better. */
function concernsAll(failure: unknown): boolean {
	if (failure === undefined || failure instanceof InvalidInput) return false;
	if (!(failure instanceof ApiFailure)) return true;
	return failure.details.status === 401 || failure.details.status === 403;
}

function refusedEvent(why: string, { details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		`SafetyKit refused this event: ${why}`,
		'Correct the field that the message names. The path in it begins with the place of the event in its request. The others go on without it, and their own items say what became of them.',
		{ ...details, answer: why },
	);
}

function tooLargeAlone({ details }: ApiFailure): ApiFailure {
	return new ApiFailure(
		'SafetyKit finds this event too large, although it was alone in its request',
		'It was not stored. Shorten its content or metadata.',
		details,
	);
}

function oversize(bytes: number, maxBytes: number): InvalidInput {
	return new InvalidInput(
		`Max Batch Size (KB) leaves no room for this event: it takes ${bytes} bytes, and ${maxBytes} are allowed`,
		'It was not sent. Shorten its content, or raise the option; how much SafetyKit takes is not documented.',
	);
}
