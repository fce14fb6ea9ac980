import fc from 'fast-check';

import type { Cell } from '../../../nodes/SafetyReport/table/csv';
import { csv } from '../../../nodes/SafetyReport/table/csv';
import { renderTable } from '../../../nodes/SafetyReport/table/table';
import { outsideText } from '../../../nodes/SafetyReport/text/outsideText';
import { anyText, HOSTILE, withTexts } from '../hostileFigures.cts';
import { emptyFigures, sampleFigures } from '../sampleFigures.cts';

const plain = { byteOrderMark: false };

it.each<[string, Cell, string]>([
	['a text', 'High', 'High'],
	['a number, also a negative one', -5, '-5'],
	['a long fraction', 0.1 + 0.2, '0.3'],
	['nothing', null, ''],
	['a number that is none', Number.NaN, ''],
	['a comma', 'a,b', '"a,b"'],
	['a quote', 'a "b"', '"a ""b"""'],
	['a line break', 'a\r\nb', '"a\r\nb"'],
	['a semicolon, which separates cells in many countries', 'a;b', '"a;b"'],
	['space at the end', 'a ', '"a "'],
	['a formula', '=1+1', "'=1+1"],
	['a formula behind spaces', '  =1+1', "'  =1+1"],
	['a formula behind a tab', '\t=1+1', '"\'\t=1+1"'],
	['a plus, a minus and an at sign', '+1', "'+1"],
	['a minus as text', '-1', "'-1"],
	['an at sign', '@SUM(1)', "'@SUM(1)"],
	['a fullwidth equals sign', '＝1+1', "'＝1+1"],
	['a line break first', '\n=1', '"\'\n=1"'],
])('writes %s', (_, cell, expected) => {
	expect(csv([[cell]], plain)).toBe(`${expected}\r\n`);
});

it('begins with a byte order mark for Excel unless it is switched off', () => {
	expect(csv([['a']])).toBe('\ufeffa\r\n');
	expect(csv([['a']], plain)).toBe('a\r\n');
});

it('keeps every cell, and makes none a formula, with any text', () => {
	const cell = fc.oneof(anyText, fc.constantFrom(...HOSTILE), fc.integer(), fc.constant(null));
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
			const read = parse(csv(rows, plain));

			expect(read.map((row) => row.map(withoutApostrophe))).toEqual(
				rows.map((row) => row.map((one) => withoutApostrophe(outsideText(String(one ?? ''))))),
			);
			for (const [index, row] of read.entries()) {
				for (const [column, text] of row.entries()) {
					if (typeof rows[index]?.[column] === 'string') {
						expect(text.trimStart()).not.toMatch(/^[=+\-@]/);
					}
				}
			}
		}),
	);
});

const withoutApostrophe = (text: string) => text.replace(/^'/, '');

/** A reader after RFC 4180, character by character: another way than the writer's. */
function parse(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
	for (let at = 0; at < text.length; at++) {
		const character = text[at] ?? '';
		if (quoted && character === '"' && text[at + 1] === '"') {
			field += '"';
			at++;
		} else if (character === '"') {
			quoted = !quoted;
		} else if (!quoted && character === ',') {
			row.push(field);
			field = '';
		} else if (!quoted && character === '\r') {
			rows.push([...row, field]);
			row = [];
			field = '';
			at++;
		} else {
			field += character;
		}
	}
	return rows;
}

it('has one line for each figure, all with the same columns', () => {
	const [head = [], ...rows] = parse(renderTable(sampleFigures(), plain));

	expect(head.slice(0, 5)).toEqual(['section', 'figure', 'value', 'label', 'now']);
	expect(rows.every(({ length }) => length === head.length)).toBe(true);
	expect(rows).toContainEqual([
		'incidents',
		'category',
		'location_threat',
		'Location threat',
		'19',
		'4',
		'15',
		'',
		'up',
		'records',
		'',
	]);
});

it('says why a number is missing', () => {
	const rows = parse(renderTable(emptyFigures(), plain));

	const median = rows.find(([, figure]) => figure === 'createdToOnScene median');
	expect(median?.at(-1)).toBe('No incident of the period has both times');
});

it('writes no NaN, undefined or null', () => {
	for (const figures of [sampleFigures(), emptyFigures(), withTexts(['x'])]) {
		expect(renderTable(figures)).not.toMatch(/NaN|undefined|Infinity|\[object|\bnull\b/);
	}
});
