import { field } from '../core/form/field';
import { optional } from '../core/form/schemas';
import { instant } from '../core/form/instant';

export const fromDate = field(
	{
		displayName: 'From',
		name: 'fromDate',
		type: 'dateTime',
		default: '',
		description: 'Only records from this time on',
	},
	optional(instant),
	{ sendAs: 'from_date' },
);

export const toDate = field(
	{
		displayName: 'To',
		name: 'toDate',
		type: 'dateTime',
		default: '',
		description: 'Only records up to this time. A date without a time means the start of that day.',
	},
	optional(instant),
	{ sendAs: 'to_date' },
);
