import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { JsonRecord } from '../json';
import { isJsonRecord } from '../json';

/** n8n keeps the bytes of every webhook's body beside what it made of them. */
export function rawBodyOf(context: IWebhookFunctions): Buffer | undefined {
	const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
	return Buffer.isBuffer(rawBody) ? rawBody : undefined;
}

/** The JSON object in a body; undefined when it is none. */
export function jsonIn(body: Buffer): JsonRecord | undefined {
	try {
		const parsed: unknown = JSON.parse(body.toString('utf8'));
		return isJsonRecord(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** Answers the sender at once; what the node does after that is no business of the sender. */
export function answer(context: IWebhookFunctions, status: number, body: object): void {
	context.getResponseObject().status(status).send(body).end();
}

const MESSAGES: Readonly<Record<number, string>> = {
	400: 'Bad request',
	401: 'Unauthorized',
	413: 'Payload too large',
};

/** The sender learns that the node refused the webhook; the reason is for the log of this n8n only. */
export function refuseWebhook(
	context: IWebhookFunctions,
	status: number,
	reason: string,
): IWebhookResponseData {
	context.logger.warn(`The ${context.getNode().name} refused a webhook: ${reason}`);
	answer(context, status, { message: MESSAGES[status] });
	return { noWebhookResponse: true };
}
