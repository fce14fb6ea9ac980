import { chunksOf, wavesOf } from '../../shared/batching/planCalls';
import type { PlannedCall } from '../../shared/batching/planCalls';
import { ApiFailure } from '../../shared/errors/ApiFailure';
import { orApiFailure } from '../../shared/errors/orApiFailure';
import { mapConcurrently } from '../../shared/operation/mapConcurrently';
import type { EventChange, SamsaraClient } from './client';
import { LARGEST_READ } from './client';

/** What became of one id of a call. */
export type Fate =
	| { kind: 'accepted'; requestId: string | undefined }
	| { kind: 'unknown' }
	| { kind: 'failed'; failure: unknown };

/** By id. */
export type Fates = Map<string, Fate>;

/** Calls under way at once. The limit of five a second is kept whatever it is. */
const CONCURRENT_CALLS = 5;
/**
 * Calls of one run that look for unknown ids by halving, which takes up to 2 · log₂ 200 ≈ 16 for a single one: enough for
 * some thirty of them, and two minutes at five calls a second.
 */
const MOST_HALVING_CALLS = 600;

/**
 * Sends the planned batch updates, wave by wave, and tells for each call what became of its ids. A refused call does not
 * keep the others from being sent, unless it was refused for a reason that holds for all of them (401, 403).
 *
 * @param skipUnknown find the ids that Samsara does not know and update the others; false leaves it at the vendor's
 *   behaviour, that one unknown id refuses the whole call
 */
export async function sendUpdates(
	client: SamsaraClient,
	calls: ReadonlyArray<PlannedCall<EventChange>>,
	{ skipUnknown }: { skipUnknown: boolean },
): Promise<Fates[]> {
	const fates: Fates[] = calls.map(() => new Map<string, Fate>());
	const batch = new BatchUpdate(client, skipUnknown);
	for (const wave of wavesOf(calls)) {
		await mapConcurrently(
			wave,
			CONCURRENT_CALLS,
			async (index) => {
				const { ids, change } = calls[index] as PlannedCall<EventChange>;
				await batch.update(ids, change, fates[index] as Fates);
			},
			() => false,
		);
	}
	return fates;
}

/** What is known about finding the unknown ids of one planned call. */
interface Search {
	/** False once reading has not helped: then unknown ids are found by halving. */
	byReading: boolean;
}

class BatchUpdate {
	/** What refuses every call of this run. */
	private refusal: ApiFailure | undefined;
	/** False once it is known that reading cannot tell which ids are unknown. */
	private mayRead = true;
	/** Calls that were sent to find unknown ids by halving. */
	private halvingCalls = 0;

	constructor(
		private readonly client: SamsaraClient,
		private readonly skipUnknown: boolean,
	) {}

	async update(
		ids: readonly string[],
		change: EventChange,
		fates: Fates,
		search: Search = { byReading: true },
	): Promise<void> {
		const all = (fate: Fate) => ids.forEach((id) => fates.set(id, fate));
		if (this.refusal !== undefined) return all({ kind: 'failed', failure: this.refusal });
		const answer = await orApiFailure(this.client.updateSafetyEvents(ids, change));
		if (!(answer instanceof ApiFailure)) {
			const { requestId, refused } = answer;
			all({ kind: 'accepted', requestId });
			for (const [id, failure] of refused) fates.set(id, { kind: 'failed', failure });
			return;
		}
		const { status } = answer.details;
		if (status === 401 || status === 403) this.refusal = answer;
		if (status === 404 && this.skipUnknown) {
			return await this.withoutUnknown(ids, change, fates, search);
		}
		if (status === 413 && ids.length > 1) return await this.inHalves(ids, change, fates, search);
		all({ kind: 'failed', failure: withNonAtomicWarning(answer, change) });
	}

