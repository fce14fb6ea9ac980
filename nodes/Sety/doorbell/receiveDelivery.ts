import { createHash, timingSafeEqual } from 'node:crypto';

import type {
	IDataObject,
	IHookFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { systemClock } from '../../core/clock';
import { ApiFailure, InvalidInput } from '../../core/failures/failures';
import { toNodeError, toTriggerError } from '../../core/failures/toNodeError';
import { parseInput } from '../../core/form/parseInput';
import { orApiFailure } from '../../core/http/callFailure';
import { isJsonRecord, isText } from '../../core/json';
import type { PollEvent } from '../../core/polling/source';
import { eventJson } from '../../core/polling/source';
import { readTriggerForm } from '../../core/polling/triggerForm';
import { callSettings } from '../../core/run/settings';
import { answer, jsonIn, rawBodyOf, refuseWebhook } from '../../core/webhook/request';
import { readIncident } from '../incident/incident';
import { connectSety } from '../operations';
import type { SetyClient } from '../service';
import { eventsOf } from './changes';
import { readDoorbell } from './doorbell';
import type { DoorbellForm } from './form';
import { doorbellInput, doorbellProperties } from './form';
import type { Ledger } from './ledger';
import { admit, maySave, mayWarn, parseLedger, rememberEvent } from './ledger';

/** Bytes. A delivery about one incident is far smaller. */
const LARGEST_BODY = 256 * 1024;
const SHORTEST_SECRET = 16;
/** Milliseconds, for one read with its retries: n8n keeps the delivery in memory for so long. */
const LONGEST_READ_MS = 30_000;

const NOTHING: IWebhookResponseData = { noWebhookResponse: true };

/** What a delivery is handled with. Throws n8n's error for settings or a credential that cannot work. */
async function openDoorbell(
	context: IHookFunctions | IWebhookFunctions,
): Promise<{ form: DoorbellForm; client: SetyClient }> {
	try {
		const values = readTriggerForm(context, doorbellProperties);
		const form = parseInput(doorbellInput, values, doorbellProperties);
		const client = (await connectSety(context)(0)).clientFor({
			...callSettings.parse({}),
			timeoutMs: LONGEST_READ_MS / 2,
			maxWaitMs: LONGEST_READ_MS / 2,
			deadline: systemClock.monotonic() + LONGEST_READ_MS,
		});
		const { length } = client.account.webhookSecret;
		if (length > 0 && length < SHORTEST_SECRET) {
			throw new InvalidInput(
				`Webhook Secret of the Sety credential is shorter than ${SHORTEST_SECRET} characters`,
				'Enter a longer secret in the credential and in Sety, or clear the field.',
			);
		}
		return { form, client };
	} catch (reason) {
		throw toNodeError(context.getNode(), reason, undefined);
	}
}

/** Checks what a delivery will be handled with, and notes that the workflow is active. A start of n8n is no activation. */
export async function activateDoorbell(context: IHookFunctions): Promise<boolean> {
	try {
		await openDoorbell(context);
	} catch (reason) {
		throw toTriggerError(context.getNode(), reason);
	}
	const stored: unknown = context.getWorkflowStaticData('node');
	const isStart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	if (isStart && parseLedger(stored).activated > 0) return true;
	return note(stored, systemClock.now() / 1_000);
}

/** Notes that the workflow is not active. */
export function deactivateDoorbell(context: IHookFunctions): boolean {
	return note(context.getWorkflowStaticData('node'), 0);
}

function note(stored: unknown, activated: number): true {
	if (isJsonRecord(stored)) Object.assign(stored, { ...parseLedger(stored), activated });
	return true;
}

/**
 * Takes a delivery for a doorbell: answers it, reads the incident that it names, and starts the workflow with what was
 * read. Nobody knows how Sety signs, so nothing of a delivery is believed: one with an invented id starts nothing.
 */
export async function receiveDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { form, client } = await openDoorbell(context);
	const body = rawBodyOf(context) ?? Buffer.from(JSON.stringify(context.getBodyData()));
	if (body.length > LARGEST_BODY) {
		return refuseWebhook(context, 413, `it has ${body.length} bytes`);
	}
	if (!carriesSecret(context, client.account.webhookSecret)) {
		return refuseWebhook(context, 401, 'it does not carry the Webhook Secret of the credential');
	}
	answer(context, 200, { received: true });
	const { incidentId, words } = readDoorbell(jsonIn(body), body.toString('utf8'));
	// Also for what is missing: n8n hands out what it has stored, whatever that is.
	const stored: unknown = context.getWorkflowStaticData('node');
	const now = systemClock.now() / 1_000;
	const before = parseLedger(stored);
	if (incidentId === undefined) {
		save(stored, warned(context, before, now, ['A delivery names no incident']), now);
		return NOTHING;
	}
	const { ledger, read } = admit(before, incidentId, { now, limit: form.options.readsPerMinute });
	const readings = await Promise.all(
		read.map(async (id) => ({ id, incident: await orApiFailure(readIncident(client, id)) })),
	);
	const events: PollEvent[] = [];
	const problems: string[] = [];
	let after: Ledger = ledger;
	for (const { id, incident } of readings) {
		if (incident instanceof ApiFailure) {
			problems.push(`Incident ${id} cannot be read: ${incident.message}`);
			if (isPassing(incident)) after = { ...after, waiting: [...after.waiting, id] };
			continue;
		}
		const found = eventsOf(incident, id === incidentId ? words : [], form, client.clock.now());
		for (const event of found) {
			const remembered = rememberEvent(after, event.id, now);
			after = remembered.ledger;
			if (!remembered.repeated) events.push(event);
		}
	}
	if (read.length === 0) problems.push('Reads Per Minute is reached, so incidents wait');
	save(stored, warned(context, after, now, problems), now);
	if (events.length === 0) return NOTHING;
	const items = events.map((event) => ({ json: eventJson(event, now * 1_000) as IDataObject }));
	return { ...NOTHING, workflowData: [items] };
}

/** Whether another delivery may read the incident later. */
function isPassing({ details: { status } }: ApiFailure): boolean {
	return status === undefined || status === 429 || status >= 500;
}

/** Writes at most one line a minute: a flood of deliveries must not be one of the log. */
function warned(
	context: IWebhookFunctions,
	ledger: Ledger,
	now: number,
	[first, ...others]: readonly string[],
): Ledger {
	if (first === undefined || !mayWarn(ledger, now)) return ledger;
	const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
	context.logger.warn(`${context.getNode().name}: ${first}${more}`);
	return { ...ledger, warned: now };
}

function save(stored: unknown, ledger: Ledger, now: number): void {
	if (isJsonRecord(stored) && maySave(ledger, now)) Object.assign(stored, ledger);
}

/** Whether a header or a query parameter is the secret. Every value is compared, and each in constant time. */
function carriesSecret(context: IWebhookFunctions, secret: string): boolean {
	if (secret === '') return true;
	const values: unknown[] = [
		...Object.values(context.getHeaderData()),
		...Object.values((context.getQueryData() ?? {}) as object),
	];
	const hashOf = (text: string) => createHash('sha256').update(text).digest();
	const right = hashOf(secret);
	const matches = values
		.filter(isText)
		.map((value) => timingSafeEqual(hashOf(value.replace(/^Bearer /i, '').trim()), right));
	return matches.includes(true);
}
