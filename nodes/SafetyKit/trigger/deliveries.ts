import type { SeenIds } from '../../core/webhook/seenIds';
import { parseSeenIds, rememberId } from '../../core/webhook/seenIds';
import { isJsonRecord } from '../../core/json';
import { TOLERANCE } from './verifyWebhook';

const VERSION = 1;

export interface Delivery {
	id: string;
	/** Of the webhook, in seconds since 1970. */
	timestamp: number;
}

/** What the trigger remembers between webhooks. */
export interface Deliveries {
	version: typeof VERSION;
	seen: SeenIds;
}

/** Reads what was stored; what is not in this form counts as nothing. */
export function parseDeliveries(stored: unknown): Deliveries {
	const isOurs = isJsonRecord(stored) && stored.version === VERSION;
	return { version: VERSION, seen: parseSeenIds(isOurs ? stored.seen : undefined) };
}

/**
 * Remembers a delivery. It is a repeat when its id came before within the tolerance, as long as a copy of it would pass
 * verification. After that the same id passes again, so that a user can send a webhook again from the dashboard.
 */
export function remember(
	{ seen: before }: Deliveries,
	{ id, timestamp }: Delivery,
	nowMs: number,
): { repeated: boolean; deliveries: Deliveries } {
	const now = nowMs / 1000;
	const until = Math.ceil(Math.max(now, timestamp)) + TOLERANCE;
	const { repeated, seen } = rememberId(before, id, { now, until });
	return { repeated, deliveries: { version: VERSION, seen } };
}
