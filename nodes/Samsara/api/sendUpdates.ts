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

class BatchUpdate {
	/** What refuses every call of this run. */
	private refusal: ApiFailure | undefined;
	/** False once it is known that the token may not read events: then unknown ids are found by halving. */
	private mayRead = true;

	constructor(
		private readonly client: SamsaraClient,
		private readonly skipUnknown: boolean,
	) {}

	async update(ids: readonly string[], change: EventChange, fates: Fates): Promise<void> {
		const all = (fate: Fate) => ids.forEach((id) => fates.set(id, fate));
		if (this.refusal !== undefined) return all({ kind: 'failed', failure: this.refusal });
		const answer = await orApiFailure(this.client.updateSafetyEvents(ids, change));
		if (!(answer instanceof ApiFailure)) {
			return all({ kind: 'accepted', requestId: answer.requestId });
		}
		const { status } = answer.details;
		if (status === 401 || status === 403) this.refusal = answer;
		if (status === 404 && this.skipUnknown) return await this.withoutUnknown(ids, change, fates);
		if (status === 413 && ids.length > 1) return await this.inHalves(ids, change, fates);
		all({ kind: 'failed', failure: withNonAtomicWarning(answer, change) });
	}

	/**
	 * After a 404, which changes nothing (documented). Which id was unknown is not told in a structured way, so the ids
	 * are read; what a read does not show is unknown.
	 */
	private async withoutUnknown(ids: readonly string[], change: EventChange, fates: Fates) {
		const only = ids.length === 1 ? ids[0] : undefined;
		if (only !== undefined) {
			fates.set(only, { kind: 'unknown' });
			return;
		}
		const known = await this.knownAmong(ids);
		if (known instanceof ApiFailure) {
			this.refusal = known;
			for (const id of ids) fates.set(id, { kind: 'failed', failure: known });
			return;
		}
		// Nothing was learned: not readable, or the read shows even those that the update refuses.
		if (known === undefined || known.size === ids.length) {
			return await this.inHalves(ids, change, fates);
		}
		for (const id of ids) if (!known.has(id)) fates.set(id, { kind: 'unknown' });
		const rest = ids.filter((id) => known.has(id));
		if (rest.length > 0) await this.update(rest, change, fates);
	}

	private async inHalves(ids: readonly string[], change: EventChange, fates: Fates) {
		const middle = Math.ceil(ids.length / 2);
		await this.update(ids.slice(0, middle), change, fates);
		await this.update(ids.slice(middle), change, fates);
	}

	/** Undefined when they could not be read; the failure when there is no such API at all. */
	private async knownAmong(ids: readonly string[]): Promise<Set<string> | ApiFailure | undefined> {
		if (!this.mayRead) return undefined;
		// Without this, events of vehicles without a camera would look unknown.
		const inclusions = { includeAsset: false, includeDriver: false, includeVgOnlyEvents: true };
		const known = new Set<string>();
		for (const chunk of chunksOf(ids, LARGEST_READ)) {
			const events = await orApiFailure(
				this.client.readSafetyEvents(chunk, inclusions, { withExtraFields: false }),
			);
			if (events instanceof ApiFailure) {
				const { status } = events.details;
				if (status === 403) this.mayRead = false;
				return status === 404 ? await this.wrongAddress() : undefined;
			}
			for (const { id } of events) known.add(id.toLowerCase());
		}
		return known;
	}

	/**
	 * Not documented: that a read of unknown ids is answered without them. If it is 404 instead, only another path tells
	 * it apart from a wrong address, where halving would send thousands of calls to nobody.
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
