import fc from 'fast-check';

import { jsonObject, metadataObject } from '../../../nodes/core/form/schemas.ts';
import { readJson } from '../../../nodes/core/form/jsonInput.ts';

it.each<[string, unknown, string[]]>([
	['{"order":12345678901234567891}', { order: '12345678901234567891' }, ['order']],
	[
		'{"a":[1,{"b":-9007199254740993}]}',
		{ a: [1, { b: '-9007199254740993' }] },
		['a → entry 2 → b'],
	],
	['{"a":null,"b":12345678901234567891}', { a: null, b: '12345678901234567891' }, ['b']],
	['[281474978683353123]', ['281474978683353123'], ['entry 1']],
	['{"a":0.12345678901234567891}', { a: '0.12345678901234567891' }, ['a']],
	['{"a":1e400}', { a: '1e400' }, ['a']],
	['{"a":"12345678901234567891"}', { a: '12345678901234567891' }, []],
	['{"12345678901234567891":1}', { '12345678901234567891': 1 }, []],
	['{"a":"\\"12345678901234567891"}', { a: '"12345678901234567891' }, []],
	['{"a":9007199254740992}', { a: 9007199254740992 }, []],
	['{"a":1.50,"b":-0.0,"c":1e3,"d":1E+2,"e":0}', { a: 1.5, b: -0, c: 1000, d: 100, e: 0 }, []],
	['{"a":0.30000000000000004}', { a: 0.30000000000000004 }, []],
	['{"a":1.7976931348623157e308}', { a: Number.MAX_VALUE }, []],
	['{"a":100000000000000000000}', { a: 1e20 }, []],
])('%s', (written, value, long) => {
	const read = readJson(written);
	expect(read).toEqual({ value, longNumbers: expect.anything() });
	expect('longNumbers' in read && read.longNumbers.map((way) => way.join(' → '))).toEqual(long);
});

it.each([
	['{"a":1,}', /^is not valid JSON \(/],
	['{"a":', /^is not valid JSON/],
	['{a}', /^is not valid JSON/],
	['', /^is not valid JSON: it ends too early$/],
])('%j cannot be read', (written, problem) => {
	expect(readJson(written)).toEqual({ problem: expect.stringMatching(problem) });
	expect(JSON.stringify(readJson(written))).not.toMatch(/Unexpected|position|token/);
});

it.each([
	['Bad control character in string literal in JSON at position 7', '(character 8)'],
	['Unexpected token } in JSON at position 7 (line 2 column 3)', '(line 2, column 3)'],
	['Unexpected token } in JSON', undefined],
])('says where, as far as the engine does: "%s"', (message, place) => {
	jest.spyOn(JSON, 'parse').mockImplementation(() => {
		throw new SyntaxError(message);
	});
	const read = readJson('{');
	jest.restoreAllMocks();

	expect(read).toEqual({ problem: `is not valid JSON${place === undefined ? '' : ` ${place}`}` });
});

it('reads every JSON as JSON.parse does, where no number is long', () => {
	fc.assert(
		fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
			const written = JSON.stringify(value);
			expect(readJson(written)).toEqual({ value: JSON.parse(written) as unknown, longNumbers: [] });
		}),
	);
});

it('keeps every digit of every whole number', () => {
	fc.assert(
		fc.property(fc.bigInt(), (whole) => {
			const read = readJson(`{"a":${whole}}`);
			const { a } = ('value' in read ? read.value : {}) as { a: string | number };
			expect(BigInt(a)).toBe(whole);
		}),
	);
});

it('takes a long number for text in metadata, and refuses it elsewhere with its place', () => {
	const written = '{"order":{"number":12345678901234567891}}';
	expect(metadataObject.parse(written)).toEqual({ order: { number: '12345678901234567891' } });
	expect(jsonObject.safeParse(written).error?.issues[0]?.message).toBe(
		'→ order → number is a number with more digits than JavaScript can hold',
	);
});

it.each([[new Date(0)], [new Map()], [[]], ['[]'], ['null'], [7], [{ toISO: () => 'a' }]])(
	'%p is no JSON object',
	(value) => {
		expect(jsonObject.safeParse(value).error?.issues[0]?.message).toBe('is not a JSON object');
	},
);

it('a text of many megabytes is read', () => {
	const text = 'x'.repeat(20_000_000);
	expect(readJson(`{"a":"${text}","b":12345678901234567891}`)).toMatchObject({
		longNumbers: [['b']],
	});
});
