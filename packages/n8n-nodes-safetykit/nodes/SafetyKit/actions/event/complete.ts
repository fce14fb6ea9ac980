import { systemClock } from '../../../shared/clock';
import type { SafetyKitEvent } from '../../api/event/event';

export type CompleteEvent = SafetyKitEvent & { timestamp: unknown; idempotency_key: unknown };

/**
 * Gives an event what nobody gave it: the present time, and a key that a retry of this item repeats.
 */
export function completeEvent(
	event: SafetyKitEvent,
	keyFor: () => string,
	now: number = systemClock.now(),
): CompleteEvent {
	return {
		...event,
		timestamp: event.timestamp ?? new Date(now).toISOString(),
		idempotency_key: event.idempotency_key ?? keyFor(),
	};
}
