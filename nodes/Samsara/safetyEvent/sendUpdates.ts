import { Bisection } from '../../core/batching/bisection';
import type { PlannedCall } from '../../core/batching/planCalls';
import { chunksOf, wavesOf } from '../../core/batching/planCalls';
import { ExecutionCancelled } from '../../core/failures/cancellation';
import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure, CallName } from '../../core/http/callFailure';
import { callFailureOf, isCallFailure, orCallFailure } from '../../core/http/callFailure';
import { mapConcurrently } from '../../core/run/concurrency';
import { holdsForAllCalls, isAboutOneCall, isTooLarge } from '../refusals';
import { CONCURRENT_CALLS } from '../service';
import type { Acknowledgement } from './acknowledgement';
import { withNonAtomicWarning } from './acknowledgement';
import type { EventChange } from './change';
import { keyOfChange } from './change';
import type { ReadingCalls } from './knownIds';
import { knownIdsReader } from './knownIds';

/** IDs that one batch update may have (documented). */
export const LARGEST_BATCH = 200;
/**
 * Calls of one run that search for unknown IDs. Halving takes up to 2 · log₂ 200 ≈ 16 for a single one, so these are enough
 * for some thirty of them, and two minutes at five calls a second.
 */
const MOST_SEARCH_CALLS = 600;
/** Calls in which the node tries the IDs that a read does not show once more. */
const MOST_TRIES = 8;

/** The outcome for one ID of a call. */
export type UpdateOutcome =
	| { kind: 'accepted'; requestId: string | undefined }
	| { kind: 'unknown' }
	| { kind: 'failed'; failure: CallFailure };

/** By ID. What was never sent has none. */
export type UpdateOutcomes = Map<string, UpdateOutcome>;

/** The calls that sending updates takes. */
export interface UpdateCalls extends ReadingCalls {
	/** At most LARGEST_BATCH IDs, in lower case. Throws ApiFailure. */
	update(ids: readonly string[], change: EventChange): Promise<Acknowledgement>;
	/** The name of `update` in messages. */
	updateName: CallName;
}

export interface SendOptions {
	/**
	 * Find the IDs that Samsara does not know and update the others; false leaves it at Samsara's behaviour, that one
	 * unknown ID refuses the whole call.
	 */
	skipUnknown: boolean;
	/** Begin no call after a failure that is about more than its own call. */
	stopsAtFailure: boolean;
}

/**
 * Sends the planned batch updates, wave by wave, and gives back the outcomes of each call. A refused call does not keep the
 * others from being sent, unless the reason holds for all of them (401, 403) or ends the run.
 */
export async function sendUpdates(
	calls: UpdateCalls,
	planned: ReadonlyArray<PlannedCall<EventChange>>,
	options: SendOptions,
): Promise<UpdateOutcomes[]> {
	const outcomes = planned.map((): UpdateOutcomes => new Map());
	const run = new UpdateRun(calls, options);
	for (const wave of wavesOf(planned)) {
		await mapConcurrently(
			wave,
			CONCURRENT_CALLS,
			async (index) => {
				const { ids, change } = planned[index] as PlannedCall<EventChange>;
				const part = { change, outcomes: outcomes[index] as UpdateOutcomes, byReading: true };
				await run.update(ids, part);
			},
			() => run.isOver,
			(reason, place) => {
				const index = wave[place] as number;
				const { ids } = planned[index] as PlannedCall<EventChange>;
				run.broke(reason, ids, outcomes[index] as UpdateOutcomes);
			},
		);
		if (run.isOver) break;
	}
	return outcomes;
}

/** What the parts of one planned call have in common. */
interface Part {
	change: EventChange;
	outcomes: UpdateOutcomes;
	/** False once reading has not helped: then the node finds unknown IDs by halving. */
	byReading: boolean;
}

class UpdateRun {
	/** Why nothing more is sent. */
	private ended: CallFailure | undefined;
	private readonly search = new Bisection(MOST_SEARCH_CALLS);
	/** IDs that a call may have, as far as Samsara has not found that too many. */
	private largest = LARGEST_BATCH;
	/** By change: the refusal of one that is too large even for one ID. */
	private readonly hopeless = new Map<string, ApiFailure>();
	private readonly knownAmong: ReturnType<typeof knownIdsReader>;

	constructor(
		private readonly calls: UpdateCalls,
		private readonly options: SendOptions,
	) {
		this.knownAmong = knownIdsReader(calls);
	}

	/** Whether a failure has ended the run. What the node had not sent by then has no outcome. */
	get isOver(): boolean {
		const mustEnd = this.options.stopsAtFailure || this.ended instanceof ExecutionCancelled;
		return this.ended !== undefined && mustEnd;
	}

	/** Takes an unexpected error of one planned call. The outcomes that its IDs have by now stay. */
	broke(reason: unknown, ids: readonly string[], outcomes: UpdateOutcomes): void {
		const failure = callFailureOf(reason, this.calls.updateName);
		this.noteEnd(failure);
		for (const id of ids) if (!outcomes.has(id)) outcomes.set(id, { kind: 'failed', failure });
	}

	private noteEnd(failure: CallFailure): void {
		const concernsAll = holdsForAllCalls(failure) || failure instanceof ExecutionCancelled;
		if (concernsAll || (this.options.stopsAtFailure && !isAboutOneCall(failure))) {
			this.ended ??= failure;
		}
	}

