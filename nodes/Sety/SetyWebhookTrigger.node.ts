import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { subtitleOfTriggerOn } from '../core/subtitle';
import { doorbellProperties } from './doorbell/form';
import { activateDoorbell, deactivateDoorbell, receiveDelivery } from './doorbell/receiveDelivery';

/** Starts a workflow seconds after an incident changed: Sety's webhook says that it did, the trigger reads what it is. */
export class SetyWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sety Webhook Trigger',
		name: 'setyWebhookTrigger',
		icon: { light: 'file:../../icons/sety.svg', dark: 'file:../../icons/sety.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOfTriggerOn(doorbellProperties),
		description:
			'Starts the workflow at once when Sety reports a new incident or a change of its status',
		eventTriggerDescription: 'Waiting for Sety to send a webhook to the test URL',
		activationMessage: 'The node now accepts webhooks of Sety at its Production URL.',
		defaults: { name: 'Sety Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'setyApi', required: true }],
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
					'Add the webhook in Sety by hand:<ul><li>Copy the Production URL above.</li><li>Paste it in the dashboard of Sety as a webhook for incident events.</li><li>Publish the workflow (in older versions of n8n: activate it).</li></ul>The trigger reads each incident itself and trusts nothing that a webhook says. A webhook can get lost: add a Sety Trigger, and Remove Duplicates on eventId behind both.',
				name: 'webhookNotice',
				type: 'notice',
				default: '',
			},
			...doorbellProperties,
		],
	};

	/** Nothing to register or remove in Sety: webhooks exist in the dashboard only. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await activateDoorbell(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await activateDoorbell(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return deactivateDoorbell(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveDelivery(this);
	}
}
