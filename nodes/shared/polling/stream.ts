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
	/**
	 * What lies before this time is not followed: the watch began with it, or its keys are forgotten. Null when there is
	 * no such time.
	 */
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

export type StreamPlace = Pick<StreamState, 'startTime' | 'cursor'>;

/** What one reading of the stream has come to. */
export interface StreamReading<Item> {
	/** The place in the state when it began. */
	readonly from: StreamPlace;
	/** The place it read from: that of the state, or that of a new beginning. */
	readonly place: StreamPlace;
	readonly pages: ReadonlyArray<StreamPage<Item>>;
}

/**
 * What is new, in the order of the stream, and the state after that. Of it, what is silent is to be known and handed to
 * nobody.
 *
 * When another poll has moved the place since this reading began, its place stands and nothing is handed over: what was
 * read lies before that place and is dealt with, or behind it and is read again.
 */
export function settleStream<Item>(
	state: StreamState,
	{ from, place, pages }: StreamReading<Item>,
	{ lookbackMs, most }: { lookbackMs: number; most: number },
): { state: StreamState; fresh: Array<FeedRecord<Item>> } {
	if (!isSamePlace(state, from)) return { state, fresh: [] };
	const beganAnew = !isSamePlace(from, place);
	const known = allKeys(state.seen);
	const isNew = ({ key, time }: FeedRecord<Item>) =>
		!known.has(key) && (!beganAnew || time >= (state.forgotten ?? -Infinity));
	const fresh: Array<FeedRecord<Item>> = [];
	let loud = 0;
	let { cursor } = place;
	let reachedEnd = false;
	for (const page of pages) {
		let isLeft = false;
		for (const record of page.records.filter(isNew)) {
			// The same record may stand on a page twice.
			if (known.has(record.key)) continue;
			isLeft = record.silent !== true && loud >= most;
			if (isLeft) break;
			known.add(record.key);
			fresh.push(record);
			if (record.silent !== true) loud++;
		}
		// A page of which something is left is read again.
		if (isLeft) break;
		cursor = page.cursor ?? cursor;
		reachedEnd = !page.hasMore;
	}
	const newest = laterOf(state.newest, newestBelieved(fresh, pages[0]?.serverNow));
	// After a new beginning records that were dealt with come once more, until the end is reached: no key of them may be
	// forgotten before.
	const old = newest === null || !reachedEnd ? null : newest - lookbackMs;
	const forgotten = laterOf(state.forgotten, old);
	// A record that came late is remembered as long as one that is as old as anything that is remembered.
	const dealtWith = fresh.map(({ key, time }) => ({
		key,
		time: Math.max(time, state.forgotten ?? -Infinity),
	}));
	return {
		state: {
			startTime: place.startTime,
			cursor,
			newest,
			forgotten,
			seen: withoutBefore(withKeys(state.seen, dealtWith), forgotten ?? -Infinity),
		},
		fresh,
	};
}

function isSamePlace(a: StreamPlace, b: StreamPlace): boolean {
	return a.startTime === b.startTime && a.cursor === b.cursor;
}

/**
 * Where to begin anew when the service no longer knows the cursor: as far back as keys are remembered, which is the
 * lookback before the newest record but not before the watch began. What was handed over since is known.
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
