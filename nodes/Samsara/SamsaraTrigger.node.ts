import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollNode } from '../core/polling/pollNode';
import { subtitleOfTriggerOn } from '../core/subtitle';
import { listSearch } from './directory/listSearch';
import { authentication } from './service';
import { samsaraWatch } from './trigger/watch';
import { triggerProperties } from './trigger/form';

export class SamsaraTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Samsara Trigger',
		name: 'samsaraTrigger',
		icon: { light: 'file:../../icons/samsara.svg', dark: 'file:../../icons/samsara.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOfTriggerOn(triggerProperties),
		description: 'Starts the workflow for new safety events of the fleet and for changes of them',
		eventTriggerDescription: '',
		defaults: { name: 'Samsara Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'samsaraApi',
				required: true,
				displayOptions: { show: { authentication: ['accessToken'] } },
			},
			{
				name: 'samsaraOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		triggerPanel: {
			header: 'Wait for Samsara',
			executionsHelp: {
				inactive:
					'<b>While building</b>, fetch a test event: up to three present safety events come as samples, and nothing is remembered.<br /><br /><b>When the workflow is active</b>, what is there at first counts as known. From then on every safety event that is made, or changed, and fits the filters is handed over once, the oldest first. It comes twice only if n8n itself dies in the moment between handing over and saving. <b>If the workflow fails, n8n does not hand the event over again</b>: its ID is in the execution, read it with Samsara → Safety Event → Get.',
				active:
					'<b>While building</b>, fetch a test event: samples of present safety events, nothing is remembered.<br /><br /><b>The active workflow</b> polls at the set times, and its runs are in the list of executions. A poll that found nothing new leaves no trace; one that could not read Samsara is there as failed. <b>If the workflow fails, n8n does not hand the event over again</b>: read it with Samsara → Safety Event → Get.',
			},
			activationHint:
				'Publish the workflow (in an older n8n: activate it) to have it polled. What exists by then is not handed over, unless the option for it is on.',
		},
		properties: [authentication, ...triggerProperties],
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollNode(this, async (settings) => await samsaraWatch(this, settings));
	}
}
