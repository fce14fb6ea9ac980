import { createHash } from 'node:crypto';

import { isJsonRecord } from '../../core/json';
import { TOLERANCE } from './verifyWebhook';

const VERSION = 1;
/** At 26 bytes each, well under the 64 KB that the state of a workflow should stay below. */
export const MOST_REMEMBERED = 2000;
const HASH_LENGTH = 12;

export interface Delivery {
	id: string;
	/** Of the webhook, in seconds since 1970. */
	timestamp: number;
}

/** What the trigger remembers between webhooks: short hashes of ids, and until when (seconds) it needs each one. */
export interface Deliveries {
	version: typeof VERSION;
	seen: Record<string, number>;
}

/** Reads what was stored; what is not in this form counts as nothing. */
export function parseDeliveries(stored: unknown): Deliveries {
	const seen: Record<string, number> = {};
	if (isJsonRecord(stored) && stored.version === VERSION && isJsonRecord(stored.seen)) {
		for (const [hash, until] of Object.entries(stored.seen)) {
			if (typeof until === 'number') seen[hash] = until;
		}
	}
	return { version: VERSION, seen };
}

/**
 * Remembers a delivery. It is a repeat when its id came before within the tolerance, as long as a copy of it would pass
 * verification. After that the same id passes again, so that a user can send a webhook again from the dashboard.
 */
export function remember(
	{ seen }: Deliveries,
	{ id, timestamp }: Delivery,
	nowMs: number,
): { repeated: boolean; deliveries: Deliveries } {
	const now = nowMs / 1000;
	const hash = createHash('sha256').update(id).digest('base64url').slice(0, HASH_LENGTH);
	const still = Object.entries(seen).filter(([, until]) => until >= now);
	const repeated = still.some(([known]) => known === hash);
	const until = Math.ceil(Math.max(now, timestamp)) + TOLERANCE;
	const others = still.filter(([known]) => known !== hash);
	const kept = [...others, [hash, until] as const].slice(-MOST_REMEMBERED);
	return { repeated, deliveries: { version: VERSION, seen: Object.fromEntries(kept) } };
}
