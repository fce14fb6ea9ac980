import { chunksOf } from '../../core/batching/planCalls';
import type { CallFailure } from '../../core/http/callFailure';
import { callFailureOf, isCallFailure, orCallFailure } from '../../core/http/callFailure';
import { failureOf } from '../../core/failures/toNodeError';
import { joinSentences } from '../../core/failures/text';
import { ExecutionCancelled, unlessCancelled } from '../../core/failures/cancellation';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { mapConcurrently } from '../../core/run/mapConcurrently';
import type { SamsaraClient } from '../api/client';
import { CONCURRENT_CALLS, LARGEST_READ } from '../api/client';
import { callName } from '../api/endpoints';
import type { EventChange } from './eventChange';
import { lookUp } from './lookUp';
import { holdsForAllCalls } from '../api/refusals';
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
	const deadline = clock.monotonic() + timeoutMs;
	let pending = [...expected.keys()];
	let mayGoOn = () => true;
	let unread: { ids: readonly string[]; failure: CallFailure } | undefined;
	const note = (id: string, event: SafetyEvent | undefined) =>
		readBack.set(id, compare(event, expected.get(id) ?? {}));
	const drop = (ids: readonly string[], failure: CallFailure) => {
		unread = { ids: [...(unread?.ids ?? []), ...ids], failure: unread?.failure ?? failure };
		for (const id of ids) if (!readBack.has(id)) readBack.set(id, NOT_READABLE);
		const dropped = new Set(ids);
		pending = pending.filter((id) => !dropped.has(id));
	};
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const failures = await look(client, chunksOf(pending, LARGEST_READ), { note, mayGoOn });
		pending = pending.filter((id) => readBack.get(id)?.confirmation !== 'confirmed');
		for (const { ids, failure } of failures) drop(ids, failure);
		const ending = failures.find(({ failure }) => endsAll(failure));
		if (ending !== undefined) drop(pending, ending.failure);
		const left = deadline - clock.monotonic();
		if (pending.length === 0 || left <= 0) break;
		const sleep = async () => await clock.sleep(Math.min(wait, left));
		const woken = await orCallFailure(async () => await unlessCancelled(sleep, signal), READ);
		if (isCallFailure(woken)) drop(pending, woken);
		mayGoOn = () => clock.monotonic() < deadline;
	}
	if (unread !== undefined) {
		// The update itself was accepted, so that it cannot be confirmed must not look like a refusal.
		const count = `${unread.ids.length} of ${expected.size}`;
		hint(`${count} accepted updates could not be confirmed: ${reasonOf(unread.failure)}`);
	}
	return readBack;
}

const NOT_READABLE: ReadBack = { confirmation: 'notReadable', outstanding: [], event: undefined };

const READ = callName('safetyEvent.get');

/** Whether the next read will do no better. Anything else is about the events of its own read. */
function endsAll(failure: CallFailure): boolean {
	if (failure instanceof ExecutionCancelled || holdsForAllCalls(failure)) return true;
	const cause = failureOf(failure)?.cause;
	return cause === 'temporarily-unavailable' || cause === 'rate-limited';
}

function reasonOf(failure: CallFailure): string {
	const { message } = failure;
	return 'howToGoOn' in failure
		? joinSentences(message, failure.howToGoOn)
		: joinSentences(message);
}

/** Reads each of the ids once and notes what it shows, as far as it may. Gives back which could not be read, and why. */
async function look(
	client: SamsaraClient,
	chunks: readonly string[][],
	reading: { note(id: string, event: SafetyEvent | undefined): void; mayGoOn(): boolean },
): Promise<Array<{ ids: string[]; failure: CallFailure }>> {
	const looked = await mapConcurrently<string[], { ids: string[]; failure?: CallFailure }>(
		chunks,
		CONCURRENT_CALLS,
		async (ids) => {
			const events = await lookUp(client, ids);
			for (const id of ids) reading.note(id, events.get(id));
			return { ids };
		},
		({ failure }) => (failure !== undefined && endsAll(failure)) || !reading.mayGoOn(),
		(reason, index) => ({ ids: chunks[index] ?? [], failure: callFailureOf(reason, READ) }),
	);
	return looked.flatMap(({ ids, failure }) => (failure === undefined ? [] : [{ ids, failure }]));
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
