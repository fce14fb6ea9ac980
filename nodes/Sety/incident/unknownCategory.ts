import type { INodeProperties } from 'n8n-workflow';

import { optional } from '../../core/form/schemas';
import { choicesOf, oneOf } from '../../core/form/oneOf';

/** What becomes of an emergency whose category is none of Sety's, such as a word of another system. */
export const ifCategoryIsUnknown: INodeProperties = {
	displayName: 'If Category Is Unknown',
	name: 'ifCategoryIsUnknown',
	type: 'options',
	options: [
		{
			name: 'Refuse the Item',
			value: 'refuse',
			description: 'Nothing is sent for the item',
		},
		{
			name: 'Send as SOS',
			value: 'sendAsSos',
			description: 'The given word becomes the first line of the description',
		},
	],
	default: 'sendAsSos',
	description: 'What to do if Category is empty or unknown to Sety: refuse or sendAsSos',
};

/** A setting that cannot be read keeps no emergency back. */
export const ifCategoryIsUnknownInput = optional(oneOf(choicesOf(ifCategoryIsUnknown))).catch(
	undefined,
);
