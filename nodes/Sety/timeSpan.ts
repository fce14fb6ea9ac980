import { field } from '../core/form/field';
import { optional } from '../core/form/schemas';
import { instant } from '../core/form/instant';

export const fromDate = field(
	{
		displayName: 'From',
		name: 'fromDate',
		type: 'dateTime',
		default: '',
		description: 'Only what happened at or after this time',
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
		description:
			'Only what happened up to this time. A date without a time means its first moment.',
	},
	optional(instant),
	{ sendAs: 'to_date' },
);
