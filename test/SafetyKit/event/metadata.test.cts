import { z } from 'zod';

import { checkMetadata, metadataOf } from '../../../nodes/SafetyKit/event/metadata.ts';

type Entries = Parameters<typeof metadataOf>[0];

const read = (entries: Entries, json?: Record<string, unknown>) =>
	z
		.unknown()
		.transform((_none, context) => metadataOf(entries, json, context))
		.safeParse(undefined);

it.each<[string, Entries, Record<string, unknown> | undefined, unknown]>([
	['entries', [{ name: 'a', value: '1' }], undefined, { a: '1' }],
	['JSON', [], { b: 2 }, { b: 2 }],
	['both', [{ name: 'a', value: '1' }], { b: 2 }, { a: '1', b: 2 }],
	['names of an object’s own', [{ name: 'constructor', value: '1' }], {}, { constructor: '1' }],
	['nothing', [], {}, undefined],
])('metadata of %s', (_what, entries, json, all) => {
	expect(read(entries, json).data).toEqual(all);
});

it.each<[string, Entries, Record<string, unknown>, string, string]>([
	['no name', [{ name: undefined, value: '1' }], {}, 'is empty', 'Enter a name'],
	[
		'a name that another entry has',
		[
			{ name: 'a', value: '1' },
			{ name: 'a', value: '2' },
		],
		{},
		'is "a", which Metadata has twice',
		'Remove one of the two entries.',
	],
	[
		'a name that the JSON has',
		[{ name: 'a', value: '1' }],
		{ a: 2 },
		'is "a", which Metadata (JSON) also has',
		'Remove it from one of the two.',
	],
])('an entry with %s is refused', (_what, entries, json, message, howToGoOn) => {
	expect(read(entries, json).error?.issues).toEqual([
		expect.objectContaining({
			message,
			path: ['metadata', 'entries', entries.length - 1, 'name'],
			params: { howToGoOn: expect.stringContaining(howToGoOn) },
		}),
	]);
});

it.each([
	['text', 'a'],
	['a number', 1.5],
	['true or false', false],
	['a list', ['a', 1, true]],
	['an empty list', []],
])('%s is no problem', (_what, value) => {
	const report = jest.fn();

	checkMetadata({ value }, report);
	expect(report).not.toHaveBeenCalled();
});

it.each([
	['a number that lost digits', 2 ** 53, 'is a number too large to be exact'],
	['one in a list', ['a', 1, 2 ** 53], 'is a number too large to be exact'],
	['a number that is none', [Infinity], 'is the result of a calculation without a valid number'],
	['nothing', null, 'is empty'],
	['a list with nothing in it', [1, null], 'is a list with something other than single values'],
	['an object', {}, 'is an object'],
])('%s is a problem', (_what, value, what) => {
	const report = jest.fn();

	checkMetadata({ good: 1, bad: value, fine: 'a' }, report);
	expect(report.mock.calls).toEqual([
		[{ field: 'metadata', below: ['bad'], what, howToGoOn: expect.any(String) as string }],
	]);
});
