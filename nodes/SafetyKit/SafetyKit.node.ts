import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeOperations } from '../core/describe';
import { executeOperations } from '../core/run/execute';
import { subtitleOfOperation } from '../core/subtitle';
import { connectSafetyKit, operations, resources } from './operations';

/**
 * Programmatic rather than declarative: batches bounded by bytes, the search for refused events, retries that depend on
 * what a call does and idempotency keys have no declarative form.
 */
export class SafetyKit implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SafetyKit',
		name: 'safetyKit',
		icon: { light: 'file:../../icons/safetykit.svg', dark: 'file:../../icons/safetykit.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOfOperation(operations),
		description: 'Send events, objects to review, decisions and deletion requests to SafetyKit',
		defaults: { name: 'SafetyKit' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'safetyKitApi', required: true }],
		properties: [...describeOperations(operations, resources)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperations(this, { operations, connect: connectSafetyKit });
	}
}
