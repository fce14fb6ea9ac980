import { z } from 'zod';

import type { Clock } from '../clock';
import type { FailureDetails } from '../failures/failures';
import { ApiFailure, InvalidInput } from '../failures/failures';
import type { LookContext, PollEvent, Settle, Source } from './source';
import { BEGINS_ANEW } from './source';

/** Bytes of JSON that a trigger stores at most. */
export const STATE_LIMIT_BYTES = 64 * 1024;
/** Of which this much is for what stands around the states of the sources. */
const FRAME_BYTES = 1_024;
/** Things that are said once, in all: what a state may hold of them. */
const MOST_SAID = 20;
/** The part of the host's budget after which nothing more is read. */
export const BUDGET_PART = 0.8;
/** For hosts that tell no budget, in milliseconds. */
export const DEFAULT_BUDGET_MS = 60_000;

/** The part of n8n that a poll needs. */
export interface PollHost {
	/** What the last poll stored, whoever made it. */
	readState(): unknown;
	/** One assignment. */
	writeState(state: StoredState): void;
	clock: Pick<Clock, 'now' | 'monotonic'>;
	/** Milliseconds that this poll may take. */
	budgetMs: number;
	warn(text: string): void;
	/** Makes a failure visible although the poll hands something over. */
	tellFailure(failure: unknown): void;
}

export interface StoredState {
	version: 1;
	/** Counts the polls that ended, but for those that another one overtook. */
	revision: number;
	/** By the name of the source. */
	sources: Record<string, unknown>;
	/** What was said once and is not said again. */
	said?: string[] | undefined;
}

const storedState = z.object({
	version: z.literal(1),
	// Neither is worth to begin anew for.
	revision: z.number().int().nonnegative().safe().catch(0),
	sources: z.record(z.unknown()),
	said: z.array(z.string()).optional().catch(undefined),
});

/**
 * One poll: look at every source, decide by the state as it is then, store once, hand over.
 *
 * Polls overlap when one takes longer than the interval, so nothing read before is trusted when the state is written:
 * between the second reading of the state and its writing nothing is awaited.
 *
 * A source that cannot be read does not keep back what others found: it is tried again by the next poll. Its failure is
 * told, or thrown when there is nothing to hand over. The first look at a source has to succeed, so that a
 * workflow with a wrong key or address is not switched on.
 *
 * @returns the events, oldest first; null when there are none, because n8n would start an empty execution for []
 * @throws what a source threw: ApiFailure
 */
export async function poll(
	host: PollHost,
	sources: readonly Source[],
	{ most }: { most: number },
): Promise<PollEvent[] | null> {
	const end = host.clock.monotonic() + host.budgetMs * BUDGET_PART;
	const told = new Set<string>();
	const warn = (text: string) => {
		if (!told.has(text)) host.warn(text);
		told.add(text);
	};
	const before = readState(host, warn);
	const said = new Set(before.said);
	const isFirst = (what: string) =>
		!said.has(what) && said.size < MOST_SAID && said.add(what).has(what);
	const now = () => host.clock.now();
	const context: LookContext = {
		outOfTime: () => host.clock.monotonic() >= end,
		now,
		most,
		isFirst,
		warn,
	};

	const settles: Array<{ name: string; settle: Settle }> = [];
	const failures: Failed[] = [];
	for (const { name, look } of sources) {
		try {
			settles.push({ name, settle: await look(before.sources[name], context) });
		} catch (reason) {
			failures.push({ name, reason, neverRead: before.sources[name] === undefined });
		}
	}
	if (failures.some(({ neverRead }) => neverRead)) throw allOf(failures);

	const present = readState(host, warn);
	const overtaken = present.revision !== before.revision;
	const bytes = Math.floor((STATE_LIMIT_BYTES - FRAME_BYTES) / sources.length);
	const events: PollEvent[] = [];
	const states = new Map(Object.entries(present.sources));
	for (const { name, settle } of settles) {
		const settling = { room: most - events.length, overtaken, bytes, warn };
		const settled = settle(present.sources[name], settling);
		for (const event of settled.events) events.push(event);
		if (settled.failure !== undefined) {
			failures.push({ name, reason: settled.failure, neverRead: false });
		}
		states.set(name, settled.stored);
	}
	const watched = [...states].filter(([name]) => sources.some((source) => source.name === name));
	if (settles.length > 0) {
		host.writeState({
			version: 1,
			// One that was overtaken compared nothing, so it has overtaken nobody: otherwise polls that are all slower than the
			// interval would keep each other from comparing for ever.
			revision: overtaken ? present.revision : present.revision + 1,
			sources: Object.fromEntries(watched),
			...(said.size === 0 ? {} : { said: [...new Set([...(present.said ?? []), ...said])] }),
		});
	}

	if (failures.length > 0) {
		if (events.length === 0) throw allOf(failures);
		host.tellFailure(allOf(failures));
	}
	return events.length === 0 ? null : events.sort((a, b) => a.time - b.time);
}

function readState(host: PollHost, warn: (text: string) => void): StoredState {
	const stored = host.readState();
	const parsed = storedState.safeParse(stored);
	if (parsed.success) return parsed.data;
	if (stored !== undefined) warn(BEGINS_ANEW);
	return { version: 1, revision: 0, sources: {} };
}

interface Failed {
	/** Of the source. */
	name: string;
	reason: unknown;
	/** The source was never read before. */
	neverRead: boolean;
}

/**
 * One failure for all of them, each with the name of its source. That of a source which was never read comes first: it is
 * what keeps the workflow from being switched on.
 */
function allOf(failures: readonly Failed[]): unknown {
	const [first, ...others] = [...failures].sort(
		(a, b) => Number(b.neverRead) - Number(a.neverRead),
	);
	if (first === undefined || others.length === 0) return first?.reason;
	const told = [first, ...others].map(
		({ name, reason }) => `${inWords(name)}: ${messageOf(reason)}`,
	);
	return new ApiFailure(
		`${told.length} of the watched parts could not be read. ${told.join(' | ')}`,
		howToGoOnOf(first.reason),
		detailsOf(failures.map(({ reason }) => reason)),
	);
}

/** "dangerZones" as it is read: "danger zones". */
function inWords(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}

function howToGoOnOf(reason: unknown): string {
	return reason instanceof ApiFailure || reason instanceof InvalidInput ? reason.howToGoOn : '';
}

/** Those of the one that asks for the longest wait, else of the first that has any. */
function detailsOf(reasons: readonly unknown[]): FailureDetails {
	const details = reasons.flatMap((reason) =>
		reason instanceof ApiFailure ? [reason.details] : [],
	);
	const [longest] = [...details].sort((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0));
	return longest ?? { attempts: 0, certainlyWithoutEffect: true };
}
