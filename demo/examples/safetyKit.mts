import { isDeepStrictEqual } from 'node:util';
import type { ReceivedRequest } from '../../sandbox/recorder.cts';
import type { Check } from './checks.mts';
import { itemsOf } from './execution.mts';

const callsIn = (received: readonly ReceivedRequest[]): string[] =>
	received.map(({ method, path, status }) => `${method} ${path} ${status}`);

const fieldOf = (body: unknown, name: string): unknown =>
	typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;

/** examples/safetykit-outbox.json: unsent rows are sent in one batch, and each is marked by what became of it. */
export const outbox: Check = (result, { received }) => {
	const statusOf = (node: string) => itemsOf(result, node).map(({ status }) => status);
	const [batch] = received.map(({ body }) => body);
	const keys = Array.isArray(batch) ? batch.map((event) => fieldOf(event, 'idempotency_key')) : [];
	return [
		{
			text: 'the good events go in one batch, in order, with the keys of their rows',
			met: isDeepStrictEqual(keys, ['outbox-1', 'outbox-2']),
			found: batch,
		},
		{
			text: 'nothing else is sent',
			met: isDeepStrictEqual(callsIn(received), ['POST /v1/events 200']),
			found: callsIn(received),
		},
		{
			text: 'two rows are marked as sent, and the one without a target as refused',
			met:
				isDeepStrictEqual(statusOf('Mark as Sent'), ['sent', 'sent']) &&
				isDeepStrictEqual(statusOf('Mark as Refused'), ['refused']),
			found: [statusOf('Mark as Sent'), statusOf('Mark as Refused')],
		},
	];
};

/** examples/safetykit-review-form.json: one event and one verdict for a filled in form. */
export const reviewForm: Check = (result, { received }) => {
	const [event, verdict] = received.map(({ body }) => body);
	const [sent = {}] = itemsOf(result, 'Send Decision');
	return [
		{
			text: 'the decision is stored under the name of the reviewer',
			met:
				typeof sent['event_id'] === 'string' &&
				fieldOf(event, 'source_id') === 'reviewer_17' &&
				isDeepStrictEqual(fieldOf(event, 'labels'), ['counterfeit']),
			found: event,
		},
		{
			text: 'the verdict names the listing and the policy',
			met:
				fieldOf(verdict, 'reference_id') === 'listing_abc123' &&
				fieldOf(verdict, 'decision') === 'match',
			found: verdict,
		},
	];
};

/** examples/safetykit-result-webhook.json: each result takes its own branch. */
export const resultWebhook: Check = (result, { received }) => {
	const [event] = received.filter(({ path }) => path === '/v1/events').map(({ body }) => body);
	const untouched = itemsOf(result, 'Nothing to Do').map(({ id }) => id);
	return [
		{
			text: 'the labelled listing becomes a decision of the automation',
			met:
				fieldOf(event, 'target_content_id') === 'listing_1' &&
				fieldOf(event, 'idempotency_key') === 'req_1/listing_1',
			found: event,
		},
		{
			text: 'the clean one is left alone',
			met: isDeepStrictEqual(untouched, ['listing_2']),
			found: untouched,
		},
		{
			text: 'the one that failed comes to the team, and nothing else is sent',
			met:
				isDeepStrictEqual(
					itemsOf(result, 'Tell Your Team').map(({ id }) => id),
					['listing_3'],
				) && isDeepStrictEqual(callsIn(received), ['POST /v1/events 200']),
			found: callsIn(received),
		},
	];
};
