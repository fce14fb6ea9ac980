import { z } from 'zod';

import type { SeenIds } from '../../core/webhook/seenIds';
import { parseSeenIds, rememberId } from '../../core/webhook/seenIds';

/** An event that was emitted is not emitted again for this long, in seconds. */
export const REMEMBERED_SECONDS = 600;
/** Incidents that one delivery reads: its own, and some of those that wait. */
const MOST_READS = 10;
const MOST_WAITING = 500;
const MINUTE = 60;
/** Seconds in which n8n is sure to have saved all that an activation begins with, such as the baseline of a poll. */
const ACTIVATION = 60;

/**
 * What the trigger remembers between deliveries. n8n gives each delivery a copy, and saves it as a whole at the end: of
 * deliveries at the same moment, one overwrites what the others wrote. So all of this is a best effort.
 */
export interface Ledger {
	readonly version: 1;
	readonly seen: SeenIds;
	/** When the present minute began, seconds since 1970, and the incidents that were read since. */
	readonly minute: number;
	readonly reads: number;
	/** Ids of incidents that a later delivery reads, each once. */
	readonly waiting: readonly string[];
	/** When something was written to the log last, in seconds. */
	readonly warned: number;
	/** When the workflow was activated, in seconds; 0 when it is not active, as far as n8n has saved. */
	readonly activated: number;
}

const form = z.object({
	version: z.literal(1),
	seen: z.unknown().transform(parseSeenIds),
	minute: z.number().catch(0),
	reads: z.number().nonnegative().catch(0),
	waiting: z.array(z.string()).catch([]),
	warned: z.number().catch(0),
	activated: z.number().catch(0),
});

const EMPTY: Ledger = {
	version: 1,
	seen: {},
	minute: 0,
	reads: 0,
	waiting: [],
	warned: 0,
	activated: 0,
};

/** Reads what was stored; what is not in this form counts as nothing. */
export function parseLedger(stored: unknown): Ledger {
	const parsed = form.safeParse(stored);
	return parsed.success ? parsed.data : EMPTY;
}

/** Which incidents a delivery reads: first its own, then those that wait. Those beyond the limit wait. */
export function admit(
	ledger: Ledger,
	incidentId: string,
	{ now, limit }: { now: number; limit: number },
): { ledger: Ledger; read: string[] } {
	const isSameMinute = now >= ledger.minute && now < ledger.minute + MINUTE;
	const { minute, reads } = isSameMinute ? ledger : { minute: now, reads: 0 };
	const wanted = [...new Set([incidentId, ...ledger.waiting])];
	const read = wanted.slice(0, Math.max(0, Math.min(limit - reads, MOST_READS)));
	const waiting = wanted.slice(read.length).slice(0, MOST_WAITING);
	return { ledger: { ...ledger, minute, reads: reads + read.length, waiting }, read };
}

/** Remembers an event; `repeated` when it was emitted before. */
export function rememberEvent(
	ledger: Ledger,
	eventId: string,
	now: number,
): { ledger: Ledger; repeated: boolean } {
	const until = Math.ceil(now) + REMEMBERED_SECONDS;
	const { repeated, seen } = rememberId(ledger.seen, eventId, { now, until });
	return { ledger: { ...ledger, seen }, repeated };
}

/**
 * Whether the ledger may be saved. n8n saves it with its copy of what the other nodes of the workflow remember. While n8n
 * activates the workflow and a Sety Trigger reads its baseline, that copy has none: after a restart of n8n, incidents that
 * came meanwhile would count as known.
 */
export function maySave({ activated }: Ledger, now: number): boolean {
	return activated > 0 && (now < activated || now >= activated + ACTIVATION);
}

/** Whether something may be written to the log: once a minute, and only when that can be remembered. */
export function mayWarn(ledger: Ledger, now: number): boolean {
	return maySave(ledger, now) && (now < ledger.warned || now >= ledger.warned + MINUTE);
}
