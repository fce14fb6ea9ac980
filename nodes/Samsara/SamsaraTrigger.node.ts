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
		description: 'Starts the workflow when a safety event is created or updated',
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
					'<b>While building</b>, fetch a test event: the trigger shows up to three existing safety events as samples and stores nothing.<br /><br /><b>When the workflow is active</b>, existing events are the baseline. From then on the trigger emits every safety event that is created or updated and matches the filters, the oldest first. It emits one twice only if n8n itself stops between emitting and saving. <b>If the workflow fails, n8n does not emit the event again</b>: its ID is in the execution, so read it with Samsara → Safety Event → Get.',
				active:
					'<b>While building</b>, fetch a test event: the trigger shows existing safety events as samples and stores nothing.<br /><br /><b>The active workflow</b> polls at the set times. Its runs are in the list of executions; a poll without new events leaves no entry, and a poll that could not read Samsara is listed as failed. <b>If the workflow fails, n8n does not emit the event again</b>: read it with Samsara → Safety Event → Get.',
			},
			activationHint:
				'Publish the workflow (in an older n8n: activate it) to start polling. The trigger skips events that exist by then, unless Emit Existing On First Run is on.',
		},
		properties: [authentication, ...triggerProperties],
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollNode(this, async (settings) => await samsaraWatch(this, settings));
	}
}
