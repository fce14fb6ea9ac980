import type { ReceivedRequest } from '../../../sandbox/recorder.cts';
import { TRIGGERS, type Trigger } from './workflow.mts';

/** The trigger that a request comes from: nothing else in the workflow calls the services. */
export function triggerOf({ service, path }: Pick<ReceivedRequest, 'service' | 'path'>) {
	if (service === 'sety' && path === '/incidents') return TRIGGERS.sety;
	if (service === 'samsara-us' && path === '/safety-events/stream') return TRIGGERS.samsara;
	return undefined;
}

export const isPoll = (request: ReceivedRequest): boolean => triggerOf(request) !== undefined;

export const isPollOf =
	(trigger: Trigger) =>
	(request: ReceivedRequest): boolean =>
		triggerOf(request) === trigger;

/** How many requests of polls met which kind of bad phase. */
export function phasesMet(received: readonly ReceivedRequest[]) {
	const faults = received.filter(isPoll).map(({ fault }) => fault);
	const count = (...kinds: string[]) => faults.filter((kind) => kinds.includes(kind ?? '')).length;
	return {
		'429': count('rateLimited'),
		'5xx': count('status'),
		'broken connections': count('resetBefore', 'resetAfter'),
	};
}
