import type { z } from 'zod';

/** What a poll hands over: the json of one item, and the time by which items are put in order. */
export interface PollEvent {
	/** Epoch milliseconds. */
	readonly time: number;
	readonly json: Record<string, unknown>;
}

export interface LookContext {
	/** True when the poll has to come to its end. */
	outOfTime(): boolean;
	/** What the clock of the host shows, epoch milliseconds. */
	now(): number;
	/** Items that one poll may hand over. */
	readonly most: number;
	/**
	 * Whether this is the first time in the life of the watch, for what is said once. It is remembered when the poll stores
	 * its state.
	 */
	isFirst(what: string): boolean;
	/** For what a user should know and no message of the workflow tells. */
	warn(text: string): void;
}

export interface SettleContext {
	/** Items that may still be handed over by this poll. */
	readonly room: number;
	/** Another poll ended since this one looked. */
	readonly overtaken: boolean;
	/** Bytes that the state may take as JSON. */
	readonly bytes: number;
	warn(text: string): void;
}

/** Something that is watched. `Look` is what was read; reading and deciding are apart, so that deciding is pure. */
export interface SourceDefinition<State, Look> {
	/** Its place in the stored state. */
	name: string;
	/** Of what the state is only valid for: the account. A state of another one counts as none, and its baseline begins. */
	fingerprint: string;
	state: z.ZodType<State, z.ZodTypeDef, unknown>;
	/** Reads. `state` is undefined on the first look. Throws ApiFailure. */
	look(state: State | undefined, context: LookContext): Promise<Look>;
	/**
	 * Decides, by the present state, what is to be handed over. `failure` is why a part could not be read, when that does
	 * not keep back the rest.
	 */
	settle(
		state: State | undefined,
		look: Look,
		context: SettleContext,
	): { state: State; events: PollEvent[]; failure?: unknown };
}

/** A source whose types nobody has to know. */
export interface Source {
	name: string;
	look(stored: unknown, context: LookContext): Promise<Settle>;
}

export type Settle = (
	stored: unknown,
	context: SettleContext,
) => {
	stored: unknown;
	events: PollEvent[];
	/** Why a part could not be read that does not keep back the rest. */
	failure?: unknown;
};

/** For the log, when something is stored that cannot be gone on from. */
export const BEGINS_ANEW =
	'What was remembered belongs to another address, kind of key or version, or is damaged, so the trigger begins anew: what came since the last poll counts as known.';

export function source<State, Look>(definition: SourceDefinition<State, Look>): Source {
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
		async look(stored, context) {
			const state = unpack(stored);
			if (state === undefined && stored !== undefined) context.warn(BEGINS_ANEW);
			const look = await definition.look(state, context);
			return (storedNow, settling) => {
				const { state, ...settled } = definition.settle(unpack(storedNow), look, settling);
				return { ...settled, stored: { fingerprint, state } };
			};
		},
	};
}
