import { limit, limitOf } from '../../../nodes/core/form/output.ts';

it.each([
	[5, 5],
	['5', 5],
	[undefined, undefined],
])('Limit %j is %j', (value, expected) => {
	expect(limit.schema.parse(value)).toBe(expected);
});

it.each([
	[0, 'is 0, less than 1'],
	[1.5, 'is not a whole number'],
	['', 'is empty'],
	[null, 'is empty'],
])('Limit %j %s', (value, why) => {
	expect(limit.schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([why]);
});

it.each([
	[{ returnAll: true, limit: 5 }, undefined],
	[{ returnAll: false, limit: 5 }, 5],
	[{ returnAll: false }, 50],
])('%j reads at most %j records', (input, most) => {
	expect(limitOf(input)).toBe(most);
});
