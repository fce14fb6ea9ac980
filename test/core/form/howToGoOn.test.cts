import type { z } from 'zod';

import { whyNotJson } from '../../../nodes/core/form/jsonInput.ts';
import { setOfIds, setOfTexts } from '../../../nodes/core/form/lists.ts';
import {
	flag,
	id,
	jsonObject,
	metadataObject,
	name,
	number,
	text,
} from '../../../nodes/core/form/schemas.ts';
import { IncompleteId, whyNotId } from '../../../nodes/core/form/textChecks.ts';
import { whyNotStorable } from '../../../nodes/core/form/unicode.ts';

const FILL_IN = 'Enter a value, or map one from the input item.';
const LIST = 'Map a list, or separate the values with commas or line breaks.';
const ORIGIN = 'Correct the expression or the source column, or filter out such items.';

/** What a user who gave a value reads below its message. */
it.each<[string, z.ZodTypeAny, unknown, string, string]>([
	['text', text, '\u200b', 'is empty', FILL_IN],
	['text', text, {}, 'is not text', 'Map a single value instead of an object or a list.'],
	[
		'text',
		text,
		NaN,
		'is the result of a calculation without a valid number',
		'Correct the calculation, or filter out items that lack its input.',
	],
	[
		'text',
		text,
		2 ** 60,
		'is a number too large to be exact',
		'Pass it as text: beyond 9007199254740991 a number loses digits.',
	],
	['an ID', id, true, 'is true, where text is expected', 'Map the text value.'],
	['a name', name, false, 'is false, where text is expected', 'Map the text value.'],
	[
		'a name',
		name,
		'user_null',
		'contains what an expression writes for a missing value or an object',
		ORIGIN,
	],
	['an ID', id, 'N/A', 'is a word or an error code for a missing value, not an ID', ORIGIN],
	[
		'an ID',
		id,
		'u-{{ $json.id }}',
		'contains an expression that n8n did not resolve: every item would get the same text',
		'Switch the field from Fixed to Expression.',
	],
	[
		'an ID',
		id,
		'2.81475E+14',
		'is "2.81475E+14", a number that has lost digits',
		'Format the source column as text.',
	],
	[
		'an ID',
		id,
		new IncompleteId('{{ $json.id }}', 'no number'),
		'is incomplete: {{ $json.id }} gives no number',
		'Correct the expression, or filter out items without the value: they would all share one ID.',
	],
	['a number', number(), '', 'is empty', FILL_IN],
	[
		'a number',
		number(),
		'six',
		'is not a number',
		'Use digits and a point for decimals, such as 6.5244.',
	],
	['a number', number(), [], 'is not a number', expect.any(String) as never],
	[
		'a number',
		number({ whole: true }),
		1.5,
		'is not a whole number',
		'Use a number without decimals.',
	],
	['a number', number({ min: 1 }), 0, 'is 0, less than 1', 'Use a value of 1 or more.'],
	['a number', number({ min: 1, max: 5 }), 6, 'is 6, outside 1 to 5', 'Use a value from 1 to 5.'],
	['a switch', flag, 'yes', 'is neither true nor false', 'Use true or false.'],
	['a switch', flag, 1, 'is neither true nor false', 'Use true or false.'],
	[
		'a JSON object',
		jsonObject,
		'{"a":12345678901234567891}',
		'→ a is a number with more digits than JavaScript can hold',
		'Put it in double quotes, so that it is sent as text, or shorten it.',
	],
	[
		'metadata',
		metadataObject,
		{ a: 'b\u0007' },
		'→ a contains the control character U+0007',
		'Remove it: only tabs and line breaks are supported.',
	],
	[
		'IDs',
		setOfIds,
		"['a']",
		'is not a valid JSON list',
		`Put each text in double quotes, as in ["a", "b"]. ${LIST}`,
	],
	['IDs', setOfIds, '{a}', 'is an object in braces, not a list', LIST],
	[
		'IDs',
		setOfIds,
		['a', null],
		'has no value at position 2 of 2',
		'Correct the expression, or filter out empty values.',
	],
	['IDs', setOfIds, true, 'is true, where text is expected', LIST],
	['IDs', setOfIds, [{}], 'contains a value that is not text', LIST],
	[
		'IDs',
		setOfIds,
		[new IncompleteId('{{ $json.id }}', 'nothing')],
		'is incomplete: {{ $json.id }} gives nothing',
		expect.stringContaining('they would all share one ID') as never,
	],
	['IDs', setOfIds, '"a"', 'is "a", in quotation marks', 'Remove the quotation marks.'],
	[
		'IDs',
		setOfIds,
		'a b',
		'is "a b", which is not one ID',
		`An ID has no spaces, brackets or quotation marks. ${LIST}`,
	],
	[
		'IDs',
		setOfIds,
		['1,000', 'a'],
		'at position 1 of 2 is 1,000, which may be one number with separators in it, or several',
		'Write one ID without separators.',
	],
	['IDs', setOfIds, '12.0', 'is 12.0, a decimal number', 'Format the source column as text.'],
	['labels', setOfTexts, ['[a, b]'], 'is "[a, b]", a list in a list', LIST],
	['labels', setOfTexts, ['{a}'], 'is "{a}", a list in a list', LIST],
])('%s: %p is refused', (_what, schema, value, message, howToGoOn) => {
	expect(schema.safeParse(value).error?.issues).toEqual([
		expect.objectContaining({ message, params: { howToGoOn } }),
	]);
});

it.each<[unknown, string, string]>([
	[12345678901234567891n, 'is a BigInt, which JSON does not have', 'Map it as text.'],
	[new Date(NaN), 'is a date that does not exist', 'Correct the expression.'],
	[
		new IncompleteId('{{ $json.id }}', 'a list'),
		'is incomplete: {{ $json.id }} gives a list',
		'Correct the expression, or filter out items without the value: they would all share one ID.',
	],
	[{ toJSON: () => NaN }, 'is the result of a calculation without a valid number', 'Correct the'],
	[() => 1, 'is not text', 'Map a single value'],
	[Symbol('a'), 'is not text', 'Map a single value'],
])('JSON cannot say %p', (value, what, howToGoOn) => {
	expect(whyNotJson(value)).toEqual({
		...{ path: [], what },
		howToGoOn: expect.stringContaining(howToGoOn),
	});
});

it('JSON that is nested too deep is to be cut', () => {
	const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) as unknown;

	expect(whyNotJson(deep)).toEqual({
		path: ['entry 1'],
		what: 'is nested more than 100 levels deep',
		howToGoOn: 'Map only the part that you need.',
	});
});

it('half a character is to be cut elsewhere', () => {
	expect(whyNotStorable('a\ud83d')?.howToGoOn).toContain('Cut it between characters');
});

it.each([
	['{{ $json.a }}', [], 'is incomplete: {{ $json.a }} gives nothing'],
	['{{ $json.a }}', ['b', 'c'], '→ b → c is incomplete: {{ $json.a }} gives nothing'],
	['x'.repeat(80), [], `is incomplete: ${'x'.repeat(80)} gives nothing`],
	['x'.repeat(81), [], `is incomplete: ${'x'.repeat(80)}… gives nothing`],
])('an ID of %s that is incomplete names it', (part, path, message) => {
	const value = new IncompleteId(part, 'nothing', path);

	expect(id.safeParse(value).error?.issues[0]?.message).toBe(message);
});

it.each(['12E+5', '+1,5e9', '1.5e-7', '-3e+2'])('%s was shortened by a table', (written) => {
	expect(whyNotId(written)?.what).toContain('has lost digits');
});
