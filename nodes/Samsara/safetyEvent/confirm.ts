import { chunksOf } from '../../core/batching/planCalls';
import type { Clock } from '../../core/clock';
import { ExecutionCancelled, unlessCancelled } from '../../core/failures/cancellation';
import { joinSentences } from '../../core/failures/text';
import { failureOf } from '../../core/failures/toNodeError';
import type { CallFailure } from '../../core/http/callFailure';
import { callFailureOf, isCallFailure, orCallFailure } from '../../core/http/callFailure';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { mapConcurrently } from '../../core/run/concurrency';
import { holdsForAllCalls } from '../refusals';
import { callName, CONCURRENT_CALLS } from '../service';
import type { EventChange } from './change';
import type { ReadingCalls } from './knownIds';
import type { SafetyEvent } from './safetyEvent';
import { behaviorLabelsOf, contextLabelsOf, eventsById, LARGEST_READ } from './safetyEvent';

/** What a read-back shows of an accepted change. */
export interface ReadBack {
	/**
	 * `confirmed`: all of it is there. `partlyVisible`: the state (with its reason) is, labels are not, as when Samsara refused
	 * the label step. `notVisibleYet`: nothing, or not all, is there so far. `notReadable`: the event could not be read.
	 */
	confirmation: 'confirmed' | 'partlyVisible' | 'notVisibleYet' | 'notReadable';
	/** The parts of the change that are not there, in words. */
	outstanding: string[];
	event: SafetyEvent | undefined;
}

/** First wait between two rounds, in milliseconds; it doubles. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

export interface ConfirmOptions extends Pick<ReadingCalls, 'clock' | 'lookUp'> {
	clock: Clock;
	signal: AbortSignal | undefined;
	timeoutMs: number;
	hint(text: string): void;
}

/**
 * Reads accepted events back until the change is visible, or the time is over. How long Samsara takes is not documented.
 * The node reads every event at least once, however many there are; after that it begins no read once `timeoutMs` have
 * passed.
 *
 * @param expected by ID, what an event should look like in the end
 */
export async function confirmUpdates(
	expected: ReadonlyMap<string, EventChange>,
	{ clock, signal, lookUp, timeoutMs, hint }: ConfirmOptions,
): Promise<Map<string, ReadBack>> {
	const readBack = new Map<string, ReadBack>();
	const deadline = clock.monotonic() + timeoutMs;
	let pending = [...expected.keys()];
	let mayGoOn = () => true;
	let unread: { ids: readonly string[]; failure: CallFailure } | undefined;
	const drop = (ids: readonly string[], failure: CallFailure) => {
		unread = { ids: [...(unread?.ids ?? []), ...ids], failure: unread?.failure ?? failure };
		for (const id of ids) if (!readBack.has(id)) readBack.set(id, NOT_READABLE);
		const dropped = new Set(ids);
		pending = pending.filter((id) => !dropped.has(id));
	};
	const read = async (ids: readonly string[]) => {
		const events = await lookUp(ids);
		for (const id of ids) readBack.set(id, compare(events.get(id), expected.get(id) ?? {}));
	};
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const failures = await readOnce(chunksOf(pending, LARGEST_READ), { read, mayGoOn });
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
		// Samsara accepted the update, so a read that failed must not look like a refusal.
		const count = `${unread.ids.length} of ${expected.size}`;
		hint(`Confirm could not read ${count} accepted updates: ${reasonOf(unread.failure)}`);
	}
	return readBack;
}

const NOT_READABLE: ReadBack = { confirmation: 'notReadable', outstanding: [], event: undefined };

const READ = callName(eventsById.call);

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

/** Reads each chunk of IDs once, as long as it may. Returns the chunks that it could not read. */
async function readOnce(
	chunks: readonly string[][],
	{ read, mayGoOn }: { read(ids: readonly string[]): Promise<void>; mayGoOn(): boolean },
): Promise<Array<{ ids: string[]; failure: CallFailure }>> {
	const ended = await mapConcurrently<string[], { ids: string[]; failure?: CallFailure }>(
		chunks,
		CONCURRENT_CALLS,
		async (ids) => {
			await read(ids);
			return { ids };
		},
		({ failure }) => (failure !== undefined && endsAll(failure)) || !mayGoOn(),
		(reason, index) => ({ ids: chunks[index] ?? [], failure: callFailureOf(reason, READ) }),
	);
	return ended.flatMap(({ ids, failure }) => (failure === undefined ? [] : [{ ids, failure }]));
}

/** Compares an event with the change that it should show. */
export function compare(event: SafetyEvent | undefined, change: EventChange): ReadBack {
	if (event === undefined) {
		return { confirmation: 'notVisibleYet', outstanding: ['the event'], event };
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
