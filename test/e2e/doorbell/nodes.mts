import { randomUUID } from 'node:crypto';
import type { Credentials } from '../../../demo/examples/exampleFile.mts';
import { eachOnce, type NodeDraft } from '../heavy/workflow.mts';

const TRIGGER_ON = ['incidentCreated', 'incidentStatusChanged'];

export const TRIGGER = 'Sety Webhook Trigger';

/** With so many reads a minute that none has to wait. */
export function webhookTrigger({ setyApi }: Credentials): NodeDraft & { webhookId: string } {
	return {
		name: TRIGGER,
		type: 'setyWebhookTrigger',
		webhookId: randomUUID(),
		parameters: { triggerOn: TRIGGER_ON, options: { readsPerMinute: 1_000 } },
		credentials: { setyApi: given(setyApi) },
	};
}

/** Every ten seconds: n8n allows one poll a minute for each of its times. */
const POLL_TIMES = {
	item: [0, 10, 20, 30, 40, 50].map((second) => ({
		mode: 'custom',
		cronExpression: `${second} * * * * *`,
	})),
};

export function pollingTrigger({ setyApi }: Credentials): NodeDraft {
	return {
		name: 'Sety Trigger',
		type: 'setyTrigger',
		parameters: { pollTimes: POLL_TIMES, triggerOn: TRIGGER_ON, filters: {}, options: {} },
		credentials: { setyApi: given(setyApi) },
	};
}

function given(credential: Credentials[string] | undefined): Credentials[string] {
	if (credential === undefined) throw new Error('There is no credential of Sety.');
	return credential;
}

/** As in examples/seconds-and-certainty.json. */
export const EACH_ONCE = eachOnce('Each Change Once', { scope: 'workflow' });

/** Sends the id of the change to an address, and gives it out again. */
export const tell = (name: string, url: string): NodeDraft => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ { eventId: $json.eventId } }}',
		options: {},
	},
});
