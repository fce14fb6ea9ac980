import type { PlannedCall } from '../../core/batching/planCalls';
import { chunksOf, wavesOf } from '../../core/batching/planCalls';
import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure } from '../../core/http/callFailure';
import { callFailureOf, isCallFailure, orCallFailure } from '../../core/http/callFailure';
import { ExecutionCancelled } from '../../core/failures/cancellation';
import { mapConcurrently } from '../../core/run/mapConcurrently';
import type { SamsaraClient } from '../api/client';
import { CONCURRENT_CALLS, LARGEST_BATCH } from '../api/client';
import { callName } from '../api/endpoints';
import type { EventChange } from './eventChange';
import { keyOfChange } from './eventChange';
import { holdsForAllCalls, isAboutOneCall, isTooLarge } from '../api/refusals';
import type { ReadingClient } from './shownIds';
import { ShownIds } from './shownIds';
import { undecided, withNonAtomicWarning } from './updateRefusals';

/** What became of one id of a call. */
export type Fate =
	| { kind: 'accepted'; requestId: string | undefined }
	| { kind: 'unknown' }
	| { kind: 'failed'; failure: CallFailure };

/** By id. What was never sent has none. */
export type Fates = Map<string, Fate>;

/** The part of the client that sending updates needs. */
export type UpdatingClient = ReadingClient & Pick<SamsaraClient, 'updateSafetyEvents'>;

export interface SendOptions {
	/**
	 * Find the ids that Samsara does not know and update the others; false leaves it at the vendor's behaviour, that one
	 * unknown id refuses the whole call.
	 */
	skipUnknown: boolean;
	/** Begin no call after a failure that tells of more than its own call. */
	stopsAtFailure: boolean;
}

/**
 * Calls of one run that look for unknown ids. Halving takes up to 2 · log₂ 200 ≈ 16 for a single one, so these are enough
 * for some thirty of them, and two minutes at five calls a second.
 */
const MOST_SEARCH_CALLS = 600;
/** Calls in which the ids that a read does not show are tried once more. */
const MOST_TRIES = 8;

const UPDATE = callName('safetyEvent.update');

/**
 * Sends the planned batch updates, wave by wave, and tells for each call what became of its ids. A refused call does not
 * keep the others from being sent, unless it was refused for a reason that holds for all of them (401, 403) or ends the
 * run.
 */
export async function sendUpdates(
	client: UpdatingClient,
	calls: ReadonlyArray<PlannedCall<EventChange>>,
	options: SendOptions,
): Promise<Fates[]> {
	const fates = calls.map((): Fates => new Map());
	const run = new UpdateRun(client, options);
	for (const wave of wavesOf(calls)) {
		await mapConcurrently(
			wave,
			CONCURRENT_CALLS,
			async (index) => {
				const { ids, change } = calls[index] as PlannedCall<EventChange>;
				await run.update(ids, { change, fates: fates[index] as Fates, byReading: true });
			},
			() => run.isOver,
			(reason, place) => {
				const index = wave[place] as number;
				run.broke(reason, calls[index] as PlannedCall<EventChange>, fates[index] as Fates);
			},
		);
		if (run.isOver) break;
	}
	return fates;
}

/** What the parts of one planned call have in common. */
interface Part {
	change: EventChange;
	fates: Fates;
	/** False once reading has not helped: then unknown ids are found by halving. */
	byReading: boolean;
}

class UpdateRun {
	/** Why nothing more is sent. */
	private ended: CallFailure | undefined;
	private searchCalls = 0;
	/** Ids that a call may have, as far as Samsara has not found that too many. */
	private largest = LARGEST_BATCH;
	/** The refusal of changes that are too large even for one id. */
	private readonly hopeless = new Map<string, ApiFailure>();
	private readonly shownIds: ShownIds;

	constructor(
		private readonly client: UpdatingClient,
		private readonly options: SendOptions,
	) {
		this.shownIds = new ShownIds(client);
	}

	/** Whether a failure has ended the run; what was not sent by then has no fate. */
	get isOver(): boolean {
		const mustEnd = this.options.stopsAtFailure || this.ended instanceof ExecutionCancelled;
		return this.ended !== undefined && mustEnd;
	}

	/** What was thrown on the way of one planned call; what became of its other ids is known already, and stays. */
	broke(reason: unknown, { ids }: PlannedCall<EventChange>, fates: Fates): void {
		const failure = callFailureOf(reason, UPDATE);
		this.noteEnd(failure);
		for (const id of ids) if (!fates.has(id)) fates.set(id, { kind: 'failed', failure });
	}

