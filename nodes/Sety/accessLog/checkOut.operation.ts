import { collection, field } from '../../core/form/field';
import { identifier, optional, text } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { perItemOptions } from '../../core/run/settings';
import { idIn, readWritten } from '../answers';
import { setyOperation } from '../service';
import { ACCESS_LOG, accessLog } from './accessLog';

const logId = field(
	{
		displayName: 'Visitor',
		name: 'logId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description:
			'The visitor who leaves: choose one who is still there, or enter the ID of the access log',
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
						message: 'If loading is slow, choose the visitor by the ID of the access log',
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
	},
	identifier,
	{ isId: true },
);

const additionalFields = collection(
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
	},
	[
		field(
			{
				displayName: 'Checkout Time',
				name: 'checkoutTime',
				type: 'dateTime',
				default: '',
				description: 'When the visitor left. If empty, Sety uses the current time.',
			},
			optional(instant),
			{ sendAs: 'checkout_time' },
		),
		field(
			{
				displayName: 'Notes',
				name: 'notes',
				type: 'string',
				default: '',
				placeholder: 'e.g. Returned the badge',
				description: 'What to remember about the departure',
			},
			optional(text),
			{ sendAs: 'notes' },
		),
	],
);

/** PATCH /access-logs/{logId}/checkout: the path is documented, the optional fields are not. */
export const checkOut = setyOperation({
	resource: 'accessLog',
	operation: 'checkOut',
	name: 'Check Out',
	action: 'Check out visitor',
	description: 'Record that a visitor left',
	asTool: 'Only if a person says so, since a roll call relies on it. Not to look for visitors.',
	fields: [logId, additionalFields, perItemOptions],
	safeguard: 'none',
	call: {
		title: 'Checkout visitor',
		method: 'PATCH',
		path: '/access-logs/{logId}/checkout',
		evidence: 'documented',
		effect: 'unsafeWrite',
		fields: ['checkout_time', 'notes'],
		fieldEvidence: 'assumed',
		statuses: {
			409: ({ says }) => ({
				message: 'Sety did not check this visitor out because of the state of the access log (409)',
				howToGoOn: `Most likely the visitor has checked out already. Check the access log in Sety.${says}`,
			}),
		},
	},
	read: (answer, { logId: id }) =>
		readWritten(answer, ACCESS_LOG, {
			id,
			idOf: (log) => idIn(log, 'log_id'),
			what: 'access log',
		}),
	output: accessLog,
});
