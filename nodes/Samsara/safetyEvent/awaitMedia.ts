import { chunksOf } from '../../core/batching/planCalls';
import type { Clock } from '../../core/clock';
import { ExecutionCancelled, unlessCancelled } from '../../core/failures/cancellation';
import type { CallFailure } from '../../core/http/callFailure';
import { isCallFailure } from '../../core/http/callFailure';
import { readCalls } from '../readCalls';
import type { SamsaraCall } from '../service';
import type { SafetyEvent } from './safetyEvent';
import { LARGEST_READ } from './safetyEvent';

/** First wait between two rounds, in milliseconds; it doubles. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

export interface MediaReader {
	call: SamsaraCall;
	clock: Clock;
	signal: AbortSignal | undefined;
	waitMs: number;
	stopsAtFailure: boolean;
	read(ids: readonly string[]): Promise<ReadonlyMap<string, SafetyEvent>>;
	/** Whether an event has all media that are wanted of it. */
	isComplete(event: SafetyEvent): boolean;
}

/**
 * Reads events, and again those that lack media until the time is over. Cameras upload later, and how much later is not
 * documented. An ID that Samsara does not know has undefined; one that was not read because the run stops is not there. A
 * later reading that fails leaves the earlier one. Throws ExecutionCancelled.
 */
export async function awaitMedia(
	ids: readonly string[],
	{ call, clock, signal, waitMs, stopsAtFailure, read, isComplete }: MediaReader,
): Promise<Map<string, SafetyEvent | CallFailure | undefined>> {
	const events = new Map<string, SafetyEvent | CallFailure | undefined>();
	const endsAt = clock.monotonic() + waitMs;
	let pending = [...new Set(ids)];
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const chunks = chunksOf(pending, LARGEST_READ);
		const answers = await readCalls(chunks, { call, read, stopsAtFailure });
		for (const [index, some] of chunks.entries()) {
			const answer = answers[index];
			if (answer instanceof ExecutionCancelled) throw answer;
			if (answer === undefined) continue;
			for (const id of some) {
				if (!isCallFailure(answer)) events.set(id, answer.get(id) ?? events.get(id));
				else if (events.get(id) === undefined) events.set(id, answer);
			}
		}
		pending = pending.filter((id) => {
			const event = events.get(id);
			return event !== undefined && !isCallFailure(event) && !isComplete(event);
		});
		const left = endsAt - clock.monotonic();
		if (pending.length === 0 || left <= 0) return events;
		await unlessCancelled(async () => await clock.sleep(Math.min(wait, left)), signal);
	}
}
