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
import { listSearch } from './directory/listSearch';
import { operations, resources } from './operations';
import { authentication, connectSamsara } from './service';

/**
 * Programmatic rather than declarative: batches over items, rate limits kept in advance, the search for unknown IDs and the
 * confirmation of accepted updates have no declarative form.
 */
export class Samsara implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Samsara',
		name: 'samsara',
		icon: { light: 'file:../../icons/samsara.svg', dark: 'file:../../icons/samsara.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOfOperation(operations),
		description:
			'Read and review fleet safety events in bulk, and read safety scores, with Samsara',
		defaults: { name: 'Samsara' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
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
		properties: [authentication, ...describeOperations(operations, resources)],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperations(this, {
			operations,
			connect: (context) => connectSamsara(context, context.getNodeParameter('authentication', 0)),
		});
	}
}
