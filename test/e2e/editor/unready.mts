import { randomUUID } from 'node:crypto';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import { LIVE_KEY, type Sandbox } from '../../../harness/sandbox.mts';
import { workflowOf } from '../heavy/workflow.mts';

/** Saves a workflow whose credentials are not ready yet: no Webhook Secret, and a live key over http. Returns its id. */
export async function saveUnready(rest: N8nRest, sandbox: Sandbox): Promise<string> {
	const { safetyKitApi, setyApi } = sandbox.credentials;
	const credential = async (type: string, data: object) => {
		const name = `${type}, not ready`;
		return { [type]: { id: await rest.saveCredential({ name, type, data: { ...data } }), name } };
	};
	const trigger = {
		name: 'SafetyKit Trigger',
		type: 'safetyKitTrigger',
		webhookId: randomUUID(),
		credentials: await credential('safetyKitApi', { ...safetyKitApi, webhookSecret: '' }),
	};
	const cancel = {
		name: 'Cancel',
		type: 'sety',
		parameters: {
			...{ resource: 'incident', operation: 'cancel', reason: 'False alarm' },
			incidentId: { __rl: true, mode: 'list', value: 'inc_1' },
		},
		credentials: await credential('setyApi', {
			...setyApi,
			apiKey: LIVE_KEY,
			baseUrl: 'http://sety.example',
		}),
	};
	return await rest.createWorkflow(workflowOf('Not ready', [[trigger, cancel]]));
}
