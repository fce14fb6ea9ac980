import { quoteValue } from '../../../nodes/core/form/refusal.ts';

it.each<[unknown, string]>([
	['red', '"red"'],
	['a "red" one', `"a 'red' one"`],
	['x'.repeat(60), `"${'x'.repeat(60)}"`],
	['x'.repeat(61), `"${'x'.repeat(60)}…"`],
	[7, '7'],
	[NaN, 'no number'],
	[true, 'true'],
	[7n, '7'],
	[[], 'a list'],
	[{}, 'an object'],
	[null, 'empty'],
	[undefined, 'empty'],
])('%p is quoted as %s', (value, quote) => {
	expect(quoteValue(value)).toBe(quote);
});
