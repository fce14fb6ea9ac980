import type { z } from 'zod';

import { oneOf, someOf } from '../../../../nodes/shared/input/oneOf.ts';

const messageOf = (schema: z.ZodTypeAny, value: unknown): string =>
	schema.safeParse(value).error?.issues[0]?.message ?? 'fine';

const KNOWN = ['day', 'night'];

it.each([
	['day', 'fine'],
	[' night ', 'fine'],
	['dusk', 'is "dusk", which is not known'],
	// A name that every object has.
	['constructor', 'is "constructor", which is not known'],
	[5, 'is "5", which is not known'],
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
	[['day', 'dusk'], 'holds "dusk", which is not known'],
	[[{}], 'holds something that is not text'],
])('of several choices %j %s', (value, message) => {
	expect(messageOf(someOf(KNOWN), value)).toBe(message);
});

it('several choices come in their own order, each once', () => {
	expect(someOf(KNOWN).parse(['night', 'day', 'night'])).toEqual(KNOWN);
});
