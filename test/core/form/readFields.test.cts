import { z } from 'zod';

import type { FieldsRead } from '../../../nodes/core/form/field';
import { field, formSchema, readFields } from '../../../nodes/core/form/field';
import { listOfIds } from '../../../nodes/core/form/lists';
import { flag, number, optional, text } from '../../../nodes/core/form/schemas';

const calls = { note: 0 };
const counted = z.unknown().transform((value) => {
	calls.note++;
	return value === 'bad' ? z.NEVER : String(value);
});

const property = <const Name extends string>(name: Name) => ({
	displayName: name,
	name,
	type: 'string' as const,
	default: '',
});

const fields = [
	field(property('ids'), listOfIds),
	field(property('size'), optional(number({ min: 1 }))),
	field(property('on'), flag),
	field(property('label'), optional(text)),
	{ ...property('notice'), type: 'notice' as const },
];

const rows: Array<Record<string, unknown>> = [
	{ ids: 'a, b', size: 5, on: true, label: 'one' },
	{ ids: 'a, b', size: '5', on: true, label: 'one' },
	{ ids: ['a', 'b'], size: '', on: 'false', label: '' },
	{ ids: 'c', size: 5, on: false, label: undefined },
	{ ids: 'c', on: false },
	{ ids: 'c' },
	{ ids: 'c', size: 0, on: false, label: 'two' },
	{ ids: '', size: 7, on: 'perhaps', label: 'two' },
	{ ids: 'd', size: 7, on: true, label: { no: 'text' } },
	{ ids: 'd', size: 7, on: true, label: 'two', more: 'not a field' },
];

describe('fields of one item after the other', () => {
	it('are read as the schema of the form reads them', () => {
		const read: FieldsRead = new Map();
		for (const row of [...rows, ...rows.toReversed()]) {
			const whole = formSchema(fields).safeParse(row);
			const quick = readFields(fields, row, read);
			expect(quick).toStrictEqual(whole.success ? whole.data : undefined);
		}
	});

	it('are read once when the same value is given again', () => {
		const note = [field(property('note'), counted)];
		const read: FieldsRead = new Map();
		calls.note = 0;
		for (const given of ['x', 'x', 'x', 'y', 'y', 'x']) {
			expect(readFields(note, { note: given }, read)).toEqual({ note: given });
		}
		expect(calls.note).toBe(3);
	});

	it('never share an object between items', () => {
		const read: FieldsRead = new Map();
		const first = readFields(fields, rows[0] ?? {}, read);
		const second = readFields(fields, rows[0] ?? {}, read);
		expect(first?.['ids']).toEqual(['a', 'b']);
		expect(second?.['ids']).not.toBe(first?.['ids']);
	});
});
