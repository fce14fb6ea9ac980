import type { Clock } from '../../core/clock';
import { ExecutionCancelled } from '../../core/failures/cancellation';
import { ApiFailure } from '../../core/failures/failures';
import type { CallFailure } from '../../core/http/callFailure';
import { isCallFailure, orCallFailure } from '../../core/http/callFailure';
import { callName } from '../service';
import type { SafetyEvent } from './safetyEvent';
import { eventsById, streamedEvents } from './safetyEvent';

/** The calls with which the node finds out which IDs Samsara knows. Each throws ApiFailure. */
export interface ReadingCalls {
	clock: Clock;
	/** By ID. What Samsara does not show is not among them. */
	lookUp(ids: readonly string[]): Promise<ReadonlyMap<string, SafetyEvent>>;
	/** Reads the stream of a span of time, to see whether the address is right. */
	readStream(span: { startTime: string; endTime: string }): Promise<unknown>;
}

/**
 * Makes a reader for a run that tells which IDs a read shows, until it turns out that reading cannot tell. It gives all IDs
 * back if they could not be read; and the failure if there is no such API at all, or the run was cancelled.
 */
export function knownIdsReader({ clock, lookUp, readStream }: ReadingCalls) {
	let mayRead = true;

	/**
	 * Not documented: that a read of unknown IDs is answered without them. If it is 404 instead, only another path tells
	 * it apart from a wrong address, where a search would send hundreds of calls for nothing.
	 */
	async function wrongAddress(): Promise<CallFailure | undefined> {
		const now = new Date(clock.now()).toISOString();
		const probe = await orCallFailure(
			async () => await readStream({ startTime: now, endTime: now }),
			callName(streamedEvents.call),
		);
		if (probe instanceof ExecutionCancelled) return probe;
		return probe instanceof ApiFailure && probe.details.status === 404 ? probe : undefined;
	}

	return async (ids: readonly string[]): Promise<ReadonlySet<string> | CallFailure> => {
		if (!mayRead) return new Set(ids);
		const events = await orCallFailure(async () => await lookUp(ids), callName(eventsById.call));
		if (!isCallFailure(events)) return new Set(events.keys());
		if (events instanceof ExecutionCancelled) return events;
		const status = events instanceof ApiFailure ? events.details.status : undefined;
		if (status === 403 || status === 404) mayRead = false;
		return (status === 404 ? await wrongAddress() : undefined) ?? new Set(ids);
	};
}
