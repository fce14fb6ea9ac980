import fc from 'fast-check';

/** One change of an answer: where, counted over all places in it, and what happens there. */
export interface Change {
	place: number;
	how: (value: unknown) => unknown;
}

const ODD: readonly unknown[] = [
	...[
		undefined,
		null,
		'',
		0,
		-1,
		1e21,
		1.5,
		true,
		[],
		{},
		'x',
		'x'.repeat(3_000),
		'\ud800',
		'a\u0000',
	],
	...['2026-02-30', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 253_402_300_800_000, 'NaN'],
	...[
		[null],
		[[]],
		{ a: { b: { c: [] } } },
		'http://127.0.0.1:9/',
		'<b>&amp;</b>',
		'{{ $json.a }}',
	],
];

const WAYS: ReadonlyArray<(value: unknown) => unknown> = [
	...ODD.map((odd) => () => odd),
	(value) => [value],
	(value) => ({ data: value }),
	(value) => String(value),
	(value) => (Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : value),
	(value) => (Array.isArray(value) ? [...(value as unknown[])].reverse() : value),
	(value) => (Array.isArray(value) ? [null, ...(value as unknown[]), 7, 'x'] : value),
	(value) => (typeof value === 'string' ? value.toUpperCase() : value),
	(value) => (typeof value === 'string' ? value.slice(1) : value),
	(value) => (typeof value === 'number' ? String(value) : value),
	(value) => (typeof value === 'number' ? -value : value),
	(value) => withNames(value, '__proto__'),
	(value) => withNames(value, 'constructor'),
	(value) => withNames(value, 'error'),
	(value) => withNames(value, 'toString'),
];

/** An own member of that name, as JSON.parse makes it. */
function withNames(value: unknown, name: string): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const copy = { ...value };
	Object.defineProperty(copy, name, { value: { polluted: 1 }, enumerable: true, writable: true });
	return copy;
}

export const change: fc.Arbitrary<Change> = fc.record({
	place: fc.nat(400),
	how: fc.constantFrom(...WAYS),
});

const STATUSES = [
	200, 200, 200, 200, 200, 201, 202, 204, 206, 299, 400, 404, 409, 422, 429, 500, 503,
];

/** What becomes of the answers of one run. */
export interface Mutation {
	changes: Change[];
	/** Changes the answer with this number, counted from 0; the others stay as they are. */
	at: number;
	always: boolean;
	status: number | undefined;
	headers: Record<string, string>;
	/** Instead of JSON. */
	text: string | undefined;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
	changes: fc.array(change, { maxLength: 4 }),
	at: fc.nat(2),
	always: fc.boolean(),
	status: fc.option(fc.constantFrom(...STATUSES), { nil: undefined, freq: 4 }),
	headers: fc.dictionary(
		fc.constantFrom(
			'retry-after',
			'date',
			'x-ratelimit-reset',
			'x-ratelimit-remaining',
			'age',
			'location',
		),
		fc.oneof(fc.constantFrom('', '0', '-1', 'NaN', '1e99', 'soon', 'Wed, 99 Foo'), fc.string()),
		{ maxKeys: 2 },
	),
	text: fc.option(fc.constantFrom('', 'null', '42', '<html></html>', '{"a":', '\ufeff{}'), {
		nil: undefined,
		freq: 12,
	}),
});

/** The changed copy of a JSON value. */
export function mutated(value: unknown, changes: readonly Change[]): unknown {
	return changes.reduce((body, { place, how }) => {
		const count = placesIn(body);
		return changedAt(body, { left: place % count, how });
	}, value);
}

function placesIn(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 1;
	return Object.values(value).reduce((sum: number, inner) => sum + placesIn(inner), 1);
}

function changedAt(value: unknown, step: { left: number; how: Change['how'] }): unknown {
	if (step.left-- === 0) return step.how(value);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((inner) => changedAt(inner, step));
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, changedAt(inner, step)]),
	);
}
