import { createHmac } from 'node:crypto';
import axios from 'axios';
import { z } from 'zod';

export const webhookOrder = z.strictObject({
	url: z.string().url(),
	/** `whsec_…`, as the dashboard shows it for an endpoint. */
	secret: z.string(),
	/** The first of them signs; with more, the header has one signature for each. */
	furtherSecrets: z.array(z.string()).default([]),
	/** Without one it gets a new one; the same one again is a redelivery. */
	id: z.string().optional(),
	/** Seconds since 1970; default: now, by the sandbox's clock. */
	timestamp: z.number().int().optional(),
	body: z.record(z.unknown()).default({ type: 'workflow.succeeded' }),
});

export type WebhookOrder = z.input<typeof webhookOrder>;

export interface SentWebhook {
	readonly id: string;
	/** What the receiver answered. */
	readonly status: number;
	readonly answer: string;
}

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, keyed with what is behind `whsec_` in base64. */
export function signature(
	secret: string,
	{ id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	return `v1,${digest}`;
}

export async function sendWebhook(
	order: z.output<typeof webhookOrder>,
	{ newId, now }: { newId: string; now: number },
): Promise<SentWebhook> {
	const { url, secret, furtherSecrets, id = newId } = order;
	const timestamp = order.timestamp ?? Math.floor(now / 1000);
	const body = JSON.stringify(order.body);
	const signatures = [secret, ...furtherSecrets].map((one) =>
		signature(one, { id, timestamp, body }),
	);
	const { status, data } = await axios.post<string>(url, body, {
		headers: {
			'content-type': 'application/json',
			'webhook-id': id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': signatures.join(' '),
		},
		proxy: false,
		responseType: 'text',
		validateStatus: () => true,
	});
	return { id, status, answer: String(data) };
}
