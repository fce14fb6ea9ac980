import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { receiveWebhook } from './trigger/receiveWebhook';
import { requireReady } from './trigger/requireReady';
import { triggerProperties } from './trigger/form';

/** Starts a workflow when SafetyKit has reviewed an object that was submitted to its Data API. */
export class SafetyKitTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SafetyKit Trigger',
		name: 'safetyKitTrigger',
		icon: { light: 'file:../../icons/safetykit.svg', dark: 'file:../../icons/safetykit.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["triggerOn"]].flat().join(", ") }}',
		description: 'Starts the workflow when SafetyKit has reviewed an object, or could not',
		eventTriggerDescription: 'Waiting for SafetyKit to send a webhook to the test URL',
		activationMessage: 'SafetyKit can now send webhooks to the Production URL of this node.',
		defaults: { name: 'SafetyKit Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'safetyKitApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it n8n 2.41 answers with the name of a default: "firstEntryJson".
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [
			{
				displayName:
					'SafetyKit has no call to add an endpoint, so it is done by hand: copy the Production URL above, add it as a webhook endpoint in the dashboard of SafetyKit, and copy the signing secret of that endpoint (whsec_…) into Webhook Secret of the credential.',
				name: 'endpointNotice',
				type: 'notice',
				default: '',
			},
			...triggerProperties,
		],
	};

	/** There is nothing to register or to take away: endpoints exist in the dashboard only. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await requireReady(this);
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await requireReady(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this);
	}
}
