import { randomUUID } from 'node:crypto';
import type { N8nRest } from '../../../harness/n8n/rest.mts';
import type { Sandbox } from '../../../harness/sandbox.mts';
import { NOTHING, workflowOf } from '../heavy/workflow.mts';

/** Saves a workflow whose SafetyKit Trigger has no Webhook Secret yet. Returns its id. */
export async function saveUnready(rest: N8nRest, sandbox: Sandbox): Promise<string> {
	const name = 'SafetyKit without a secret';
	const data = { ...sandbox.credentials.safetyKitApi, webhookSecret: '' };
	const id = await rest.saveCredential({ name, type: 'safetyKitApi', data });
	const trigger = {
		name: 'SafetyKit Trigger',
		type: 'safetyKitTrigger',
		webhookId: randomUUID(),
		credentials: { safetyKitApi: { id, name } },
	};
	return await rest.createWorkflow(workflowOf('Not ready', [[trigger, NOTHING]]));
}
