import { z } from 'zod';

import type { Clock } from '../clock';
import type { FailureDetails } from '../failures/failures';
import { ApiFailure, InvalidInput } from '../failures/failures';
import type { PollEvent, Reducer, ScanContext, Source } from './source';
import { STARTS_OVER } from './source';

/** Bytes of JSON that a trigger stores at most. */
export const STATE_LIMIT_BYTES = 64 * 1024;
/** Of which this much is for what the state holds besides those of the sources. */
const FRAME_BYTES = 1_024;
/** Names that a state may hold of what was reported once. */
const MOST_REPORTED = 20;
/** The part of the host's budget after which nothing more is read. */
export const BUDGET_PART = 0.8;
/** For hosts that give no budget, in milliseconds. */
export const DEFAULT_BUDGET_MS = 60_000;

/** The part of n8n that a poll needs. */
export interface PollHost {
	/** What the last poll stored, this one or one that overlaps. */
	readState(): unknown;
	/** One assignment. */
	writeState(state: StoredState): void;
	clock: Pick<Clock, 'now' | 'monotonic'>;
	/** Milliseconds that this poll may take. */
	budgetMs: number;
	warn(text: string): void;
	/** Makes a failure visible although the poll emits something. */
	reportFailure(failure: unknown): void;
}

export interface StoredState {
	version: 1;
	/** Counts the polls that ended, without those that another one overtook. */
	revision: number;
	/** By the name of the source. */
	sources: Record<string, unknown>;
	/** What was reported once and is not reported again. */
	said?: string[] | undefined;
}

const storedState = z.object({
	version: z.literal(1),
	// A damaged one is not worth a new baseline.
	revision: z.number().int().nonnegative().safe().catch(0),
	sources: z.record(z.unknown()),
	said: z.array(z.string()).optional().catch(undefined),
});

/**
 * One poll: scan every source, decide by the state as it is then, store once, emit.
 *
 * Polls overlap when one takes longer than the interval, so the poll trusts nothing that it read before when it writes
 * the state: between the second reading of the state and its writing it awaits nothing.
 *
 * A source that cannot be read does not keep back what others found: the next poll tries it again. Its failure is
 * reported, or thrown when there is nothing to emit. The first scan of a source has to succeed, so that a workflow with a
 * wrong key or address is not switched on.
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
	const warned = new Set<string>();
	const warn = (text: string) => {
		if (!warned.has(text)) host.warn(text);
		warned.add(text);
	};
	const before = readState(host, warn);
	const reported = new Set(before.said);
	const isFirst = (what: string) =>
		!reported.has(what) && reported.size < MOST_REPORTED && reported.add(what).has(what);
	const now = () => host.clock.now();
	const context: ScanContext = {
		outOfTime: () => host.clock.monotonic() >= end,
		now,
		most,
		isFirst,
		warn,
	};

	const scanned: Array<{ name: string; reduce: Reducer }> = [];
	const failures: SourceFailure[] = [];
	for (const { name, scan } of sources) {
		try {
			scanned.push({ name, reduce: await scan(before.sources[name], context) });
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
	for (const { name, reduce } of scanned) {
		const room = most - events.length;
		const reduced = reduce(present.sources[name], { room, overtaken, bytes, warn });
		for (const event of reduced.emit) events.push(event);
		if (reduced.failure !== undefined) {
			failures.push({ name, reason: reduced.failure, neverRead: false });
		}
		states.set(name, reduced.stored);
	}
	const watched = [...states].filter(([name]) => sources.some((source) => source.name === name));
	if (scanned.length > 0) {
		host.writeState({
			version: 1,
			// A poll that was overtaken compares nothing, so it overtakes no other: otherwise polls that are all slower than the
			// interval would keep each other from comparing for ever.
			revision: overtaken ? present.revision : present.revision + 1,
			sources: Object.fromEntries(watched),
			...(reported.size === 0
				? {}
				: { said: [...new Set([...(present.said ?? []), ...reported])] }),
		});
	}

	if (failures.length > 0) {
		if (events.length === 0) throw allOf(failures);
		host.reportFailure(allOf(failures));
	}
	return events.length === 0 ? null : events.sort(byTime);
}

const byTime = (
	{ time: one = Number.MAX_VALUE }: PollEvent,
	{ time: other = Number.MAX_VALUE }: PollEvent,
) => one - other;

function readState(host: PollHost, warn: (text: string) => void): StoredState {
	const stored = host.readState();
	const parsed = storedState.safeParse(stored);
	if (parsed.success) return parsed.data;
	if (stored !== undefined) warn(STARTS_OVER);
	return { version: 1, revision: 0, sources: {} };
}

interface SourceFailure {
	/** The name of the source. */
	name: string;
	reason: unknown;
	/** The source was never read before. */
	neverRead: boolean;
}

/**
 * One failure for all of them, each with the name of its source. That of a source which was never read comes first: it
 * keeps the workflow from being switched on.
 */
function allOf(failures: readonly SourceFailure[]): unknown {
	const [first, ...others] = [...failures].sort(
		(a, b) => Number(b.neverRead) - Number(a.neverRead),
	);
	if (first === undefined || others.length === 0) return first?.reason;
	const messages = [first, ...others].map(
		({ name, reason }) => `${labelOf(name)}: ${messageOf(reason)}`,
	);
	return new ApiFailure(
		`${messages.length} of the watched parts could not be read. ${messages.join(' | ')}`,
		howToGoOnOf(first.reason),
		detailsOf(failures.map(({ reason }) => reason)),
	);
}

/** "danger zones" for "dangerZones". */
function labelOf(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function messageOf(reason: unknown): string {
	return reason instanceof Error ? reason.message : String(reason);
}

function howToGoOnOf(reason: unknown): string {
	return reason instanceof ApiFailure || reason instanceof InvalidInput ? reason.howToGoOn : '';
}

/** The details of the failure that asks for the longest wait, else of the first that has any. */
function detailsOf(reasons: readonly unknown[]): FailureDetails {
	const details = reasons.flatMap((reason) =>
		reason instanceof ApiFailure ? [reason.details] : [],
	);
	const [longest] = [...details].sort((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0));
	return longest ?? { attempts: 0, certainlyWithoutEffect: true };
}
