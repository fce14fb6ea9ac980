import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { setyBench } from '../../../harness/engine/sety.cts';
import {
	hostWebhook,
	type WebhookHost,
	type WebhookNode,
} from '../../../harness/engine/webhook.cts';
import { SetyWebhookTrigger } from '../../../nodes/Sety/SetyWebhookTrigger.node.ts';
import { TEST_KEY } from '../../../sandbox/sety/keys.cts';

/** A Sety Webhook Trigger in n8n-core, with a sandbox behind it. Starts and ends with the test file. */
export function doorbellBench() {
	const sety = setyBench();
	const control = () => sety.sandbox.control.sety;
	let hosts: WebhookHost[] = [];

	beforeEach(async () => {
		await control().changeKey(TEST_KEY, { plan: 'unlimited' });
	});

	afterEach(async () => {
		for (const host of hosts) await host.close();
		hosts = [];
		jest.restoreAllMocks();
	});

	const neverActivated = (): WebhookNode => ({
		node: new SetyWebhookTrigger(),
		parameters: { triggerOn: ['incidentCreated', 'incidentStatusChanged'] },
		credentials: sety.credential({}),
	});

	/** Of a workflow that was activated ten minutes ago. */
	const trigger = (
		parameters: INodeParameters = {},
		credential: Record<string, string> = {},
	): WebhookNode => ({
		...neverActivated(),
		parameters: { triggerOn: ['incidentCreated', 'incidentStatusChanged'], ...parameters },
		credentials: sety.credential(credential),
		stored: activatedAgo(600),
	});

	return {
		sety,
		control,
		neverActivated,
		trigger,
		async host(node: WebhookNode = trigger()): Promise<WebhookHost> {
			const started = await hostWebhook(node);
			hosts.push(started);
			return started;
		},
		create: async () => (await control().createIncidents({ count: 1 }))[0] ?? '',
	};
}

export function activatedAgo(seconds: number, others: IDataObject = {}): IDataObject {
	const activated = Math.floor(Date.now() / 1_000) - seconds;
	return { 'node:Trigger Under Test': { version: 1, activated, ...others } };
}

/** What n8n has stored of the trigger. */
export const ledgerOf = (n8n: WebhookHost) =>
	n8n.staticData()['node:Trigger Under Test'] as IDataObject;

/** Delivers, and waits until the trigger is done: it answers first. */
export async function post(n8n: WebhookHost, body: unknown, headers: Record<string, string> = {}) {
	const options = { headers, proxy: false, validateStatus: () => true } as const;
	const answer = await axios.post<unknown>(n8n.url, body, options);
	await n8n.settled();
	return answer;
}

export const jsonOf = ({ started }: WebhookHost) => started.flat().map(({ json }) => json);
export const idsOf = (n8n: WebhookHost) => jsonOf(n8n).map(({ eventId }) => eventId);
