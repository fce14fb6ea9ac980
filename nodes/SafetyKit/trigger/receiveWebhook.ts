import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { systemClock } from '../../core/clock';
import { toNodeError } from '../../core/failures/toNodeError';
import { isJsonRecord } from '../../core/json';
import { answer, jsonIn, rawBodyOf, refuseWebhook } from '../../core/webhook/request';
import { CREDENTIAL_TYPE, webhookSecretsIn } from '../service';
import { readSigned, verifyWebhook } from './verifyWebhook';
import { type Delivery, parseDeliveries, remember } from './deliveries';
import { webhookFilter } from './form';

const RECEIVED = { received: true };
/** The node answers 2xx, and n8n starts no execution. */
const NOTHING_TO_DO: IWebhookResponseData = { webhookResponse: RECEIVED };

const STORED_IS_DAMAGED =
	'The stored state of the SafetyKit Trigger is damaged, so a repeated webhook starts the workflow again. Duplicate the workflow and publish the copy.';

/**
 * Lets a webhook start the workflow when it is genuine, new and wanted.
 *
 * The node answers by itself, for two reasons. SafetyKit waits 15 seconds, and n8n answers only when it has stored the
 * execution, which takes longer when many webhooks come at once. And n8n 2.41.1 saves static data when it answers a
 * webhook: by then the execution has a workflow of its own over the same object, and its constructor removes the mark
 * that there is something to save (live-webhooks.js, webhook-helpers.js).
 */
export async function receiveWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const nowMs = systemClock.now();
	const body = rawBodyOf(context);
	if (body === undefined) return refuseWebhook(context, 401, 'its bytes did not reach the node');
	const headers = context.getHeaderData();
	const signed = readSigned(headers, nowMs);
	if (signed.genuine === false) return refuseWebhook(context, 401, signed.reason);
	const secrets = webhookSecretsIn(await context.getCredentials(CREDENTIAL_TYPE));
	const verification = verifyWebhook({ headers, body }, secrets, nowMs);
	if (!verification.genuine) return refuseWebhook(context, 401, verification.reason);
	const payload = jsonIn(body) as IDataObject | undefined;
	if (payload === undefined) return refuseWebhook(context, 400, 'its body is not a JSON object');
	if (!isWanted(context, payload)) return NOTHING_TO_DO;
	const { id, timestamp } = verification;
	const state: unknown = context.getWorkflowStaticData('node');
	const { repeated, deliveries } = remember(parseDeliveries(state), { id, timestamp }, nowMs);
	// Also for a repeat: it has a time of its own, and a copy of it passes verification for longer than one of the first.
	if (isJsonRecord(state)) Object.assign(state, deliveries);
	// A webhook that starts the workflow twice is better than one that is lost.
	else context.logger.warn(STORED_IS_DAMAGED);
	if (repeated) return NOTHING_TO_DO;
	answer(context, 200, RECEIVED);
	return { noWebhookResponse: true, workflowData: [[{ json: outputOf(payload, verification) }]] };
}

/** `eventId` is for Remove Duplicates, and for the key of what a workflow writes. */
function outputOf(payload: IDataObject, { id, timestamp }: Delivery): IDataObject {
	const sentAt = new Date(timestamp * 1000).toISOString();
	return {
		...payload,
		eventId: id,
		eventType: payload.type,
		eventTime: sentAt,
		webhook: { id, timestamp: sentAt },
	};
}

/**
 * Whether the settings let the webhook through. For settings that are empty the sender gets 500, and sends it again later;
 * n8n keeps a failed execution with the reason (seen in 2.41.1).
 */
function isWanted(context: IWebhookFunctions, payload: IDataObject): boolean {
	try {
		return webhookFilter(context)(payload);
	} catch (reason) {
		throw toNodeError(context.getNode(), reason, undefined);
	}
}
