import type { Receipt } from '../api/client';
import type { CompleteEvent } from './complete';

/** One output item: what SafetyKit answered, and what it was about. */
export function receiptOf(event: CompleteEvent, receipt: Receipt): Record<string, unknown> {
	const { type, event_name, timestamp, idempotency_key } = event;
	return { ...receipt, type, event_name, timestamp, idempotency_key };
}