	private noteEnd(failure: CallFailure): void {
		const concernsAll = holdsForAllCalls(failure) || failure instanceof ExecutionCancelled;
		if (concernsAll || (this.options.stopsAtFailure && !isAboutOneCall(failure))) {
			this.ended ??= failure;
		}
	}

	async update(ids: readonly string[], part: Part): Promise<void> {
		if (ids.length > this.largest) return await this.inParts(ids, this.largest, part);
		const failure = await this.send(ids, part);
		if (failure !== undefined) await this.dealWith(failure, ids, part);
	}

	/** Sends one call, unless it is clear how that would end. Gives back its refusal, of which nothing is noted yet. */
	private async send(ids: readonly string[], part: Part): Promise<CallFailure | undefined> {
		const failure = this.ended ?? this.hopeless.get(keyOfChange(part.change));
		if (failure !== undefined) {
			if (!this.isOver) note(ids, part, { kind: 'failed', failure });
			return undefined;
		}
		const { stopsAtFailure } = this.options;
		const update = async () => await this.client.updateSafetyEvents(ids, part.change);
		const answer = await orCallFailure(update, UPDATE);
		if (isCallFailure(answer)) {
			this.noteEnd(answer);
			return answer;
		}
		const { requestId, notTaken } = answer;
		note(ids, part, { kind: 'accepted', requestId });
		for (const [id, why] of notTaken) {
			note([id], part, { kind: 'failed', failure: why });
			if (stopsAtFailure) this.ended ??= why;
		}
		return undefined;
	}

	private async dealWith(failure: CallFailure, ids: readonly string[], part: Part): Promise<void> {
		if (!(failure instanceof ApiFailure)) return note(ids, part, { kind: 'failed', failure });
		if (failure.details.status === 404 && this.options.skipUnknown) {
			return await this.withoutUnknown(ids, part);
		}
		if (isTooLarge(failure)) {
			if (ids.length > 1) {
				this.largest = Math.min(this.largest, Math.ceil(ids.length / 2));
				return await this.inParts(ids, this.largest, part);
			}
			this.hopeless.set(keyOfChange(part.change), failure);
		}
		note(ids, part, { kind: 'failed', failure: withNonAtomicWarning(failure, part.change) });
	}

	/**
	 * After a 404, which changes nothing (documented). Which id was unknown is not told in a structured way, so the ids are
	 * read.
	 */
	private async withoutUnknown(ids: readonly string[], part: Part): Promise<void> {
		if (ids.length === 1) return note(ids, part, { kind: 'unknown' });
		const shown = part.byReading ? await this.shownIds.among(ids) : new Set(ids);
		if (isCallFailure(shown)) {
			this.ended ??= shown;
			return note(ids, part, { kind: 'failed', failure: shown });
		}
		const hidden = ids.filter((id) => !shown.has(id));
		// Nothing was learned: not readable, or the read shows even those that the update refuses.
		if (hidden.length === 0) return await this.halved(ids, part);
		await this.tryHidden(hidden, part);
		const rest = ids.filter((id) => shown.has(id));
		if (rest.length > 0) await this.update(rest, { ...part, byReading: false });
	}

	/**
	 * That a read by id shows every event that an update takes, and at once, is not documented. So what it does not show
	 * is tried once more, in a few small calls. A refused one that has a single id decides; those of a larger one count as
	 * unknown (assumed), unless another was taken, which proves the read wrong.
	 */
	private async tryHidden(hidden: readonly string[], part: Part): Promise<void> {
		const few = chunksOf(hidden, Math.ceil(hidden.length / MOST_TRIES));
		const refused: string[][] = [];
		for (const ids of few) {
			this.searchCalls++;
			const failure = await this.send(ids, part);
			if (failure instanceof ApiFailure && failure.details.status === 404) refused.push(ids);
			else if (failure !== undefined) await this.dealWith(failure, ids, part);
		}
		const readIsWrong = refused.length < few.length;
		for (const ids of refused) {
			if (readIsWrong && ids.length > 1) await this.halved(ids, part);
			else note(ids, part, { kind: 'unknown' });
		}
	}

	private async halved(ids: readonly string[], part: Part): Promise<void> {
		if (this.searchCalls >= MOST_SEARCH_CALLS) {
			const failure = undecided(ids.length, MOST_SEARCH_CALLS);
			return note(ids, part, { kind: 'failed', failure });
		}
		this.searchCalls += 2;
		await this.inParts(ids, Math.ceil(ids.length / 2), { ...part, byReading: false });
	}

	private async inParts(ids: readonly string[], size: number, part: Part): Promise<void> {
		for (const some of chunksOf(ids, size)) await this.update(some, part);
	}
}

function note(ids: readonly string[], { fates }: Part, fate: Fate): void {
	for (const id of ids) fates.set(id, fate);
}
