import type { z } from 'zod';

import type { JsonRecord } from '../json';
import type { Page } from '../paging/pages';

/** What a trigger emits: the json of one item, and what it is an event of. */
export interface PollEvent {
	/** The same for the same change, whichever poll or trigger finds it: what the id is made of stands in the record. */
	readonly id: string;
	readonly type: string;
	/** Epoch milliseconds. Events are in this order; those without a time come last. */
	readonly time: number | undefined;
	readonly json: JsonRecord;
}

/** The json of the item of an event. An event without a time happened when it was found, as far as anything tells. */
export function eventJson({ id, type, time, json }: PollEvent, now: number): JsonRecord {
	const eventTime = new Date(time ?? now).toISOString();
	return { event: type, ...json, eventId: id, eventType: type, eventTime };
}

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

export interface ScanContext {
	/** True when the poll has to end. */
	outOfTime(): boolean;
	/** What the clock of the host shows, epoch milliseconds. */
	now(): number;
	/** Items that one poll may emit. */
	readonly most: number;
	/**
	 * Whether this is the first time since the trigger was switched on, for what is reported once. The state remembers it
	 * when the poll stores it.
	 */
	isFirst(what: string): boolean;
	/** Writes to the log what a user should know and no message of the workflow tells. */
	warn(text: string): void;
}

export interface ReduceContext {
	/** Items that this poll may still emit. */
	readonly room: number;
	/** Another poll ended since this one scanned. */
	readonly overtaken: boolean;
	/** Bytes that the state may take as JSON. */
	readonly bytes: number;
	warn(text: string): void;
}

/** Something that a trigger watches. Reading and deciding are apart, so that deciding is pure. */
export interface SourceDefinition<State, Scanned> {
	/** Its place in the stored state. */
	name: string;
	/** The account that the state belongs to. The state of another account counts as none. */
	fingerprint: string;
	state: z.ZodType<State, z.ZodTypeDef, unknown>;
	/** Reads. `state` is undefined in the first scan. Throws ApiFailure. */
	scan(state: State | undefined, context: ScanContext): Promise<Scanned>;
	/**
	 * Decides, by the present state, what the trigger emits. `failure` is why a part could not be read, when that does not
	 * keep back the rest.
	 */
	reduce(
		state: State | undefined,
		scanned: Scanned,
		context: ReduceContext,
	): { state: State; emit: PollEvent[]; failure?: unknown };
}

/** A source without its types. */
export interface Source {
	name: string;
	scan(stored: unknown, context: ScanContext): Promise<Reducer>;
}

export type Reducer = (
	stored: unknown,
	context: ReduceContext,
) => {
	stored: unknown;
	emit: PollEvent[];
	/** Why a part could not be read that does not keep back the rest. */
	failure?: unknown;
};

/** For the log, when a poll cannot go on from what is stored. */
export const STARTS_OVER =
	'What was remembered belongs to another address, kind of key or version, or is damaged, so the trigger starts over: what came since the last poll counts as known.';

export function source<State, Scanned>(definition: SourceDefinition<State, Scanned>): Source {
	const { fingerprint, state: schema } = definition;
	const unpack = (stored: unknown): State | undefined => {
		if (typeof stored !== 'object' || stored === null) return undefined;
		const kept = stored as { fingerprint?: unknown; state?: unknown };
		if (kept.fingerprint !== fingerprint) return undefined;
		const parsed = schema.safeParse(kept.state);
		return parsed.success ? parsed.data : undefined;
	};
	return {
		name: definition.name,
		async scan(stored, context) {
			const state = unpack(stored);
			if (state === undefined && stored !== undefined) context.warn(STARTS_OVER);
			const scanned = await definition.scan(state, context);
			return (storedNow, reducing) => {
				const { state, ...reduced } = definition.reduce(unpack(storedNow), scanned, reducing);
				return { ...reduced, stored: { fingerprint, state } };
			};
		},
	};
}
