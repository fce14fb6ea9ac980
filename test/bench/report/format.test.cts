import type { Goal } from '../results.cts';
import { duration, figure, outcome } from './format.cts';

const goal = (changes: Partial<Goal>): Goal => ({
	what: 'the axios loop',
	measured: 1,
	kind: 'atMost',
	limit: 1.25,
	unit: '×',
	exact: false,
	ok: false,
	...changes,
});

it.each([
	[goal({ ok: true }), 'ok'],
	[goal({ measured: 1.5 }), 'misses by 20 %'],
	[goal({ kind: 'atLeast', measured: 3, limit: 4 }), 'misses by 25 %'],
	[goal({ kind: 'exactly', measured: 52, limit: 50 }), 'misses by 2'],
])('says by how much a goal is missed (%#)', (given, words) => {
	expect(outcome(given)).toBe(words);
});

it.each([
	[0.1234, '0.12'],
	[12.34, '12.3'],
	[123.4, '123'],
	[10_000, '10,000'],
	[5, '5'],
	[Infinity, '–'],
])('writes %d with the digits that mean something', (value, words) => {
	expect(figure(value)).toBe(words);
});

it('changes from milliseconds to seconds', () => {
	expect([duration(999), duration(1_500)]).toEqual(['999 ms', '1.50 s']);
});
