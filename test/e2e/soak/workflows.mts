import { randomUUID } from 'node:crypto';
import type { saveServiceCredentials } from '../../../demo/examples/credentials.mts';
import type { WorkflowContent } from '../../../harness/n8n/rest.mts';
import { pollingTrigger, TRIGGER, webhookTrigger } from '../doorbell/nodes.mts';
import { SAFETYKIT_TRIGGER } from '../heavy/deliveries.mts';
import { workflowOf, type NodeDraft } from '../heavy/workflow.mts';

export { SAFETYKIT_TRIGGER, TRIGGER as SETY_WEBHOOK_TRIGGER };
export const SETY_TRIGGER = 'Sety Trigger';
export const SAMSARA_TRIGGER = 'Samsara Trigger';

type ServiceCredentials = Awaited<ReturnType<typeof saveServiceCredentials>>;

/** What the triggers start, and where their webhooks go below the address of n8n. */
export interface SoakWorkflows {
	/** Both triggers that poll, with what n8n remembers for both. */
	polling: WorkflowContent;
	setyWebhook: WorkflowContent;
	setyPath: string;
	safetyKit: WorkflowContent;
	safetyKitPath: string;
}

/** Every trigger of the package, with a node behind it that writes to a service or reads from it. */
export function soakWorkflows(credentials: ServiceCredentials): SoakWorkflows {
	const { samsaraApi, safetyKitApi, setyApi } = credentials;
	const setyTrigger = pollingTrigger(credentials);
	const setyWebhookTrigger = webhookTrigger(credentials);
	const samsaraTrigger: NodeDraft = {
		name: SAMSARA_TRIGGER,
		type: 'samsaraTrigger',
		parameters: {
			authentication: 'accessToken',
			pollTimes: setyTrigger.parameters?.['pollTimes'],
			triggerOn: ['safetyEventCreated'],
			options: {},
		},
		credentials: { samsaraApi },
	};
	const safetyKitTrigger = {
		name: SAFETYKIT_TRIGGER,
		type: 'safetyKitTrigger',
		webhookId: randomUUID(),
		parameters: { triggerOn: ['workflow.succeeded', 'workflow.failed'], filters: {} },
		credentials: { safetyKitApi },
	};
	const sendBatch = (name: string): NodeDraft => ({
		name,
		type: 'safetyKit',
		parameters: {
			resource: 'event',
			operation: 'sendBatch',
			inputMode: 'fields',
			eventType: 'create_account',
			eventName: 'record_arrived',
			userId: '={{ $json.eventId }}',
			additionalFields: {
				idempotencyKey: '={{ $json.eventId }}',
				timestamp: '={{ $json.eventTime }}',
			},
			options: {},
		},
		credentials: { safetyKitApi },
	});
	const dismiss: NodeDraft = {
		name: 'Dismiss Event',
		type: 'samsara',
		parameters: {
			authentication: 'accessToken',
			resource: 'safetyEvent',
			operation: 'update',
			safetyEventIds: '={{ $json.safetyEvent.id }}',
			eventState: 'dismissed',
			dismissalReason: 'minorEvent',
			labels: {},
			options: { confirm: true },
		},
		credentials: { samsaraApi },
	};
	const readIncident: NodeDraft = {
		name: 'Read Incident',
		type: 'sety',
		parameters: {
			resource: 'incident',
			operation: 'get',
			incidentId: { __rl: true, mode: 'id', value: '={{ $json.incident.incident_id }}' },
			output: 'simplified',
			options: {},
		},
		credentials: { setyApi },
	};
	return {
		polling: workflowOf('Soak: Polls', [
			[setyTrigger, sendBatch('Send Incidents')],
			[samsaraTrigger, dismiss],
		]),
		setyWebhook: workflowOf('Soak: Webhooks of Sety', [[setyWebhookTrigger, readIncident]]),
		setyPath: `${setyWebhookTrigger.webhookId}/webhook`,
		safetyKit: workflowOf('Soak: Webhooks of SafetyKit', [
			[safetyKitTrigger, sendBatch('Send Results')],
		]),
		safetyKitPath: `${safetyKitTrigger.webhookId}/webhook`,
	};
}
