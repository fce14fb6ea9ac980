import { createHmac, randomUUID } from 'node:crypto';
import { untilRegistered } from '../../../demo/examples/fromOutside.mts';
import { SAFETYKIT_WEBHOOK_SECRET } from '../../../harness/sandbox.mts';
import { workflowOf, NOTHING, type NodeDraft } from './workflow.mts';
import type { HeavyWorld } from './world.mts';

/** A sender and the place that it sends to. */
export interface Endpoint {
	url: string;
	workflowId: string;
}

export interface Answer {
	status: number;
	ms: number;
}

export const SAFETYKIT_TRIGGER = 'SafetyKit Trigger';

/** Activates a workflow that begins with the SafetyKit Trigger. */
export async function openSafetyKit(
	{ rest, credentials: { safetyKitApi }, signal }: HeavyWorld,
	name: string,
	after: readonly NodeDraft[] = [NOTHING],
): Promise<Endpoint> {
	const webhookId = randomUUID();
	const trigger: NodeDraft = {
		name: SAFETYKIT_TRIGGER,
		type: 'safetyKitTrigger',
		webhookId,
		parameters: { triggerOn: ['workflow.succeeded', 'workflow.failed'], filters: {} },
		credentials: { safetyKitApi },
	};
	const workflowId = await rest.createWorkflow(workflowOf(name, [[trigger, ...after]]));
	await rest.activateWorkflow(workflowId);
	const url = `${rest.origin}/webhook/${webhookId}/webhook`;
	await untilRegistered(
		signal,
		async () => await fetch(url, { method: 'POST', body: '{}', signal }),
	);
	return { url, workflowId };
}

/** A webhook as SafetyKit sends it; without a secret of its own, one that is accepted. */
export async function deliver({ url }: Endpoint, id: string): Promise<Answer> {
	const body = JSON.stringify({
		type: 'workflow.succeeded',
		namespace: 'listings',
		id: `listing of ${id}`,
		request_id: `request of ${id}`,
		output: { actions: [], labels: [{ label: 'counterfeit', confidence: 'high' }] },
	});
	const timestamp = Math.floor(Date.now() / 1_000);
	const key = Buffer.from(SAFETYKIT_WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	const started = performance.now();
	const answer = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'webhook-id': id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': `v1,${signature}`,
		},
		body,
	});
	await answer.arrayBuffer();
	return { status: answer.status, ms: performance.now() - started };
}
