import type { Page } from '../paging/pages';

/** A record that a trigger may emit. */
export interface Candidate<Item> {
	/** Where every change is emitted, another one after each change, and so is the time. */
	readonly key: string;
	/** Epoch milliseconds. */
	readonly time: number;
	readonly item: Item;
	/** The trigger remembers it and does not emit it: it takes none of the room. */
	readonly silent?: boolean;
}

/** One page of a list of which a trigger emits what is new. */
export interface CandidatePage<Item> extends Page<Candidate<Item>> {
	/** Records on the page, those included that have no key or time, or are not what is watched. */
	readonly size: number;
	/** The service's own clock, epoch milliseconds; undefined where it does not tell. */
	readonly serverNow: number | undefined;
}

/** Requests that one scan makes. */
export const MAX_PAGES_PER_SCAN = 300;
