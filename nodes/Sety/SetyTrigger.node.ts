import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollNode } from '../core/polling/pollNode';
import { subtitleOfTriggerOn } from '../core/subtitle';
import { setyWatch } from './trigger/watch';
import { triggerProperties } from './trigger/form';

export class SetyTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sety Trigger',
		name: 'setyTrigger',
		icon: { light: 'file:../../icons/sety.svg', dark: 'file:../../icons/sety.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOfTriggerOn(triggerProperties),
		description:
			'Starts the workflow for new emergencies, changes of their status and danger zones',
		eventTriggerDescription: '',
		defaults: { name: 'Sety Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'setyApi', required: true }],
		triggerPanel: {
			header: 'Wait for Sety',
			executionsHelp: {
				inactive:
					'<b>While building</b>, fetch a test event: up to three present records of each kind come as samples, and nothing is remembered.<br /><br /><b>When the workflow is active</b>, what is there at first counts as known. From then on every incident that Sety lists within the lookback is handed over once, the oldest first. It comes twice only if n8n itself dies in the moment between handing over and saving. <b>If the workflow fails, n8n does not hand the incident over again</b>: its ID is in the execution, read it with Sety → Incident → Get.',
				active:
					'<b>While building</b>, fetch a test event: samples of present records, nothing is remembered.<br /><br /><b>The active workflow</b> polls at the set times, and its runs are in the list of executions. A poll that found nothing new leaves no trace; one that could not read Sety is there as failed. <b>If the workflow fails, n8n does not hand the incident over again</b>: read it with Sety → Incident → Get.',
			},
			activationHint:
				'Publish the workflow (in an older n8n: activate it) to have it polled. What exists by then is not handed over, unless the option for it is on.',
		},
		properties: [...triggerProperties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollNode(this, async (settings) => await setyWatch(this, settings));
	}
}
