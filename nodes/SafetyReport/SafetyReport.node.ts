import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describeOperations } from '../core/describe';
import { subtitleOfOperation } from '../core/subtitle';
import { operations, resources } from './operations';
import { executeReport } from './run';

/** Programmatic: it calls no service, and makes one item of all. */
export class SafetyReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Safety Report',
		name: 'safetyReport',
		icon: {
			light: 'file:../../icons/safetyreport.svg',
			dark: 'file:../../icons/safetyreport.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: subtitleOfOperation(operations),
		description: 'Turn incidents, safety events and visits into a report that people read',
		defaults: { name: 'Safety Report' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [...describeOperations(operations, resources)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeReport(this, operations);
	}
}
