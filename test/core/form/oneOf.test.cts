import type { z } from 'zod';

import { choicesOf, oneOf, optionalChoice, someOf } from '../../../nodes/core/form/oneOf.ts';

const messageOf = (schema: z.ZodTypeAny, value: unknown): string =>
	schema.safeParse(value).error?.issues[0]?.message ?? 'fine';

const KNOWN = ['day', 'night'];

it.each([
	['day', 'fine'],
	[' night ', 'fine'],
	['dusk', 'is "dusk", which is not an option'],
	// A name that every object has.
	['constructor', 'is "constructor", which is not an option'],
	[5, 'is "5", which is not an option'],
	[['day'], 'is not text'],
	[null, 'is empty'],
])('of a choice %j %s', (value, message) => {
	expect(messageOf(oneOf(KNOWN), value)).toBe(message);
});

it.each([
	[['night', 'day'], 'fine'],
	['day, night', 'fine'],
	[[], 'fine'],
	[undefined, 'fine'],
	[['day', 'dusk'], 'contains "dusk", which is not an option'],
	[[{}], 'contains a value that is not text'],
])('of several choices %j %s', (value, message) => {
	expect(messageOf(someOf(KNOWN), value)).toBe(message);
});

it('several choices come in their own order, each once', () => {
	expect(someOf(KNOWN).parse(['night', 'day', 'night'])).toEqual(KNOWN);
});

describe('a choice with a label', () => {
	const kinds = choicesOf({
		options: [
			{ name: 'Location Threat', value: 'location_threat' },
			{ name: 'SOS', value: 'sos' },
			{ name: 'Not Set', value: '' },
		],
	});

	it.each([
		['location_threat', 'location_threat'],
		['Location Threat', 'location_threat'],
		[' location-threat ', 'location_threat'],
		['LOCATION  THREAT', 'location_threat'],
		['locationThreat', 'location_threat'],
		['Ｓｏｓ', 'sos'],
		['sos\u200b', 'sos'],
		['not set', ''],
	])('%j is %j', (word, value) => {
		expect(oneOf(kinds).parse(word)).toBe(value);
		expect(someOf(kinds).parse([word])).toEqual([value]);
	});

	it('is listed by label and value where none fits', () => {
		const { error } = oneOf(kinds).safeParse('robbery');
		const [issue] = error?.issues ?? [];

		expect(issue).toMatchObject({
			params: {
				howToGoOn: expect.stringContaining('Location Threat (location_threat), SOS (sos), Not Set'),
			},
		});
	});

	it.each(['-', '?', '_'])('%j is none', (word) => {
		expect(oneOf(kinds).safeParse(word).success).toBe(false);
	});
});

it('a value counts before the label of another choice', () => {
	const swapped = [
		{ name: 'b', value: 'a' },
		{ name: 'a', value: 'b' },
	];
	expect(oneOf(swapped).parse('b')).toBe('b');
});

it('an optional choice reads its own options, or nothing', () => {
	const { schema, sends } = optionalChoice(
		{
			...{ displayName: 'Shift', name: 'shift', type: 'options', default: '' },
			options: [{ name: 'Night', value: 'n' }],
		},
		{ sendAs: 'shift_code' },
	);
	expect(sends).toEqual([{ path: ['shift'], as: 'shift_code' }]);
	expect(schema.parse('night')).toBe('n');
	expect(schema.parse('')).toBeUndefined();
	expect(schema.safeParse('dusk').success).toBe(false);
});
