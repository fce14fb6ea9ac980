import { ApiFailure } from '../../core/failures/failures';
import { issuesIn } from '../../core/http/quote';
import type { SafetyKitCall, SafetyKitClient } from '../service';
import type { CompleteEvent } from './event';
import type { Delivery, Receipt } from './delivery';
import { eventCall, queueEvents, receiptsIn } from './delivery';

/** POST /v1/events with an array: ordered, all ingested before the answer, ids in the order of the request. */
export const sendEvents: SafetyKitCall = {
	...eventCall,
	key: 'event.sendBatch',
	title: 'Create events',
	path: '/v1/events',
	parameters: 'a field of the events',
	longParameters: 'content or metadata of the events, or lower Max Batch Size',
};

/** How SafetyKit answered a batch. */
export type BatchAnswer =
	| { kind: 'accepted'; receipts: Receipt[] }
	/** 400 or 422. That SafetyKit stores nothing of such a batch is assumed; the keys of the events make a repeat harmless. */
	| { kind: 'refused'; failure: ApiFailure; faults: Map<number, string> }
	/** 413. */
	| { kind: 'tooLarge'; failure: ApiFailure }
	/** Anything else, such as a cancelled execution. */
	| { kind: 'failed'; failure: unknown };

/** Sends a batch. Never throws. */
export async function sendBatchOf(
	events: readonly CompleteEvent[],
	how: Delivery,
	client: SafetyKitClient,
): Promise<BatchAnswer> {
	let faults = new Map<number, string>();
	try {
		const answer = await client.send(how === 'queued' ? queueEvents : sendEvents, {
			body: events,
			onRefusal(body, quotable) {
				faults = eventsAtFault(body, events.length, quotable);
			},
		});
		return { kind: 'accepted', receipts: receiptsIn(answer, events.length, how) };
	} catch (failure) {
		if (!(failure instanceof ApiFailure)) return { kind: 'failed', failure };
		const { status } = failure.details;
		if (status === 413) return { kind: 'tooLarge', failure };
		if (status === 400 || status === 422) return { kind: 'refused', failure, faults };
		return { kind: 'failed', failure };
	}
}

/**
 * How a path names an event of the batch: `3.user_id`, `[3].user_id`, `/3/user_id`, `events[3]`, `body.3`. No error body of
 * SafetyKit is documented, so all of this is assumed.
 */
const EVENT_IN_PATH = /^(?:\$|body|events)?[./[]*(\d+)(?![\w-])/;

/**
 * The events of a batch that an answer names as at fault, by their index, with the reason. Empty when the answer names
 * none, or one that is not in the batch: then it means something else, and the node must not refuse an event by it.
 *
 * @param quotable makes the service's words fit to show
 */
export function eventsAtFault(
	body: unknown,
	batchSize: number,
	quotable: (text: string) => string,
): Map<number, string> {
	const faults = new Map<number, string>();
	for (const { path, where, message } of issuesIn(body)) {
		const index = indexOf(path);
		if (index === undefined || index >= batchSize) return new Map();
		const before = faults.get(index);
		faults.set(index, `${before === undefined ? '' : `${before}; `}${where}: ${message}`);
	}
	return new Map([...faults].map(([index, why]) => [index, quotable(why)]));
}

function indexOf(path: unknown): number | undefined {
	if (!Array.isArray(path)) {
		const found = typeof path === 'string' ? EVENT_IN_PATH.exec(path)?.[1] : undefined;
		return found === undefined ? undefined : Number(found);
	}
	const [first, second] = path as unknown[];
	const index = first === 'body' || first === 'events' ? second : first;
	return /^\d+$/.test(String(index)) ? Number(index) : undefined;
}
