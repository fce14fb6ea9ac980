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
import { connectSety, operations, resources } from './operations';
import { searchActiveIncidents, searchIncidents, searchVisitors } from './listSearch';

/**
 * Programmatic rather than declarative: retries that depend on what a call does, idempotency keys, bounded concurrency
 * and the interlock for live dispatch have no declarative form.
 */
export class Sety implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sety',
		name: 'sety',
		icon: { light: 'file:../../icons/sety.svg', dark: 'file:../../icons/sety.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOfOperation(operations),
		description: 'Report and follow emergencies, log visitors and rate places with Sety',
		defaults: { name: 'Sety' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'setyApi', required: true }],
		properties: [...describeOperations(operations, resources)],
	};

	methods = { listSearch: { searchActiveIncidents, searchIncidents, searchVisitors } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperations(this, { operations, connect: connectSety });
	}
}
