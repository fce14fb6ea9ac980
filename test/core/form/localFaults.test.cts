import { z } from 'zod';

import { InvalidInput } from '../../../nodes/core/failures/failures.ts';
import { jsonObject } from '../../../nodes/core/form/schemas.ts';
import { parseInput } from '../../../nodes/core/form/parseInput.ts';
import { MOST_LEVELS } from '../../../nodes/core/form/jsonInput.ts';

const nested = (levels: number): unknown => {
	let value: unknown = 1;
	for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { a: value } : [value];
	return value;
};
const objectOf = (levels: number) => ({ deep: nested(levels) });

const cyclic: Record<string, unknown> = { name: 'x' };
cyclic.self = [cyclic];

const throws = () => {
	throw new RangeError('Maximum call stack size exceeded');
};

it.each<[string, unknown, RegExp]>([
	['5,000 levels', objectOf(5_000), new RegExp(`deep is nested more than ${MOST_LEVELS} levels`)],
	['50,000 levels', objectOf(50_000), /more than 100 levels/],
	[
		'JSON text of 5,000 levels',
		`{"deep":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
		/nested (too deep|more than 100)/,
	],
	['JSON text of 100,000 levels', `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, /nested/],
	['an object in itself', cyclic, /more than 100 levels/],
	['a BigInt', { order: 12345678901234567891n }, /^→ order is /],
	['a toJSON that throws', { a: { toJSON: throws } }, /^cannot be read$/],
	[
		'a getter that throws',
		{ a: Object.defineProperty({}, 'b', { get: throws, enumerable: true }) },
		/^cannot be read$/,
	],
	[
		'a proxy that throws',
		{ a: new Proxy({}, { ownKeys: throws, get: throws, has: throws }) },
		/^cannot be read$/,
	],
])('%s is invalid input', (_what, value, message) => {
	const parsed = jsonObject.safeParse(value);

	expect(parsed.success).toBe(false);
	const [issue] = (parsed.error as z.ZodError).issues;
	expect(issue?.message).toMatch(message);
});

it('takes as many levels as the limit says', () => {
	expect(jsonObject.safeParse(objectOf(MOST_LEVELS - 2)).success).toBe(true);
	expect(jsonObject.safeParse(JSON.stringify(objectOf(MOST_LEVELS - 2))).success).toBe(true);
});

it('takes the same object twice, and what toJSON gives', () => {
	const shared = { a: 1 };
	const value = { first: shared, second: shared, at: new Date(0), own: { toJSON: () => 'text' } };
	expect(jsonObject.safeParse(value).success).toBe(true);
});

it.each<[string, unknown]>([
	['throws', new Proxy({}, { get: throws })],
	['was revoked', revoked()],
])('a proxy as the whole that %s is invalid input', (_what, value) => {
	expect(() => parseInput(z.object({ data: jsonObject }), { data: value }, [])).toThrow(
		InvalidInput,
	);
});

function revoked(): unknown {
	const { proxy, revoke } = Proxy.revocable({}, {});
	revoke();
	return proxy;
}
