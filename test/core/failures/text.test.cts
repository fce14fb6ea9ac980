import { ApplicationError, NodeOperationError, OperationalError, UserError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import {
	errorName,
	joinNames,
	joinSentences,
	LONGEST_QUOTE,
	quoteN8n,
} from '../../../nodes/core/failures/text.ts';

it.each([
	[['Refused: Nope.', 'Go on'], 'Refused: Nope. Go on.'],
	[['Is it there?', ' ', 'Look again!'], 'Is it there? Look again!'],
	[['The response begins: abc…'], 'The response begins: abc…'],
	[['The limit of 2.5 MB is exceeded '], 'The limit of 2.5 MB is exceeded.'],
	[[''], ''],
])('sentences %j', (parts, text) => {
	expect(joinSentences(...parts)).toBe(text);
});

it.each([
	[[], ''],
	[['a', 'b'], 'a, b'],
	[[0, 1, 2, 3], '0, 1 and 2 more'],
])('names %j', (names, text) => {
	expect(joinNames(names, 2)).toBe(text);
});

it.each([
	[new TypeError('secret'), 'TypeError'],
	[Object.assign(new Error('x'), { name: 'Bearer secret' }), 'Error'],
	[Object.assign(new Error('x'), { name: 'secret: refused' }), 'Error'],
	[Object.assign(new Error('x'), { name: 'a'.repeat(40) }), 'a'.repeat(40)],
	[Object.assign(new Error('x'), { name: 'a'.repeat(41) }), 'Error'],
	[{ name: 'Secret' }, 'Error'],
	['secret', 'Error'],
])('%#: the name of an error holds no secret', (reason, name) => {
	expect(errorName(reason)).toBe(name);
});

const node = { name: 'Node', type: 'sety', parameters: {} } as unknown as INode;
class CredentialNotFoundError extends Error {}
class MissingNodeError extends UserError {}

it.each([
	new ApplicationError('It is gone'),
	new CredentialNotFoundError('It is gone'),
	new NodeOperationError(node, 'It is gone'),
	new OperationalError('It is gone'),
	new UserError('It is gone'),
	new MissingNodeError('It is gone'),
])('%s: a message that n8n made for users is quoted', (reason) => {
	expect(quoteN8n(reason)).toBe('n8n says: It is gone');
});

it.each([
	new TypeError('x is not a function'),
	new Error('secret'),
	'secret',
	{ message: 'secret' },
	undefined,
])('%s: no other message is', (reason) => {
	expect(quoteN8n(reason)).toBe('');
});

it('quotes no more of it than a person reads', () => {
	expect(quoteN8n(new UserError('a'.repeat(1000)))).toBe(`n8n says: ${'a'.repeat(LONGEST_QUOTE)}`);
});
