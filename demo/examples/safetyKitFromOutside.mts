import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { untilTakesCalls } from '../../harness/n8n/takesCalls.mts';
import type { N8nRest } from '../../harness/n8n/rest.mts';
import { limits } from '../../harness/process/timeLimit.mts';
import { until } from '../../harness/process/until.mts';
import { SAFETYKIT_WEBHOOK_SECRET } from '../../harness/sandbox.mts';
import { withoutButton } from './exampleFile.mts';
import { itemsOf } from './execution.mts';
import { sendForm } from './form.mts';
import { untilRegistered, webhookIdOf } from './fromOutside.mts';
import type { Probe } from './probe.mts';
import { resultWebhook, reviewForm } from './safetyKit.mts';

/** Webhooks in the form that SafetyKit documents: an object with a label, one without, and one that was not reviewed. */
const RESULTS = [
	{
		type: 'workflow.succeeded',
		namespace: 'listings',
		id: 'listing_1',
		request_id: 'req_1',
		output: { actions: [], labels: [{ label: 'counterfeit', confidence: 'high' }] },
	},
	{
		type: 'workflow.succeeded',
		namespace: 'listings',
		id: 'listing_2',
		request_id: 'req_2',
		output: { actions: [], labels: [] },
	},
	{ type: 'workflow.failed', namespace: 'listings', id: 'listing_3', request_id: 'req_3' },
];

const TRIGGER = 'SafetyKit Trigger';
const triggerState = z.object({ seen: z.record(z.number()) });

/** Waits until n8n has saved that the trigger knows `known` webhook ids: the trigger answers before n8n saves. */
export async function untilSaved(
	rest: N8nRest,
	workflowId: string,
	known: number,
	signal: AbortSignal,
): Promise<void> {
	await until(limits.saveState, signal, async () => {
		const state = (await rest.staticDataOf(workflowId))[`node:${TRIGGER}`];
		const { data } = triggerState.safeParse(state);
		return data !== undefined && Object.keys(data.seen).length === known ? true : undefined;
	});
}

/** Signed webhooks come to the production URL, each twice, and each result takes its branch. */
export const resultsByWebhook: Probe = {
	situation: 'started by webhooks',
	change: withoutButton,
	async start({ origin, rest, example, workflowId, sandbox, signal }) {
		const url = `${origin}/webhook/${webhookIdOf(example, TRIGGER)}/webhook`;
		const unsigned = async () => await fetch(url, { method: 'POST', body: '{}', signal });
		const refused = await untilRegistered(signal, unsigned);
		const statuses = [refused.status];
		for (const [index, body] of RESULTS.entries()) {
			const order = { url, secret: SAFETYKIT_WEBHOOK_SECRET, body };
			const { id, status } = await sandbox.control.safetyKit.sendWebhook(order);
			await untilSaved(rest, workflowId, index + 1, signal);
			const again = await sandbox.control.safetyKit.sendWebhook({ ...order, id });
			statuses.push(status, again.status);
		}
		return { executions: RESULTS.length, answers: statuses };
	},
	check(result, observed) {
		const ids = itemsOf(result, TRIGGER).map(({ id }) => id);
		return [
			{
				text: 'the one without a signature is refused, the others are accepted',
				met: isDeepStrictEqual(observed.answers, [401, 200, 200, 200, 200, 200, 200]),
				found: observed.answers,
			},
			{
				text: 'each result starts the workflow once, and the one that was refused does not',
				met: isDeepStrictEqual(
					ids,
					RESULTS.map(({ id }) => id),
				),
				found: ids,
			},
			...resultWebhook(result, observed),
		];
	},
};

/** By the labels of the form. */
const FILLED_IN: Readonly<Record<string, string>> = {
	Reviewer: 'reviewer_17',
	'Seller ID': 'seller_456',
	'Listing ID': 'listing_abc123',
	Finding: 'counterfeit',
	Decision: 'remove',
};

/** A reviewer opens the form at its production URL, fills it in and sends it. */
export const reviewByForm: Probe = {
	situation: 'started by its form',
	change: withoutButton,
	async start({ origin, example, signal }) {
		const url = `${origin}/form/${webhookIdOf(example, 'Review Form')}`;
		await untilTakesCalls(url, signal);
		const page = await fetch(url, { signal });
		const { labels, status } = await sendForm(url, page, FILLED_IN, signal);
		return { executions: 1, answers: [labels, status] };
	},
	check(result, observed) {
		const [labels, status] = observed.answers ?? [];
		const [item = {}] = itemsOf(result, 'Review Form');
		return [
			{
				text: 'the form asks for what the workflow needs',
				met: isDeepStrictEqual(labels, Object.keys(FILLED_IN)),
				found: labels,
			},
			{
				text: 'what was filled in starts the workflow',
				met: status === 200 && isDeepStrictEqual({ ...item, ...FILLED_IN }, item),
				found: [status, item],
			},
			...reviewForm(result, observed),
		];
	},
};
