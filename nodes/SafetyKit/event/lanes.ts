import type { Batch } from '../../core/batching/inBatches';
import { inBatches } from '../../core/batching/inBatches';
import type { Batching } from './options';
import type { PreparedEvent } from './sendInBatches';

/** Batches that are sent one after the other; lanes are sent side by side. */
export type Lane = ReadonlyArray<Batch<PreparedEvent>>;

/**
 * The lanes of a run. Each batch has a lane of its own, unless the order of each user's events is to stay: then all events
 * of one user are in one lane, in their order. A user who is new goes to the lane with the fewest events.
 */
export function lanesOf(
	events: readonly PreparedEvent[],
	batching: Batching,
): { lanes: Lane[]; tooLarge: Array<{ input: PreparedEvent; bytes: number }> } {
	const batchesOf = (some: readonly PreparedEvent[]) =>
		inBatches(some, ({ bytes }) => bytes, batching);
	if (!batching.keepUserOrder || batching.parallel === 1) {
		const { batches, tooLarge } = batchesOf(events);
		return { lanes: batches.map((batch) => [batch]), tooLarge };
	}
	const lanes: PreparedEvent[][] = Array.from({ length: batching.parallel }, () => []);
	const laneOf = new Map<unknown, PreparedEvent[]>();
	for (const one of events) {
		const { user_id: user } = one.event;
		const shortest = lanes.reduce((a, b) => (b.length < a.length ? b : a));
		const lane = laneOf.get(user) ?? shortest;
		laneOf.set(user, lane);
		lane.push(one);
	}
	const batched = lanes.map(batchesOf);
	return {
		lanes: batched.map(({ batches }) => batches),
		tooLarge: batched.flatMap(({ tooLarge }) => tooLarge),
	};
}
