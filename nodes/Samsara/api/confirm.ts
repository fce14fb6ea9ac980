import { chunksOf } from '../../shared/batching/planCalls';
import { ApiFailure } from '../../shared/errors/ApiFailure';
import { orApiFailure } from '../../shared/errors/orApiFailure';
import { unlessCancelled } from '../../shared/http/cancellation';
import type { JsonRecord } from '../../shared/json';
import { isJsonRecord } from '../../shared/json';
import { mapConcurrently } from '../../shared/operation/mapConcurrently';
import type { SamsaraClient } from './client';
import { CONCURRENT_CALLS, LARGEST_READ } from './client';
import type { EventChange } from './eventChange';
import { lookUp } from './lookUp';
import type { SafetyEvent } from './safetyEvent';
import { behaviorLabelsOf, contextLabelsOf } from './safetyEvent';

/** What a read-back shows of an accepted change. */
export interface ReadBack {
	/**
	 * `confirmed`: all of it is there. `partlyVisible`: the state (with its reason) is, labels are not, as when Samsara refused the label
	 * step. `notVisibleYet`: nothing, or not all, is there so far. `notReadable`: the event could not be read.
	 */
	confirmation: 'confirmed' | 'partlyVisible' | 'notVisibleYet' | 'notReadable';
	/** What is asked for and not there, in words. */
	outstanding: string[];
	event: SafetyEvent | undefined;
}

/** First wait between two rounds, in milliseconds; it doubles. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/**
 * Reads accepted events back until what was asked for is visible, or the time is over. How long Samsara takes is not
 * documented. Every event is read at least once, however many there are; after that no read is begun once `timeoutMs`
 * have passed.
 *
 * @param expected by id, what an event should look like in the end
 */
export async function confirmUpdates(
	client: SamsaraClient,
	expected: ReadonlyMap<string, EventChange>,
	{ timeoutMs, hint }: { timeoutMs: number; hint(text: string): void },
): Promise<Map<string, ReadBack>> {
	const { clock, signal } = client;
	const readBack = new Map<string, ReadBack>();
	const deadline = clock.now() + timeoutMs;
	let pending = [...expected.keys()];
	let mayGoOn = () => true;
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const failure = await look(client, chunksOf(pending, LARGEST_READ), {
			note: (id, event) => readBack.set(id, compare(event, expected.get(id) ?? {})),
			mayGoOn,
		});
		pending = pending.filter((id) => readBack.get(id)?.confirmation !== 'confirmed');
		if (failure !== undefined) {
			// The update itself was accepted, so that it cannot be confirmed must not look like a refusal.
			hint(
				`${pending.length} of ${expected.size} accepted updates could not be confirmed: ${failure.message}. ${failure.howToGoOn}`,
			);
			for (const id of pending) if (!readBack.has(id)) readBack.set(id, NOT_READABLE);
			return readBack;
		}
		const left = deadline - clock.now();
		if (pending.length === 0 || left <= 0) return readBack;
		await unlessCancelled(async () => await clock.sleep(Math.min(wait, left)), signal);
		mayGoOn = () => clock.now() < deadline;
	}
}

const NOT_READABLE: ReadBack = { confirmation: 'notReadable', outstanding: [], event: undefined };

/** Reads each of the ids once and notes what it shows, as far as it may. Gives back why one could not be read. */
async function look(
	client: SamsaraClient,
	chunks: readonly string[][],
	reading: { note(id: string, event: SafetyEvent | undefined): void; mayGoOn(): boolean },
): Promise<ApiFailure | undefined> {
	const failures = await mapConcurrently(
		chunks,
		CONCURRENT_CALLS,
		async (ids) => {
			const events = await orApiFailure(lookUp(client, ids));
			if (events instanceof ApiFailure) return events;
			for (const id of ids) reading.note(id, events.get(id));
			return undefined;
		},
		(failure) => failure !== undefined || !reading.mayGoOn(),
	);
	return failures.find((failure) => failure !== undefined);
}

/** Compares an event with what was asked for. */
export function compare(event: SafetyEvent | undefined, change: EventChange): ReadBack {
	if (event === undefined) {
		return { confirmation: 'notVisibleYet', outstanding: ['the event itself'], event };
	}
	// An event that was dismissed before has the state, but perhaps another reason.
	const outstandingState = [
		...missing('Event State', change.eventState, event.eventState),
		...missing('Dismissal Reason', change.dismissalReason?.code, dismissalOf(event).code),
		...missing('Dismissal Comment', change.dismissalReason?.comment, dismissalOf(event).comment),
	];
	const outstanding = [
		...outstandingState,
		...differences(
			'context label',
			contextLabelsOf(event),
			change.contextLabelsToAdd,
			change.contextLabelsToRemove,
		),
		...differences(
			'behavior label',
			behaviorLabelsOf(event),
			change.behaviorLabelsToAdd,
			change.behaviorLabelsToRemove,
		),
	];
	if (outstanding.length === 0) return { confirmation: 'confirmed', outstanding, event };
	const partly = outstandingState.length === 0 && change.eventState !== undefined;
	return { confirmation: partly ? 'partlyVisible' : 'notVisibleYet', outstanding, event };
}

function missing(what: string, wanted: string | undefined, present: unknown): string[] {
	return wanted === undefined || wanted === present ? [] : [`${what} "${wanted}"`];
}

function dismissalOf({ dismissalReason }: SafetyEvent): JsonRecord {
	return isJsonRecord(dismissalReason) ? dismissalReason : {};
}

function differences(
	kind: string,
	present: readonly string[],
	toAdd: readonly string[] = [],
	toRemove: readonly string[] = [],
): string[] {
	return [
		...toAdd.filter((label) => !present.includes(label)).map((label) => `${kind} "${label}" added`),
		...toRemove
			.filter((label) => present.includes(label))
			.map((label) => `${kind} "${label}" removed`),
	];
}
