import { chunksOf } from '../../shared/batching/planCalls';
import { ApiFailure } from '../../shared/errors/ApiFailure';
import { orApiFailure } from '../../shared/errors/orApiFailure';
import { unlessCancelled } from '../../shared/http/cancellation';
import type { JsonRecord } from '../../shared/json';
import { isJsonRecord } from '../../shared/json';
import type { EventChange, SamsaraClient } from './client';
import { LARGEST_READ } from './client';
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
 * documented. Every event is read at least once, however many there are; what follows ends with `timeoutMs`.
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
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const failure = await orApiFailure(look(client, pending, expected, readBack));
		if (failure instanceof ApiFailure) {
			const open = pending.filter((id) => readBack.get(id)?.confirmation !== 'confirmed').length;
			// The update itself was accepted, so that it cannot be confirmed must not look like a refusal.
			hint(
				`${open} of ${expected.size} accepted updates could not be confirmed: ${failure.message}. ${failure.howToGoOn}`,
			);
			for (const id of pending) if (!readBack.has(id)) readBack.set(id, NOT_READABLE);
			return readBack;
		}
		pending = pending.filter((id) => readBack.get(id)?.confirmation !== 'confirmed');
		const left = deadline - clock.now();
		if (pending.length === 0 || left <= 0) return readBack;
		await unlessCancelled(async () => await clock.sleep(Math.min(wait, left)), signal);
	}
}

const NOT_READABLE: ReadBack = { confirmation: 'notReadable', outstanding: [], event: undefined };

/** Reads each of the ids once and notes what it shows. */
async function look(
	client: SamsaraClient,
	ids: readonly string[],
	expected: ReadonlyMap<string, EventChange>,
	readBack: Map<string, ReadBack>,
): Promise<void> {
	for (const chunk of chunksOf(ids, LARGEST_READ)) {
		const events = await readById(client, chunk);
		for (const id of chunk) readBack.set(id, compare(events.get(id), expected.get(id) ?? {}));
	}
}

async function readById(client: SamsaraClient, ids: readonly string[]) {
	const inclusions = { includeAsset: false, includeDriver: false, includeVgOnlyEvents: true };
	const events = await client.readSafetyEvents(ids, inclusions, { withExtraFields: false });
	return new Map(events.map((event) => [event.id.toLowerCase(), event]));
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

/** What an event should look like after `first` and then `second`. */
export function combined(first: EventChange | undefined, second: EventChange): EventChange {
	if (first === undefined) return second;
	const without = (list: readonly string[] = [], removed: readonly string[] = []) =>
		list.filter((label) => !removed.includes(label));
	const both = (list: readonly string[] = [], more: readonly string[] = []) => [
		...new Set([...list, ...more]),
	];
	return {
		eventState: second.eventState ?? first.eventState,
		// Leaving the state Dismissed takes its reason along.
		dismissalReason:
			second.eventState === undefined ? first.dismissalReason : second.dismissalReason,
		contextLabelsToAdd: both(
			without(first.contextLabelsToAdd, second.contextLabelsToRemove),
			second.contextLabelsToAdd,
		),
		contextLabelsToRemove: both(
			without(first.contextLabelsToRemove, second.contextLabelsToAdd),
			second.contextLabelsToRemove,
		),
		behaviorLabelsToAdd: both(
			without(first.behaviorLabelsToAdd, second.behaviorLabelsToRemove),
			second.behaviorLabelsToAdd,
		),
		behaviorLabelsToRemove: both(
			without(first.behaviorLabelsToRemove, second.behaviorLabelsToAdd),
			second.behaviorLabelsToRemove,
		),
	};
}
