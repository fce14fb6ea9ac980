import { nearest } from '../../../nodes/core/form/nearMiss.ts';

const TYPES = ['appeal', 'content_uploaded', 'user_contact', 'user_report'];

it.each([
	['user_contct', 'user_contact'],
	['user-report', 'user_report'],
	['usre_report', 'user_report'],
	['UserReports', 'user_report'],
	['report', 'user_report'],
	['Contact', 'user_contact'],
	['apeal', 'appeal'],
	['user', undefined],
	['login', undefined],
	['', undefined],
	['###', undefined],
	['x'.repeat(10_000), undefined],
])('%j is nearest to %p', (word, expected) => {
	expect(nearest(word, TYPES)).toBe(expected);
});

it.each([
	// One slip in a short word, one in each four letters of a longer one.
	['ab', ['abc'], 'abc'],
	['ab', ['abcd'], undefined],
	['abcdefgh', ['abXdefgY'], 'abXdefgY'],
	['abcdefg', ['abXdefY'], undefined],
	['abcdefghij', ['badcefghij'], 'badcefghij'],
	['abc', ['bca'], undefined],
	['x'.repeat(40), [`${'x'.repeat(39)}y`], `${'x'.repeat(39)}y`],
	['x'.repeat(41), [`${'x'.repeat(40)}y`], undefined],
	// Fewer edits count before more.
	['user_reprt', ['user_report', 'user_reprtt', 'user_rprot'], undefined],
	['user_reprt', ['user_report', 'user_rprot'], 'user_report'],
	// A part of two is a part of none.
	['report', ['user_report', 'daily report'], undefined],
	['Ｒｅｐｏｒｔ', ['user-report'], 'user-report'],
	['repo', ['user_report'], undefined],
	// Nothing is near a word without letters.
	['#', ['a', 'user_'], undefined],
])('%s of %j is %p', (word, candidates, expected) => {
	expect(nearest(word, candidates)).toBe(expected);
});

it('names none of two that are equally near', () => {
	expect(nearest('abcx', ['abca', 'abcb'])).toBeUndefined();
});
