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
					'<b>While building</b>, fetch a test event: you get up to three existing records of each kind as samples, and the trigger stores nothing.<br /><br /><b>When the workflow is active</b>, existing records are the baseline and start nothing. From then on, the trigger emits every incident that Sety lists within the lookback once, the oldest first. It emits an incident twice only if n8n dies before it has saved the state. <b>If the workflow fails, n8n does not emit the incident again</b>: take its ID from the execution and read it with Sety → Incident → Get.',
				active:
					'<b>While building</b>, fetch a test event: you get samples of existing records, and the trigger stores nothing.<br /><br /><b>The active workflow</b> polls at the set times. The list of executions shows each poll that found something new, and each poll that could not read Sety as a failed execution. <b>If the workflow fails, n8n does not emit the incident again</b>: read it with Sety → Incident → Get.',
			},
			activationHint:
				'Publish the workflow (in an older n8n: activate it) to start polling. Existing records start nothing, unless Emit Existing On First Run is on.',
		},
		properties: [...triggerProperties],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollNode(this, async (settings) => await setyWatch(this, settings));
	}
}