	async update(ids: readonly string[], part: Part): Promise<void> {
		if (ids.length > this.largest) return await this.inParts(ids, part);
		const failure = await this.send(ids, part);
		if (failure !== undefined) await this.handle(failure, ids, part);
	}

	/** Sends a larger call in parts of the size that Samsara takes. */
	private async inParts(ids: readonly string[], part: Part): Promise<void> {
		for (const some of chunksOf(ids, this.largest)) await this.update(some, part);
	}

	/** Sends one call, unless its end is known. Gives back its refusal, which has set no outcome yet. */
	private async send(ids: readonly string[], part: Part): Promise<CallFailure | undefined> {
		const failure = this.ended ?? this.hopeless.get(keyOfChange(part.change));
		if (failure !== undefined) {
			if (!this.isOver) setOutcome(ids, part, { kind: 'failed', failure });
			return undefined;
		}
		const update = async () => await this.calls.update(ids, part.change);
		const answer = await orCallFailure(update, this.calls.updateName);
		if (isCallFailure(answer)) {
			this.noteEnd(answer);
			return answer;
		}
		const { requestId, notAccepted } = answer;
		setOutcome(ids, part, { kind: 'accepted', requestId });
		for (const [id, why] of notAccepted) {
			setOutcome([id], part, { kind: 'failed', failure: why });
			if (this.options.stopsAtFailure) this.ended ??= why;
		}
		return undefined;
	}

	private async handle(failure: CallFailure, ids: readonly string[], part: Part): Promise<void> {
		if (!(failure instanceof ApiFailure)) {
			return setOutcome(ids, part, { kind: 'failed', failure });
		}
		if (failure.details.status === 404 && this.options.skipUnknown) {
			return await this.withoutUnknown(ids, part);
		}
		if (isTooLarge(failure)) {
			if (ids.length > 1) {
				this.largest = Math.min(this.largest, Math.ceil(ids.length / 2));
				return await this.inParts(ids, part);
			}
			this.hopeless.set(keyOfChange(part.change), failure);
		}
		const warned = withNonAtomicWarning(failure, part.change);
		setOutcome(ids, part, { kind: 'failed', failure: warned });
	}

	/**
	 * After a 404, which changes nothing (documented). Samsara does not say in a structured way which ID was unknown, so the
	 * node reads the IDs.
	 */
	private async withoutUnknown(ids: readonly string[], part: Part): Promise<void> {
		if (ids.length === 1) return setOutcome(ids, part, { kind: 'unknown' });
		const known = part.byReading ? await this.knownAmong(ids) : new Set(ids);
		if (isCallFailure(known)) {
			this.ended ??= known;
			return setOutcome(ids, part, { kind: 'failed', failure: known });
		}
		const hidden = ids.filter((id) => !known.has(id));
		// Reading did not help: it is not possible, or shows even the IDs that the update refuses.
		if (hidden.length === 0) return await this.halve(ids, part);
		await this.tryHidden(hidden, part);
		const rest = ids.filter((id) => known.has(id));
		if (rest.length > 0) await this.update(rest, { ...part, byReading: false });
	}

	/**
	 * It is not documented that a read by ID shows every event that an update takes, and at once. So the node tries the IDs
	 * that it does not show once more, in a few small calls. A refused call with one ID decides. The IDs of a larger one count
	 * as unknown (assumed), unless Samsara accepted another call, which proves the read wrong.
	 */
	private async tryHidden(hidden: readonly string[], part: Part): Promise<void> {
		const few = chunksOf(hidden, Math.ceil(hidden.length / MOST_TRIES));
		const refused: string[][] = [];
		for (const ids of few) {
			this.search.takeCalls();
			const failure = await this.send(ids, part);
			if (failure instanceof ApiFailure && failure.details.status === 404) refused.push(ids);
			else if (failure !== undefined) await this.handle(failure, ids, part);
		}
		const readIsWrong = refused.length < few.length;
		for (const ids of refused) {
			if (readIsWrong && ids.length > 1) await this.halve(ids, part);
			else setOutcome(ids, part, { kind: 'unknown' });
		}
	}

	private async halve(ids: readonly string[], part: Part): Promise<void> {
		const byHalving = { ...part, byReading: false };
		const send = async (half: readonly string[]) => await this.update(half, byHalving);
		if (await this.search.halve(ids, send)) return;
		setOutcome(ids, part, { kind: 'failed', failure: undecided(ids.length) });
	}
}

function setOutcome(ids: readonly string[], { outcomes }: Part, outcome: UpdateOutcome): void {
	for (const id of ids) outcomes.set(id, outcome);
}

/** At the limit of the search. Samsara's 404 changes nothing, so the node knows that these events are unchanged. */
function undecided(count: number): ApiFailure {
	return new ApiFailure(
		`Not updated: Samsara does not know at least one of the ${count} safety events of this call, which may be another one`,
		`The node could not find the unknown ID: reading the events did not show it, and the search ended at its limit of ${MOST_SEARCH_CALLS} calls a run. Give the credential the permission "Read Safety Events & Scores", or check Safety Event IDs. Then run again with the events that were not updated.`,
		{ status: 404, attempts: 1, certainlyWithoutEffect: true },
	);
}
