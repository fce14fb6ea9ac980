import { isEmptyInput, setOfIds, setOfTexts } from '../../../nodes/core/form/lists.ts';

it.each<[unknown, string[]]>([
	['1, 2;3\r\n4,,', ['1', '2', '3', '4']],
	['["1", 2]', ['1', '2']],
	['[281474978683353123]', ['281474978683353123']],
	[
		['1', 2, [3, ['4']]],
		['1', '2', '3', '4'],
	],
	[5001, ['5001']],
	['\ufeff281474978683353\u200b', ['281474978683353']],
	['5001, 5001,\u00a05002', ['5001', '5002']],
	['payrollId:7', ['payrollId:7']],
	['12E5, 1e10, annullment', ['12E5', '1e10', 'annullment']],
	['ada@example.com, 10.20.30', ['ada@example.com', '10.20.30']],
	['1, 200, 300', ['1', '200', '300']],
	['', []],
	['\u200b', []],
	['[]', []],
	[null, []],
	[[null, ''], []],
])('the IDs in %j are %j', (value, ids) => {
	expect(setOfIds.parse(value)).toEqual(ids);
});

it.each<[unknown, RegExp]>([
	[[2 ** 60], /is a number too large to be exact/],
	[NaN, /is the result of a calculation/],
	[[1, NaN], /^at position 2 of 2 is the result/],
	[true, /^is true, where text is expected/],
	['true', /is a word or an error code/],
	['2.81475E+14', /a number that has lost digits/],
	["['a','b']", /^is not a valid JSON list/],
	['{a,b}', /^is an object in braces/],
	['{"a":1}', /^is an object in braces/],
	['"281474978683353"', /in quotation marks/],
	['“281474978683353”', /in quotation marks/],
	["'1','2'", /in quotation marks/],
	['null', /is a word or an error code/],
	['1,null', /^at position 2 of 2 is a word/],
	[['1', null], /^has no value at position 2 of 2/],
	[['1', ''], /^has no value at position 2 of 2/],
	[['1', '\u200b'], /^has no value at position 2 of 2/],
	['["1", null]', /^has no value at position 2 of 2/],
	['281,474,978,683,353', /^may be one number with commas/],
	[['281,474,978'], /may be one number with separators/],
	['281.474.978.683.353', /may be one number with separators/],
	['5001; 281.474.978', /^at position 2 of 2 is 281\.474\.978, which may be/],
	['281 474 978', /which is not one ID/],
	['281474978683353.0', /a decimal number/],
	['+5.25', /a decimal number/],
	['-5.', /a decimal number/],
	['5 '.repeat(31), /^is "(?:5 ){30}", which is not one ID/],
	[[`1${'.234'.repeat(20)}`], /^is 1(?:\.234){14}\.23, which may be one number/],
	[['1, 2'], /which is not one ID/],
	[[{}], /^contains a value that is not text/],
	['1\u0000', /control character/],
	['drv_undefined', /contains what an expression writes/],
])('%j is no list of IDs', (value, why) => {
	expect(setOfIds.safeParse(value).error?.issues[0]?.message).toMatch(why);
});

it.each<[unknown, string[]]>([
	['spam, scam', ['spam', 'scam']],
	[
		['hate, violent', 'spam'],
		['hate, violent', 'spam'],
	],
	['["hate, violent"]', ['hate, violent']],
	[['spam', ''], ['spam']],
	['[beta] feature', ['[beta] feature']],
	['Harsh Braking', ['Harsh Braking']],
	['None, Null', ['None', 'Null']],
	['screen 5", 5" screen', ['screen 5"', '5" screen']],
	["'Tis the season", ["'Tis the season"]],
	[[], []],
])('the labels in %j are %j', (value, labels) => {
	expect(setOfTexts.parse(value)).toEqual(labels);
});

it.each<[unknown]>([
	[['spam', null]],
	[[true]],
	['null'],
	["['a','b']"],
	['{a,b}'],
	['"spam"'],
	['"hate, violent"'],
	[NaN],
	['[object Object]'],
	['spam\ud800'],
])('%j is no list of labels', (value) => {
	expect(setOfTexts.safeParse(value).success).toBe(false);
});

it.each([
	['', true],
	['\u200b', true],
	[' , ', true],
	['[]', true],
	['[null]', true],
	[[[null], ''], true],
	[null, true],
	['a', false],
	['[1]', false],
	['[null, 1]', false],
	[0, false],
	[false, false],
])('%j is nothing: %p', (value, expected) => {
	expect(isEmptyInput(value)).toBe(expected);
});

it('a list that may be one number says how to write either', () => {
	expect(setOfIds.safeParse('281,474,978').error?.issues[0]).toMatchObject({
		params: {
			howToGoOn: 'Write one ID without commas, or several with a space after each comma.',
		},
	});
});