	/**
	 * After a 404, which changes nothing (documented). Which id was unknown is not told in a structured way, so the ids
	 * are read; what a read does not show is unknown.
	 */
	private async withoutUnknown(
		ids: readonly string[],
		change: EventChange,
		fates: Fates,
		search: Search,
	) {
		const only = ids.length === 1 ? ids[0] : undefined;
		if (only !== undefined) {
			fates.set(only, { kind: 'unknown' });
			return;
		}
		const known = this.mayRead && search.byReading ? await this.knownAmong(ids) : undefined;
		if (known instanceof ApiFailure) {
			this.refusal = known;
			for (const id of ids) fates.set(id, { kind: 'failed', failure: known });
			return;
		}
		const rest = known === undefined ? ids : ids.filter((id) => known.has(id));
		// Nothing was learned: not readable, or the read shows even those that the update refuses.
		if (rest.length === ids.length) {
			if (this.halvingCalls >= MOST_HALVING_CALLS) {
				const failure = undecided(ids.length);
				for (const id of ids) fates.set(id, { kind: 'failed', failure });
				return;
			}
			this.halvingCalls += 2;
			return await this.inHalves(ids, change, fates, { byReading: false });
		}
		for (const id of ids) if (known?.has(id) !== true) fates.set(id, { kind: 'unknown' });
		if (rest.length > 0) await this.update(rest, change, fates, search);
	}

	private async inHalves(
		ids: readonly string[],
		change: EventChange,
		fates: Fates,
		search: Search,
	) {
		const middle = Math.ceil(ids.length / 2);
		await this.update(ids.slice(0, middle), change, fates, search);
		await this.update(ids.slice(middle), change, fates, search);
	}

	/** Undefined when they could not be read; the failure when there is no such API at all. */
	private async knownAmong(ids: readonly string[]): Promise<Set<string> | ApiFailure | undefined> {
		// Without this, events of vehicles without a camera would look unknown.
		const inclusions = { includeAsset: false, includeDriver: false, includeVgOnlyEvents: true };
		const known = new Set<string>();
		for (const chunk of chunksOf(ids, LARGEST_READ)) {
			const events = await orApiFailure(
				this.client.readSafetyEvents(chunk, inclusions, { withExtraFields: false }),
			);
			if (events instanceof ApiFailure) {
				const { status } = events.details;
				if (status === 403 || status === 404) this.mayRead = false;
				return status === 404 ? await this.wrongAddress() : undefined;
			}
			for (const { id } of events) known.add(id.toLowerCase());
		}
		return known;
	}

	/**
	 * Not documented: that a read of unknown ids is answered without them. If it is 404 instead, only another path tells
	 * it apart from a wrong address, where halving would send hundreds of calls to nobody.
	 */
	private async wrongAddress(): Promise<ApiFailure | undefined> {
		const now = new Date(this.client.clock.now()).toISOString();
		const probe = await orApiFailure(
			this.client.listSafetyEvents(
				{ startTime: now, endTime: now },
				{ limit: 1, hint: () => {}, withExtraFields: false },
			),
		);
		return probe instanceof ApiFailure && probe.details.status === 404 ? probe : undefined;
	}
}

/** After the limit of halving. Samsara's 404 changes nothing, so what became of these is known: nothing. */
function undecided(count: number): ApiFailure {
	return new ApiFailure(
		`Not updated: at least one of the ${count} safety events of this call is unknown to Samsara, perhaps not this one`,
		`Which one is not known: reading did not tell, and the search by halving ended at its limit of ${MOST_HALVING_CALLS} calls in one run. Give the credential the permission "Read Safety Events & Scores", with which unknown IDs are found by reading, or check Safety Event IDs, and run again with the events that were not updated.`,
		{ status: 404, attempts: 1, certainlyWithoutEffect: true },
	);
}

/** Statuses that Samsara gives before it touches an event. */
const BEFORE_ANY_CHANGE = new Set([401, 403, 404, 413, 429]);

/**
 * Documented: the state is written first and the labels second, without a transaction, so a refused label leaves the new
 * state in place. A refusal of the whole input looks the same from here.
 */
function withNonAtomicWarning(failure: ApiFailure, change: EventChange): ApiFailure {
	const { details, message } = failure;
	const { eventState, dismissalReason, ...labels } = change;
	const hasLabels = Object.values(labels).some((list) => list !== undefined);
	if (eventState === undefined || !hasLabels) return failure;
	if (details.status === undefined && details.certainlyWithoutEffect) return failure;
	if (details.status !== undefined && BEFORE_ANY_CHANGE.has(details.status)) return failure;
	const input = details.status === 400 || details.status === 422;
	return new ApiFailure(
		input ? message.replace('refused the input of', 'did not carry out all of') : message,
		`Samsara writes State first and labels second, without undoing the first when the second is refused: Event State may already be "${eventState}"${dismissalReason === undefined ? '' : ` (${dismissalReason.code})`} although the labels were not changed. Read the events with Safety Event → Get and compare Event State and labels, correct Label Changes, and send it again: repeating the state does no harm.`,
		{ ...details, certainlyWithoutEffect: false },
	);
}
