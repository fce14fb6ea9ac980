import { underFieldNames } from '../../../nodes/SafetyKit/event/columns.ts';

it.each([
	[{ user_id: 'u' }, { user_id: 'u' }],
	[{ userId: 'u' }, { user_id: 'u' }],
	[{ UserID: 'u' }, { user_id: 'u' }],
	[{ 'User ID': 'u' }, { user_id: 'u' }],
	[{ '\ufeffuser_id': 'u' }, { user_id: 'u' }],
	[{ 'timestamp ': 't' }, { timestamp: 't' }],
	[{ 'User\u2010ID': 'u' }, { user_id: 'u' }],
	[{ 'user\u2014id': 'u' }, { user_id: 'u' }],
	[{ '\uff54\uff49mestamp': 't' }, { timestamp: 't' }],
	[
		{ TIMESTAMP: 't', 'event-name': 'e' },
		{ timestamp: 't', event_name: 'e' },
	],
	[{ user_id: 'u', userId: 'u' }, { user_id: 'u' }],
	[{ user_id: 'u', userId: '' }, { user_id: 'u' }],
	[{ user_id: null, userId: 'u' }, { user_id: 'u' }],
	[
		{ rowId: 7, user: 'a' },
		{ rowId: 7, user: 'a' },
	],
])('the columns of %j are %j', (given, event) => {
	expect(underFieldNames(given)).toEqual({ event, ambiguous: undefined });
});

it('two columns of one field that differ are ambiguous', () => {
	expect(underFieldNames({ user_id: 'a', 'User ID': 'b' }).ambiguous).toEqual({
		field: 'user_id',
		columns: ['user_id', 'User ID'],
	});
});
