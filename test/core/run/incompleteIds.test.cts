import { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { IncompleteId } from '../../../nodes/core/form/textChecks.ts';
import type { EmptyPart } from '../../../nodes/core/form/textChecks.ts';
import { incompleteIdMarker, partEvaluator } from '../../../nodes/core/run/incompleteIds.ts';

const json: INodeProperties = { displayName: 'Data', name: 'data', type: 'json', default: '{}' };

/** What becomes of a field `id` that is written so, where each of its expressions gives a value. */
function marked(written: unknown, gives: unknown): unknown {
	const mark = incompleteIdMarker({ id: written }, [], ['id']);
	return mark === undefined ? 'unguarded' : mark({ id: 'resolved' }, () => gives).id;
}

it.each<[unknown, EmptyPart]>([
	['', 'nothing'],
	[' \u200b', 'nothing'],
	['undefined', 'nothing'],
	['NaN', 'nothing'],
	[undefined, 'nothing'],
	[null, 'nothing'],
	[() => 'a', 'nothing'],
	[NaN, 'no number'],
	[Infinity, 'no number'],
	[false, 'a boolean'],
	[true, 'a boolean'],
	[['a'], 'a list'],
	[{ id: 7 }, 'an object'],
	[new Date(NaN), 'an object'],
])('a part that gives %p makes an ID incomplete', (gives, why) => {
	expect(marked('=trip-{{ $json.id }}', gives)).toEqual(
		new IncompleteId('{{ $json.id }}', why, []),
	);
});

it.each(['7', 'undefined7', 0, -1.5, 7n, new Date(0), DateTime.utc(2026, 3, 10)])(
	'a part that gives %p does not',
	(gives) => {
		expect(marked('=trip-{{ $json.id }}', gives)).toBe('resolved');
	},
);

it.each<[unknown, EmptyPart | undefined]>([
	[['b', 7], undefined],
	[[], 'nothing'],
	[['b', ''], 'nothing'],
	[['b', ['c']], 'a list'],
])('between commas, a part may be a list; not %j', (gives, why) => {
	expect(marked('=a, {{ $json.ids }}', gives)).toEqual(
		why === undefined ? 'resolved' : new IncompleteId('{{ $json.ids }}', why, []),
	);
});

it.each([
	['a text without an expression', 'trip-7'],
	['a text that looks like one', 'trip-{{ $json.id }}'],
	['one expression', '={{ $json.id }}'],
	['one expression among blanks', '= {{ $json.id }}\u200b'],
	['a text alone', '=trip-7'],
	['a number', 7],
	['a list', ['={{ $json.a }}{{ $json.b }}']],
	['nothing', null],
	['a record', { value: '=trip-{{ $json.id }}' }],
])('%s is no ID in parts', (_what, written) => {
	expect(marked(written, undefined)).toBe('unguarded');
});

it.each(['=trip-{{ $json.id }}', '={{ $json.id }}{{ $json.leg }}', '= {{ $json.id }} a'])(
	'%s is one',
	(written) => {
		expect(marked(written, undefined)).toBeInstanceOf(IncompleteId);
	},
);

it('the text of a resource locator is one', () => {
	const locator = { __rl: true, mode: 'id', value: '=trip-{{ $json.id }}' };
	expect(marked(locator, undefined)).toBeInstanceOf(IncompleteId);
});

describe('in the rows of a list', () => {
	const mark = (rows: unknown, resolved: unknown) =>
		incompleteIdMarker(
			{ assets: { rows } },
			[],
			['assets.rows.*.asset'],
		)?.({ assets: { rows: resolved } }, ({ written }) => (written === '{{ $json.b }}' ? '' : 'a'));

	it('marks the ID of the row it stands in', () => {
		const rows = [{ asset: '=v-{{ $json.a }}' }, { asset: '=v-{{ $json.b }}' }, { asset: 'v' }];
		expect(mark(rows, [{ asset: 'v-a' }, { asset: 'v-' }, { asset: 'v' }])).toEqual({
			assets: {
				rows: [
					{ asset: 'v-a' },
					{ asset: new IncompleteId('{{ $json.b }}', 'nothing', []) },
					{ asset: 'v' },
				],
			},
		});
	});

	it('finds none where there are no rows', () => {
		expect(mark('={{ $json.rows }}', [])).toBeUndefined();
	});
});

describe('in JSON', () => {
	/** The paths to the texts that are found to be incomplete IDs, if all expressions give nothing but one at a time. */
	const found = (written: string): string[] => {
		const mark = incompleteIdMarker({ data: written }, [json], []);
		if (mark === undefined) return [];
		const codes = written.match(/\{\{.*?\}\}/g) ?? [];
		return codes.flatMap((code) => {
			const { data } = mark({ data: '{}' }, (part) => (part.written === code ? '' : 'a'));
			return data instanceof IncompleteId ? [`${data.part} ${data.path.join('.')}`] : [];
		});
	};

	it.each([
		['={"userId": "u-{{ 1 }}", "note": "n-{{ 2 }}"}', ['{{ 1 }} userId']],
		['={"a": {"trip_id": "{{ 1 }}"}}', ['{{ 1 }} a.trip_id']],
		[
			'={"events": [{"id": "a"}, {"id": "b{{ 1 }}{{ 2 }}"}]}',
			['{{ 1 }} events.id', '{{ 2 }} events.id'],
		],
		['={"id": 7, "key": "k{{ 1 }}"}', ['{{ 1 }} key']],
		['={"ids": ["a", "b-{{ 1 }}"]}', ['{{ 1 }} ids']],
		['={"note": "say \\"{{ 1 }}\\"", "key": "k{{ 2 }}"}', ['{{ 2 }} key']],
		['={"note": "a \\\\", "key": "k{{ 1 }}"}', ['{{ 1 }} key']],
		['={"n": {{ 1 }}, "key": "k{{ 2 }}"}', ['{{ 2 }} key']],
		[
			'={"resources_used": [{"value": "r-{{ 1 }}"}], "value": "{{ 2 }}"}',
			['{{ 1 }} resources_used.value'],
		],
		// A part that is a value by itself is checked when the whole is read.
		['={"id": {{ 1 }}, "key": null}', []],
		['={"id": "a-{{ 1 }}", {{ 2 }}}', []],
		['={{ 1 }}', []],
	])('%s', (written, incomplete) => {
		expect(found(written)).toEqual(incomplete);
	});
});

describe('the value of a part', () => {
	const evaluate = (item: unknown, path: string[] | undefined) =>
		partEvaluator(item, (expression) => `n8n: ${expression}`)({ written: '{{ x }}', path });

	it.each([
		['is read from the item', { a: { b: 7 } }, ['a', 'b'], 7],
		['may be missing in the item', {}, ['a'], undefined],
		['is left to n8n where only n8n knows', { a: 'text' }, ['a', 'length'], 'n8n: {{ x }}'],
		['is left to n8n where it is no path', { a: 7 }, undefined, 'n8n: {{ x }}'],
	])('%s', (_what, item, path, value) => {
		expect(evaluate(item, path)).toBe(value);
	});
});
