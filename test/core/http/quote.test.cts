import { messageIn, quote } from '../../../nodes/core/http/quote.ts';

it.each<[unknown, string | undefined]>([
	[{ message: 'No such incident' }, 'No such incident'],
	[{ error: { code: 'x', message: 'Account not enabled' } }, 'Account not enabled'],
	[{ message: 'outer', error: { message: 'inner' } }, 'outer'],
	[
		{
			error: {
				message: 'Invalid event',
				issues: [{ path: '0.user_id', message: 'is empty' }, { path: ['0', 'type'] }],
			},
		},
		'Invalid event (0.user_id: is empty; 0.type: is not accepted)',
	],
	[{ message: 'No', errors: [{ message: 'is too long' }] }, 'No (is too long)'],
	[
		{ message: 'No', details: [{ field: 'note', message: 'is too long' }] },
		'No (note: is too long)',
	],
	[
		{
			message: 'No',
			errors: [
				{ field: { name: 'x' }, message: 'is bad' },
				{ path: ['a', 0, { b: 1 }], message: 'too' },
			],
		},
		'No ({"name":"x"}: is bad; a.0.{"b":1}: too)',
	],
	[{ message: 'No', details: ['a', null] }, 'No'],
	[{ details: [], error: { message: 'No', issues: [{ path: 'a' }] } }, 'No (a: is not accepted)'],
	[{ error: 'Unauthorized' }, undefined],
	[{ error: { message: 7 } }, undefined],
	[['a'], undefined],
	['text', undefined],
	[null, undefined],
])('%j', (body, message) => {
	expect(messageIn(body)).toBe(message);
});

it.each([null, undefined, '', ' null ', 'null', '{}', {}, []])('quotes nothing of %j', (body) => {
	expect(quote(body, [])).toBe('');
});

it('quotes the first 200 characters, and no half of a secret', () => {
	const text = `${'x'.repeat(195)}sk_live_a1b2c3d4`;

	expect(quote(text, ['sk_live_a1b2c3d4'])).toBe(`${'x'.repeat(195)}[hidd`);
});

it.each([
	[65_535, 'l'],
	[65_536, ''],
])('of a text that begins with %i blanks it quotes %j', (blanks, quoted) => {
	expect(quote(`${' '.repeat(blanks)}late`, [])).toBe(quoted);
});
