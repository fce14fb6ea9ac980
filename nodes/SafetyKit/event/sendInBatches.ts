import { bisect, Bisection } from '../../core/batching/bisection';
import { bytesOfArray } from '../../core/batching/inBatches';
import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure } from '../../core/http/callFailure';
import { callFailureOf } from '../../core/http/callFailure';
import { failureOf } from '../../core/failures/toNodeError';
import { ExecutionCancelled } from '../../core/failures/cancellation';
import type { BulkResult } from '../../core/operation';
import { mapConcurrently } from '../../core/run/concurrency';
import type { BatchAnswer } from './batchAnswer';
import { sendEvents } from './batchAnswer';
import type { CompleteEvent } from './event';
import type { Lane } from './lanes';
import { lanesOf } from './lanes';
import type { Batching } from './options';
import type { Receipt } from './delivery';
import { outputOf } from './delivery';
import {
	ALIKE_REFUSALS,
	MOST_SEARCH_CALLS,
	MOST_UNANSWERED,
	notTried,
	notTriedAlone,
	oversize,
	refusedEvent,
	tooLargeAlone,
	undecided,
} from './batchFailures';

/** An event to send, with the item that it comes from. */
export interface PreparedEvent {
	item: number;
	event: CompleteEvent;
	bytes: number;
}

export interface BatchContext {
	/** Never throws: the results of the parts that were stored before would be lost. */
	send(events: readonly CompleteEvent[]): Promise<BatchAnswer>;
	/** Whether one failure ends the run: the node sends nothing after it. */
	stopsAtFailure: boolean;
}

/**
 * Sends events in batches. Gives the result of each event, in any order; an event that was not begun when the run ended has
 * none.
 */
export async function sendInBatches(
	events: readonly PreparedEvent[],
	batching: Batching,
	context: BatchContext,
): Promise<BulkResult[]> {
	const { lanes, tooLarge } = lanesOf(events, batching);
	const results: BulkResult[] = tooLarge.map(({ input, bytes }) => ({
		item: input.item,
		failure: oversize(bytes, batching.maxBytes),
	}));
	if (results.length > 0 && context.stopsAtFailure) return results;
	const sending = new BatchSending(batching, context);
	const sent = await mapConcurrently(
		lanes,
		batching.parallel,
		async (lane) => await sending.sendLane(lane),
		() => sending.isOver,
		(reason, index) => sending.broke(reason, lanes[index]?.flatMap(({ inputs }) => inputs) ?? []),
	);
	return [...results, ...sent.flat()];
}

/** Statuses about the key or the address: every other event would get the same. */
const ABOUT_ALL = new Set<number | undefined>([401, 403, 404, 405]);

/** What the batches of one run share. */
class BatchSending {
	/** The run sends nothing more: a failure with On Error = Stop, or a cancelled execution. */
	isOver = false;
	/** The failure of every event that is not sent yet: a refused key, an outage. */
	private refusal: ApiFailure | undefined;
	/** Batches in a row without an answer. */
	private unanswered = 0;
	private readonly bisection = new Bisection(MOST_SEARCH_CALLS);
	/** The latest answer that refused an event alone, and how many in a row got it. */
	private alike = { answer: '', count: 0 };
	/** The smallest request of several events that was too large. */
	private tooLarge: { bytes: number; failure: ApiFailure } | undefined;

	constructor(
		private readonly batching: Batching,
		private readonly context: BatchContext,
	) {}

	/** Sends batches one after the other. Those that were not begun when the run ended have no result. */
	async sendLane(lane: Lane): Promise<BulkResult[]> {
		const results: BulkResult[] = [];
		for (const { inputs } of lane) {
			if (this.isOver) break;
			const sent = await this.begin(inputs).catch((reason: unknown) => this.broke(reason, inputs));
			for (const result of sent) results.push(result);
		}
		return results;
	}

	/** Sends one batch, or as much of it as can be sent. */
	private async begin(events: readonly PreparedEvent[]): Promise<BulkResult[]> {
		// The answer to the batch before may not hold for this one, so one event of it may still go alone.
		this.alike.count = Math.min(this.alike.count, ALIKE_REFUSALS - 1);
		return await this.send(events);
	}

