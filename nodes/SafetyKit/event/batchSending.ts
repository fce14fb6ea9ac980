import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure } from '../../core/http/callFailure';
import { callFailureOf } from '../../core/http/callFailure';
import { failureOf } from '../../core/failures/toNodeError';
import { ExecutionCancelled } from '../../core/failures/cancellation';
import type { BulkResult } from '../../core/operation';
import type { BatchAnswer } from './batchAnswer';
import { sendEvents } from './batchAnswer';
import { bytesOfArray } from './batches';
import type { CompleteEvent } from './complete';
import type { Receipt } from './delivery';
import { outputOf } from './delivery';
import {
	ALIKE_REFUSALS,
	MOST_SEARCH_CALLS,
	MOST_UNANSWERED,
	notTried,
	notTriedAlone,
	refusedEvent,
	tooLargeAlone,
	undecided,
} from './refusals';

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
	/** Whether one failure ends the run; then nothing is sent after it. */
	stopsAtFailure: boolean;
}

/** A key that is not accepted, or an address at which nothing is: no other event will do better. */
const ABOUT_ALL = new Set<number | undefined>([401, 403, 404, 405]);

/** What the batches of one run share. */
export class BatchSending {
	/** Nothing more is sent: On Error = Stop and something went wrong, or the execution was cancelled. */
	isOver = false;
	/** What is told for all that was not sent yet: a key that is not accepted, an outage. */
	private refusal: ApiFailure | undefined;
	/** Batches in a row without an answer. */
	private unanswered = 0;
	private searchCalls = 0;
	/** The latest answer to an event alone that went wrong, and to how many in a row. */
	private alike = { answer: '', count: 0 };
	/** The smallest request of several events that was too large. */
	private tooLarge: { bytes: number; failure: ApiFailure } | undefined;

	constructor(
		private readonly batching: Batching,
		private readonly context: BatchContext,
	) {}

	/** Sends one batch, or as much of it as can be sent. */
	async begin(posted: readonly Posted[]): Promise<BulkResult[]> {
		// What holds for the batch before need not hold for this one: one event of it is tried alone, if need be.
		this.alike.count = Math.min(this.alike.count, ALIKE_REFUSALS - 1);
		return await this.send(posted);
	}

	/**
	 * One that is too large for the service is halved, and one that it refuses is searched for the events at fault, so that
	 * the others go through: first by what the answer says, else by halves. The halves go one after the other, so that the
	 * order is kept.
	 */
	private async send(posted: readonly Posted[]): Promise<BulkResult[]> {
		if (this.refusal !== undefined) return this.failed(posted, this.refusal);
		const isOne = posted.length === 1;
		const bytes = bytesOfArray(posted.map((one) => one.bytes));
		if (!isOne && this.tooLarge !== undefined && bytes >= this.tooLarge.bytes) {
			return await this.inHalves(posted, this.tooLarge.failure);
		}
		const answer = await this.answerTo(posted);
		if (answer.kind !== 'failed') this.unanswered = 0;
		switch (answer.kind) {
			case 'accepted':
				this.alike.count = 0;
				return posted.map(({ item, event }, index) => ({
					item,
					output: outputOf(event, answer.receipts[index] as Receipt),
				}));
			case 'tooLarge':
				if (isOne) return this.failedAlone(posted, answer.failure, tooLargeAlone(answer.failure));
				if (bytes < (this.tooLarge?.bytes ?? Infinity)) {
					this.tooLarge = { bytes, failure: answer.failure };
				}
				return await this.inHalves(posted, answer.failure);
			case 'refused':
				if (isOne) return this.failedAlone(posted, answer.failure, answer.failure);
				if (!this.batching.isolateRefused) return this.failed(posted, answer.failure);
				return await this.search(posted, answer);
			case 'failed':
				return this.broke(answer.failure, posted);
		}
	}

	/** Never throws: the parts of this batch that were stored before must not be lost. */
	private async answerTo(posted: readonly Posted[]): Promise<BatchAnswer> {
		try {
			return await this.context.send(posted.map(({ event }) => event));
		} catch (failure) {
			return { kind: 'failed', failure };
		}
	}

	/** What was thrown on the way of a batch, when it is not known what of it was sent. */
	broke(reason: unknown, posted: readonly Posted[]): BulkResult[] {
		const failure = callFailureOf(reason, {
			service: 'SafetyKit',
			call: sendEvents.title,
			effect: sendEvents.effect,
		});
		this.noteWhatConcernsAll(failure);
		return this.failed(posted, failure);
	}

	private async search(
		posted: readonly Posted[],
		{ failure, faults }: Extract<BatchAnswer, { kind: 'refused' }>,
	): Promise<BulkResult[]> {
		if (faults.size === 0) return await this.inHalves(posted, failure, true);
		const others = this.context.stopsAtFailure
			? 'With On Error set to Continue, the others of its batch would have gone on without it.'
			: 'The others go on without it, and their own items say what became of them.';
		const results = [...faults].flatMap(([index, why]) =>
			this.failed(posted.slice(index, index + 1), refusedEvent(why, others, failure)),
		);
		const rest = posted.filter((_event, index) => !faults.has(index));
		return [...results, ...(await this.goOn(rest, failure, true))];
	}

	/** @param failure what was answered to the whole, or would be */
	private async inHalves(
		posted: readonly Posted[],
		failure: ApiFailure,
		isSearch = false,
	): Promise<BulkResult[]> {
		const middle = Math.ceil(posted.length / 2);
		const first = await this.goOn(posted.slice(0, middle), failure, isSearch);
		return [...first, ...(await this.goOn(posted.slice(middle), failure, isSearch))];
	}

	/** Sends a part of a batch, unless it is known by now that it leads to nothing. */
	private async goOn(
		posted: readonly Posted[],
		failure: ApiFailure,
		isSearch = false,
	): Promise<BulkResult[]> {
		if (posted.length === 0 || this.isOver) return [];
		if (this.alike.count >= ALIKE_REFUSALS) {
			return this.failed(posted, notTriedAlone(failure));
		}
		if (isSearch) {
			if (this.searchCalls >= MOST_SEARCH_CALLS) return this.failed(posted, undecided(failure));
			this.searchCalls++;
		}
		return await this.send(posted);
	}

	/** An event that was alone in its request. */
	private failedAlone(
		posted: readonly Posted[],
		{ details }: ApiFailure,
		told: ApiFailure,
	): BulkResult[] {
		const answer = `${details.status} ${details.answer ?? ''}`;
		this.alike = { answer, count: answer === this.alike.answer ? this.alike.count + 1 : 1 };
		return this.failed(posted, told);
	}

	/** What is not known to be about all is about its batch alone: a fault of the node in one must not keep back the others. */
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

	private failed(posted: readonly Posted[], failure: unknown): BulkResult[] {
		this.isOver ||= this.context.stopsAtFailure;
		return posted.map(({ item }) => ({ item, failure }));
	}
}

/** Nobody is there, or answers; the request itself may be right. */
function isOutage(failure: ApiFailure): boolean {
	const cause = failureOf(failure)?.cause;
	return cause === 'temporarily-unavailable' || cause === 'rate-limited';
}
