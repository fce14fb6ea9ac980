import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { identifier, optional, text } from '../../core/form/fields';
import { instant } from '../../core/form/instant';
import { perItemOptions } from '../../core/run/settings';
import { accessLog } from '../api/schemas';
import { setyOperation } from '../operation';

const logId: INodeProperties = {
	displayName: 'Visitor',
	name: 'logId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The access log of the visitor who leaves',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a visitor…',
			typeOptions: {
				searchListMethod: 'searchVisitors',
				searchable: true,
				slowLoadNotice: {
					message: 'If loading is slow, choose the visitor by ID',
					timeout: 10000,
				},
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. log_4f1c2d7a',
		},
	],
};

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
		{
			displayName: 'Checkout Time',
			name: 'checkoutTime',
			type: 'dateTime',
			default: '',
			description:
				'When the visitor left. Left empty, Sety takes the present. The field is assumed.',
		},
		{
			displayName: 'Notes',
			name: 'notes',
			type: 'string',
			default: '',
			description: 'The field is assumed',
		},
	],
};

/** PATCH /access-logs/{logId}/checkout: the path is documented, the optional fields are not. */
export const checkOut = setyOperation({
	resource: 'accessLog',
	operation: 'checkOut',
	name: 'Check Out',
	action: 'Check out visitor',
	description: 'Record that a visitor left',
	properties: [logId, additionalFields, perItemOptions],
	ids: [logId.name],
	input: z.object({
		logId: identifier,
		additionalFields: z
			.object({ checkoutTime: optional(instant), notes: optional(text) })
			.default({}),
	}),
	output: accessLog,
	async run({ logId: id, additionalFields: { checkoutTime, notes } }, { client }) {
		return await client.checkOutVisitor(id, { checkout_time: checkoutTime, notes });
	},
});
