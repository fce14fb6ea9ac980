import {
	flag,
	identifier,
	jsonObject,
	jsonRecord,
	number,
	optional,
	text,
} from '../../../nodes/core/form/schemas.ts';
import { IncompleteId } from '../../../nodes/core/form/textChecks.ts';

it.each<[string, { parse(value: unknown): unknown }, unknown, unknown]>([
	['text', text, '  Ada ', 'Ada'],
	['text', text, 7, '7'],
	['text', text, false, 'false'],
	['text', text, Number.MAX_SAFE_INTEGER, '9007199254740991'],
	['text', text, 0.1, '0.1'],
	['optional text', optional(text), '  ', undefined],
	['optional text', optional(text), null, undefined],
	['optional text', optional(text), ' a ', 'a'],
	['number', number(), ' 6.5244 ', 6.5244],
	['number', number(), -3, -3],
	['number', number({ min: 0, max: 5 }), 5, 5],
	['number', number({ min: 0, max: 5 }), 0, 0],
	['flag', flag, true, true],
	['flag', flag, ' TRUE ', true],
	['flag', flag, 'false', false],
	['flag', flag, undefined, false],
	['JSON object', jsonObject, '{"a":{"b":1}}', { a: { b: 1 } }],
	['JSON object', jsonObject, { a: 1 }, { a: 1 }],
	['identifier', identifier, ' inc_1 ', 'inc_1'],
])('%s: %j becomes %j', (_kind, field, value, expected) => {
	expect(field.parse(value)).toEqual(expected);
});

it.each<[string, { safeParse(value: unknown): { success: boolean } }, unknown]>([
	['text', text, { a: 1 }],
	['text', text, ['a']],
	['text', text, ''],
	['text', text, NaN],
	['text', text, -Infinity],
	['text', text, 2 ** 53],
	['optional text', optional(text), 2 ** 64],
	['identifier', identifier, 2 ** 60],
	['number', number(), 'a'],
	['number', number(), true],
	['number', number(), Infinity],
	['number', number({ whole: true }), 1.5],
	['number', number({ max: 5 }), 6],
	['number', number({ min: 0 }), -1],
	['flag', flag, 'yes'],
	['JSON object', jsonObject, '[]'],
	['JSON object', jsonObject, 'null'],
	['JSON object', jsonObject, '{'],
	['JSON object', jsonObject, 7],
	['identifier', identifier, '.'],
])('%s refuses %j', (_kind, field, value) => {
	expect(field.safeParse(value).success).toBe(false);
});

it.each([
	[NaN, 'is the result of a calculation without a valid number'],
	[2 ** 64, 'is a number too large to be exact'],
])('text says why it refuses %p', (value, why) => {
	expect(text.safeParse(value).error?.issues[0]?.message).toBe(why);
});

it.each([
	['.', 'is ".", which is not an ID', 'Enter a value'],
	['..', 'is "..", which is not an ID', 'Enter a value'],
	[
		'https://example.com/inc_1',
		'is a link, where an ID is expected',
		'Enter only the ID, or choose By URL if the field offers it.',
	],
	[
		'HTTP:inc_1',
		'is a link, where an ID is expected',
		'Enter only the ID, or choose By URL if the field offers it.',
	],
])('an identifier refuses %j and says how to go on', (value, message, howToGoOn) => {
	const issue = identifier.safeParse(value).error?.issues[0];
	expect(issue).toMatchObject({
		message,
		params: { howToGoOn: expect.stringContaining(howToGoOn) },
	});
});

it.each(['a.b', '...', 'x-https:y'])('%j is an identifier', (value) => {
	expect(identifier.parse(value)).toBe(value);
});

it.each<[unknown, string, string]>([
	['{a}', 'is not valid JSON', 'Names and text need double quotes, as in {"plate": "LND-204"}.'],
	[
		'[1]',
		'is not a JSON object',
		'Write pairs of name and value in braces, as in {"plate": "LND-204"}.',
	],
	[
		new IncompleteId('{{ $json.a }}', 'nothing', ['a']),
		'→ a is incomplete: {{ $json.a }} gives nothing',
		'Correct the expression, or filter out items without the value',
	],
	[{ a: { b: 2 ** 60 } }, '→ a → b is a number too large to be exact', 'Pass it as text'],
])('a JSON object refuses %p and says how to go on', (value, message, howToGoOn) => {
	const issue = jsonObject.safeParse(value).error?.issues[0];
	expect(issue).toMatchObject({
		message: expect.stringContaining(message),
		params: { howToGoOn: expect.stringContaining(howToGoOn) },
	});
});

it('an ID that is incomplete is no JSON object, whoever checks its content', () => {
	const value = new IncompleteId('{{ $json.a }}', 'nothing');
	expect(jsonRecord.safeParse(value).error?.issues[0]?.message).toBe(
		'is incomplete: {{ $json.a }} gives nothing',
	);
});
