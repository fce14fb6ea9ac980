import { whyNotId, whyNotName } from '../../../nodes/core/form/textChecks.ts';
import {
	cleanId,
	cleanText,
	makeStorable,
	whyNotStorable,
} from '../../../nodes/core/form/unicode.ts';
import { MOST_LEVELS, whyNotJson } from '../../../nodes/core/form/jsonInput.ts';
import { growthOf, LINEAR } from '../growth.cts';

it.each([
	[' a ', 'a'],
	['\u00a0a\u00a0', 'a'],
	['\ufeffa', 'a'],
	['\u200b \u200ba\u200b\u00a0\u2060', 'a'],
	['\u202aa\u202c', 'a'],
	['\u00ada', 'a'],
	['a\u2060', 'a'],
	['a\u200b \u200b', 'a'],
	['\u200b', ''],
	['', ''],
	['a\u200bb', 'a\u200bb'],
	['👨‍👩‍👧', '👨‍👩‍👧'],
	['é\n', 'é'],
])('cleaned: %j becomes %j', (given, expected) => {
	expect(cleanText(given)).toBe(expected);
});

it.each([
	['\u200euser\u200b_7\u2069 ', 'user_7'],
	['+234\u202d801\u202c', '+234801'],
	['a b', 'a b'],
	['نام\u200cها', 'نام\u200cها'],
])('cleanId: %j becomes %j', (given, expected) => {
	expect(cleanId(given)).toBe(expected);
});

it('cleans invisible characters in time that grows with the text, and no faster', () => {
	const growth = growthOf((size) => {
		cleanText(`a${' \u200b'.repeat(size)}b${' \u200b'.repeat(size)}`);
	}, 50_000);

	expect(growth).toBeLessThan(LINEAR);
});

it.each([
	['abc😀'.slice(0, 4), 'has half a character (U+D83D)', 'abc�'],
	['\ude00a', 'has half a character (U+DE00)', '�a'],
	['a\u0000b', 'contains the control character U+0000', 'ab'],
	['a\u001b[0m', 'contains the control character U+001B', 'a[0m'],
	['a\u0092s', 'contains the control character U+0092', 'as'],
])('%j is not sound: %s', (given, what, sound) => {
	expect(whyNotStorable(given)?.what).toBe(what);
	expect(makeStorable(given)).toBe(sound);
});

it.each(['abc😀', 'a\tb\r\nc', 'é', '👨‍👩‍👧', ''])('%j is sound', (given) => {
	expect(whyNotStorable(given)).toBeUndefined();
	expect(makeStorable(given)).toBe(given);
});

it.each([
	'undefined',
	'user_null',
	'null-7',
	'a:NaN:b',
	'[object Object]',
	'x[object Map]',
	'a undefined',
])('%j names nobody', (given) => {
	expect(whyNotName(given)).toBeDefined();
	expect(whyNotId(given)).toBeDefined();
});

it.each([
	...['true', 'FALSE', 'None', 'nil', 'N/A', '2.81475E+14', '1E+15'],
	...['#REF!', '#DIV/0!', '#SPILL!', '#CALC!', '######', 'Err:522'],
])('%j is no ID, but may be a label', (given) => {
	expect(whyNotId(given)).toBeDefined();
	expect(whyNotName(given)).toBeUndefined();
});

it.each([
	'annulled',
	'nullable',
	'NaNcy',
	'undefinedness',
	'1e5',
	'ünull',
	'true-north',
	'0',
	'-1',
])('%j is an ID', (given) => {
	expect(whyNotId(given)).toBeUndefined();
});

const nested = (levels: number) =>
	JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as unknown;

it.each([
	[
		{ a: [1, { b: NaN }] },
		'a → entry 2 → b',
		'is the result of a calculation without a valid number',
	],
	[{ a: 2 ** 60 }, 'a', 'is a number too large to be exact'],
	[{ a: { b: '\ud800' } }, 'a → b', 'has half a character (U+D800)'],
	[{ 'a\u0000': 1 }, 'a\u0000', 'contains the control character U+0000'],
	[{ a: new Date(NaN) }, 'a', 'is a date that does not exist'],
	[{ a: () => 1 }, 'a', 'is not text'],
	[nested(MOST_LEVELS + 1), 'a', `is nested more than ${MOST_LEVELS} levels deep`],
	[nested(5_000), 'a', `is nested more than ${MOST_LEVELS} levels deep`],
])('what JSON cannot say is found: %#', (value, path, what) => {
	const found = whyNotJson(value);
	expect(found?.path.join(' → ')).toBe(path);
	expect(found?.what).toBe(what);
});

it.each([
	[{ a: [1, 'b', null, true, new Date(0), { c: 0.1 }] }],
	[nested(MOST_LEVELS)],
	[[]],
	['a'],
])('what JSON can say is left: %#', (value) => {
	expect(whyNotJson(value)).toBeUndefined();
});

it('what cannot be read says what to map', () => {
	const unreadable = {
		get a() {
			throw new Error('Gone');
		},
	};
	expect(whyNotJson(unreadable)).toEqual({
		path: [],
		what: 'cannot be read',
		howToGoOn: 'Map plain data: text, numbers, lists.',
	});
});