	/**
	 * Halves a batch that is too large for SafetyKit. Searches a batch that it refuses for the events at fault, so that the
	 * others go through: by what the answer names, else by halves. The halves go one after the other, which keeps the order.
	 */
	private async send(events: readonly PreparedEvent[]): Promise<BulkResult[]> {
		if (this.refusal !== undefined) return this.failed(events, this.refusal);
		const isOne = events.length === 1;
		const bytes = bytesOfArray(events.map((one) => one.bytes));
		if (!isOne && this.tooLarge !== undefined && bytes >= this.tooLarge.bytes) {
			return await this.inHalves(events, this.tooLarge.failure);
		}
		const answer = await this.context.send(events.map(({ event }) => event));
		if (answer.kind !== 'failed') this.unanswered = 0;
		switch (answer.kind) {
			case 'accepted':
				this.alike.count = 0;
				return events.map(({ item, event }, index) => ({
					item,
					output: outputOf(event, answer.receipts[index] as Receipt),
				}));
			case 'tooLarge':
				if (isOne) return this.failedAlone(events, answer.failure, tooLargeAlone(answer.failure));
				if (bytes < (this.tooLarge?.bytes ?? Infinity)) {
					this.tooLarge = { bytes, failure: answer.failure };
				}
				return await this.inHalves(events, answer.failure);
			case 'refused':
				if (isOne) return this.failedAlone(events, answer.failure, answer.failure);
				if (!this.batching.isolateRefused) return this.failed(events, answer.failure);
				return await this.search(events, answer);
			case 'failed':
				return this.broke(answer.failure, events);
		}
	}

	/** The results of events after an unexpected failure, when the node does not know which of them it sent. */
	broke(reason: unknown, events: readonly PreparedEvent[]): BulkResult[] {
		const failure = callFailureOf(reason, {
			service: 'SafetyKit',
			call: sendEvents.title,
			effect: sendEvents.effect,
		});
		this.noteWhatConcernsAll(failure);
		return this.failed(events, failure);
	}

	private async search(
		events: readonly PreparedEvent[],
		{ failure, faults }: Extract<BatchAnswer, { kind: 'refused' }>,
	): Promise<BulkResult[]> {
		if (faults.size === 0) return await this.inHalves(events, failure, true);
		const others = this.context.stopsAtFailure
			? 'With On Error set to Continue, the node would have sent the other events of its batch.'
			: 'The node sends the other events without it. Their items show the result.';
		const results = [...faults].flatMap(([index, why]) =>
			this.failed(events.slice(index, index + 1), refusedEvent(why, others, failure)),
		);
		const rest = events.filter((_event, index) => !faults.has(index));
		return [...results, ...(await this.goOn(rest, failure, true))];
	}

	/** @param failure the answer to the whole, or the one that it would get */
	private async inHalves(
		events: readonly PreparedEvent[],
		failure: ApiFailure,
		isSearch = false,
	): Promise<BulkResult[]> {
		const goOn = async (half: readonly PreparedEvent[]) => await this.goOn(half, failure, isSearch);
		return (await bisect(events, goOn)).flat();
	}

	/** Sends a part of a batch, unless it would be refused like others before it. */
	private async goOn(
		events: readonly PreparedEvent[],
		failure: ApiFailure,
		isSearch = false,
	): Promise<BulkResult[]> {
		if (events.length === 0 || this.isOver) return [];
		if (this.alike.count >= ALIKE_REFUSALS) {
			return this.failed(events, notTriedAlone(failure));
		}
		if (isSearch && !this.bisection.takeCalls()) return this.failed(events, undecided(failure));
		return await this.send(events);
	}

	/** An event that was alone in its request. */
	private failedAlone(
		events: readonly PreparedEvent[],
		{ details }: ApiFailure,
		failure: ApiFailure,
	): BulkResult[] {
		const answer = `${details.status} ${details.answer ?? ''}`;
		this.alike = { answer, count: answer === this.alike.answer ? this.alike.count + 1 : 1 };
		return this.failed(events, failure);
	}

	/** Any other failure is about its batch alone: a fault of the node in one must not keep back the others. */
	private noteWhatConcernsAll(failure: CallFailure): void {
		if (failure instanceof ExecutionCancelled) this.isOver = true;
		if (!(failure instanceof ApiFailure)) return;
		if (ABOUT_ALL.has(failure.details.status)) {
			this.refusal = failure;
			return;
		}
		this.unanswered = isOutage(failure) ? this.unanswered + 1 : 0;
		if (this.unanswered >= MOST_UNANSWERED) this.refusal = notTried(failure);
	}

	private failed(events: readonly PreparedEvent[], failure: unknown): BulkResult[] {
		this.isOver ||= this.context.stopsAtFailure;
		return events.map(({ item }) => ({ item, failure }));
	}
}

/** Whether SafetyKit did not answer, or had no time for it: the request itself may be right. */
function isOutage(failure: ApiFailure): boolean {
	const cause = failureOf(failure)?.cause;
	return cause === 'temporarily-unavailable' || cause === 'rate-limited';
}
