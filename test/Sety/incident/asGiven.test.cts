import { asGiven, given, hasGap } from '../../../nodes/Sety/incident/asGiven.ts';
import { IncompleteId } from '../../../nodes/core/form/textChecks.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'end' : [nested(depth - 1)]);

describe('a value as text', () => {
	it.each<[unknown, string, boolean]>([
		[' Gate 4 ', 'Gate 4', false],
		[7, '7', false],
		[NaN, '', false],
		[true, '', false],
		[null, '', false],
		[undefined, '', false],
		['N/A', '', false],
		['null', '', false],
		['--', '', false],
		['???', '', false],
		['#REF!', '', false],
		['[object Object]', '', false],
		['nil return', 'nil return', false],
		['a - b', 'a - b', false],
		[new Date('2026-03-10T14:30:00Z'), '2026-03-10T14:30:00.000Z', false],
		[{ toISO: () => '2026-03-10T14:30:00.000Z' }, '2026-03-10T14:30:00.000Z', false],
		[{ toISO: () => null }, '', false],
		[{ toISO: 'Gate 4' }, 'Gate 4', true],
		[new Date(NaN), '', true],
		[['Gate 4', '', null, 12], 'Gate 4, 12', true],
		[{ street: 'Bourdillon Road', at: { number: 14, flat: 'none' } }, 'Bourdillon Road, 14', true],
		[[], '', true],
		[new IncompleteId('{{ $json.address }}', 'nothing'), '', false],
		[nested(5), 'end', true],
		[nested(6), '', true],
		[
			Array.from({ length: 21 }, (_none, n) => n),
			Array.from({ length: 20 }, (_none, n) => n).join(', '),
			true,
		],
		[[Array(20).fill('a'), 'b'], Array(20).fill('a').join(', '), true],
	])('%j is %j', (value, text, joined) => {
		expect(given(value)).toEqual({ text, joined });
	});
});

describe('a gap in a text', () => {
	it.each([
		['Amaka undefined', true],
		['null Obi', true],
		['Amaka (NaN)', true],
		['[object Object]', true],
		['{{ $json.name }}', true],
		['{{\n$json.name\n}}', true],
		['Nullabor', false],
		['Undefinedson', false],
		['Amaka Obi', false],
		['{ Amaka }', false],
		['', false],
	])('%j: %s', (text, gap) => {
		expect(hasGap(text)).toBe(gap);
	});
});

it.each([
	['a', 'Address as given: a'],
	['x'.repeat(200), `Address as given: ${'x'.repeat(200)}`],
	['x'.repeat(201), `Address as given: ${'x'.repeat(200)}…`],
])('a responder reads what was given (%#)', (text, line) => {
	expect(asGiven('Address', { text, joined: false })).toBe(line);
});
