import type { INodeProperties } from 'n8n-workflow';

import { instant } from '../core/form/instant';
import { optional } from '../core/form/fields';

export const fromDate: INodeProperties = {
	displayName: 'From',
	name: 'fromDate',
	type: 'dateTime',
	default: '',
	description: 'Only what happened at or after this time',
};

export const toDate: INodeProperties = {
	displayName: 'To',
	name: 'toDate',
	type: 'dateTime',
	default: '',
	description: 'Only what happened up to this time. A date without a time means its first moment.',
};

export const timeSpanInput = { fromDate: optional(instant), toDate: optional(instant) };
