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

it('names none of two that are equally near', () => {
	expect(nearest('abcx', ['abca', 'abcb'])).toBeUndefined();
});
