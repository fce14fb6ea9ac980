import { errorName, joinNames, joinSentences } from '../../../nodes/core/failures/text.ts';

it.each([
	[['Refused: Nope.', 'Go on'], 'Refused: Nope. Go on.'],
	[['Is it there?', ' ', 'Look again!'], 'Is it there? Look again!'],
	[['The response begins: abc…'], 'The response begins: abc…'],
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
	['secret', 'Error'],
])('%#: the name of an error holds no secret', (reason, name) => {
	expect(errorName(reason)).toBe(name);
});
