import type { FeedRecord } from './feed';
import { newestBelieved } from './feed';
import type { SeenKeys } from './seenKeys';
import { allKeys, fittedInto, withKeys, withoutBefore } from './seenKeys';

/**
 * A stream: the service keeps the place and gives a cursor for it, the oldest records come first. Cursor and start time
 * belong together: the service refuses one with another start time. Pure; readStream.ts does the reading.
 */
export interface StreamState {
	/** As it was sent first, to the letter. */
	readonly startTime: string;
	/** Undefined before the first page. */
	readonly cursor?: string | undefined;
	/** Newest record time handed over, epoch milliseconds. */
	readonly newest: number | null;
	/** Keys of records before this time are forgotten; null when none are. */
	readonly forgotten: number | null;
	readonly seen: SeenKeys;
}

export interface StreamPage<Item> {
	/** Key and time of a record change together with it, where every change is to be handed over. */
	readonly records: ReadonlyArray<FeedRecord<Item>>;
	/** Where to go on after this page; undefined keeps the place. */
	readonly cursor: string | undefined;
	readonly hasMore: boolean;
	readonly serverNow: number | undefined;
}

/** What one reading of the stream has come to. */
export interface StreamReading<Item> {
	/** Start time and cursor with which it began: those of the state, or of a new beginning. */
	readonly startTime: string;
	readonly cursor: string | undefined;
	readonly pages: ReadonlyArray<StreamPage<Item>>;
}

/**
 * What is to be handed over, in the order of the stream, and the state after that.
 *
 * @param moved another poll moved the place meanwhile: its place stands, and what it handed over is known
 */
export function settleStream<Item>(
	state: StreamState,
	reading: StreamReading<Item>,
	{ lookbackMs, most, moved }: { lookbackMs: number; most: number; moved: boolean },
): { state: StreamState; fresh: Array<FeedRecord<Item>> } {
	const known = allKeys(state.seen);
	const fresh: Array<FeedRecord<Item>> = [];
	let { cursor } = reading;
	let serverNow: number | undefined;
	for (const page of reading.pages) {
		serverNow = page.serverNow ?? serverNow;
		const unseen = page.records.filter(({ key }) => !known.has(key));
		const taken = unseen.slice(0, most - fresh.length);
		for (const record of taken) {
			known.add(record.key);
			fresh.push(record);
		}
		// A page of which something is left is read again.
		if (taken.length < unseen.length) break;
		cursor = page.cursor ?? cursor;
	}
	const newest = laterOf(state.newest, newestBelieved(fresh, serverNow));
	const forgotten = laterOf(state.forgotten, newest === null ? null : newest - lookbackMs);
	return {
		state: {
			startTime: moved ? state.startTime : reading.startTime,
			cursor: moved ? state.cursor : cursor,
			newest,
			forgotten,
			seen: withoutBefore(withKeys(state.seen, fresh), forgotten ?? -Infinity),
		},
		fresh,
	};
}

/**
 * Where to begin anew when the service no longer knows the cursor: as far back as keys are remembered, which is the
 * lookback before the newest record; or at the old start when there was none. What was handed over since is known.
 */
export function reseeded(state: StreamState): StreamState {
	const startTime =
		state.forgotten === null ? state.startTime : new Date(state.forgotten).toISOString();
	return { ...state, startTime, cursor: undefined };
}

/** A state that fits into `bytes`. */
export function fitStream(
	state: StreamState,
	bytes: number,
): { state: StreamState; narrowed: boolean } {
	const fitted = fittedInto(state.seen, bytes);
	if (fitted.floor === undefined) return { state, narrowed: false };
	const forgotten = laterOf(state.forgotten, fitted.floor);
	return { state: { ...state, seen: fitted.seen, forgotten }, narrowed: true };
}

function laterOf(a: number | null, b: number | null): number | null {
	if (a === null || b === null) return a ?? b;
	return Math.max(a, b);
}
