import { createHash } from 'node:crypto';

import { isJsonRecord } from '../json';

/** Short hashes of ids, and until when (seconds since 1970) each one is needed. */
export type SeenIds = Readonly<Record<string, number>>;

/** At 26 bytes each, well under the 64 KB that the state of a workflow should stay below. */
export const MOST_REMEMBERED = 2000;
const HASH_LENGTH = 12;

/** Reads what was stored; what is not in this form counts as nothing. */
export function parseSeenIds(stored: unknown): SeenIds {
	const seen: Record<string, number> = {};
	for (const [hash, until] of Object.entries(isJsonRecord(stored) ? stored : {})) {
		if (typeof until === 'number') seen[hash] = until;
	}
	return seen;
}

/** Remembers an id until a time; `repeated` when it is remembered already. Times are seconds. */
export function rememberId(
	seen: SeenIds,
	id: string,
	{ now, until }: { now: number; until: number },
): { repeated: boolean; seen: SeenIds } {
	const hash = createHash('sha256').update(id).digest('base64url').slice(0, HASH_LENGTH);
	const still = Object.entries(seen).filter(([, end]) => end >= now);
	const repeated = still.some(([known]) => known === hash);
	const others = still.filter(([known]) => known !== hash);
	const kept = [...others, [hash, until] as const].slice(-MOST_REMEMBERED);
	return { repeated, seen: Object.fromEntries(kept) };
}
