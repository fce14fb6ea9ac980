import { mergeFields, toQuery } from '../../../nodes/core/form/requestFields.ts';

it.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]>([
	['text', { a: 'x', b: '' }, { a: 'x', b: '' }, { a: 'x', b: '' }],
	[
		'a number',
		{ a: 7, b: 0, c: -1.5 },
		{ a: '7', b: '0', c: '-1.5' },
		{ a: '7', b: '0', c: '-1.5' },
	],
	['true and false', { a: true, b: false }, { a: 'true', b: 'false' }, { a: 'true', b: 'false' }],
	[
		'a date',
		{ a: new Date(0) },
		{ a: '1970-01-01T00:00:00.000Z' },
		{ a: '1970-01-01T00:00:00.000Z' },
	],
	[
		'a whole number without an end',
		{ a: 10n ** 20n },
		{ a: `1${'0'.repeat(20)}` },
		{ a: `1${'0'.repeat(20)}` },
	],
	['nothing', { a: null, b: undefined }, {}, {}],
	['a list', { a: ['x', 'y'] }, { a: ['x', 'y'] }, { a: 'x,y' }],
	['a list of one', { a: ['x'] }, { a: ['x'] }, { a: 'x' }],
	['a list of all kinds', { a: [1, true, 'z'] }, { a: ['1', 'true', 'z'] }, { a: '1,true,z' }],
	['a list with nothing in it', { a: [null, 'x', undefined] }, { a: ['x'] }, { a: 'x' }],
	['an empty list', { a: [], b: [null] }, {}, {}],
])('%s', (_what, fields, repeated, commas) => {
	expect(toQuery(fields, 'repeat')).toEqual(repeated);
	expect(toQuery(fields, 'comma')).toEqual(commas);
});

it.each([
	['an object', { zone: { id: 1 } }],
	['a list of objects', { zone: [{ id: 1 }] }],
	['a list in a list', { zone: [['a']] }],
	['an object in a list', { zone: ['a', {}] }],
	['no number', { zone: NaN }],
	['no end', { zone: Infinity }],
	['no date', { zone: new Date(NaN) }],
	['a function', { zone: () => 1 }],
])('%s is refused by the name of its field', (_what, fields) => {
	expect(() => toQuery(fields, 'repeat')).toThrow(
		'Extra Fields holds "zone", which cannot be part of a query',
	);
});

it.each<[string, object, object, object]>([
	['adds a field', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
	['replaces a value', { a: 1 }, { a: 2 }, { a: 2 }],
	['keeps the rest of an object', { a: { b: 1, c: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
	[
		'keeps it at any depth',
		{ a: { b: { c: 1, d: 1 } } },
		{ a: { b: { d: 2 } } },
		{ a: { b: { c: 1, d: 2 } } },
	],
	['replaces an object by a value', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
	['replaces a value by an object', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
	['replaces a list', { a: [1, 2] }, { a: [3] }, { a: [3] }],
	[
		'takes a name that every object has',
		{ a: 1 },
		{ constructor: { b: 2 } },
		{ a: 1, constructor: { b: 2 } },
	],
	['changes nothing without fields', { a: { b: 1 } }, {}, { a: { b: 1 } }],
])('Extra Fields %s', (_what, ours, extra, merged) => {
	expect(mergeFields({ ...ours }, { ...extra })).toEqual(merged);
});
