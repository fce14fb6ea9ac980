import { systemClock } from '../../core/clock';
import type { KeyedEvent, SafetyKitEvent } from './event';

export type CompleteEvent = KeyedEvent & { timestamp: string };

/**
 * Gives an event what nobody gave it: the present time, and a key that a retry of this item repeats.
 *
 * @param event tidied and checked, so that both are texts where they are there
 */
export function completeEvent(
	event: SafetyKitEvent,
	keyFor: () => string,
	now: number = systemClock.now(),
): CompleteEvent {
	const { timestamp, idempotency_key: key } = event;
	return {
		...event,
		timestamp: typeof timestamp === 'string' ? timestamp : new Date(now).toISOString(),
		idempotency_key: typeof key === 'string' ? key : keyFor(),
	};
}
