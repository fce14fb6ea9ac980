import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import { services } from '../../../nodes/services.ts';
import { InvalidInput } from '../../../nodes/core/failures/failures.ts';
import { IncompleteId } from '../../../nodes/core/form/textChecks.ts';
import { parseInput, readSafely } from '../../../nodes/core/form/parseInput.ts';
import type { ItemFacts, OperationTexts } from '../../../nodes/core/operation.ts';
import { isJsonRecord } from '../../../nodes/core/json.ts';
import { fillNotGiven } from '../../../nodes/core/run/parameters.ts';
import { parametersWithSettings } from '../../../nodes/core/run/settings.ts';
import { triggerInput as samsaraWatch } from '../../../nodes/Samsara/trigger/form.ts';
import { triggerInput as setyWatch } from '../../../nodes/Sety/trigger/form.ts';

type Described = INodeProperties | INodePropertyCollection | INodePropertyOptions;

const throwing = () => {
	throw new TypeError('Cannot convert object to primitive value');
};
const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as unknown;

/** What expressions and nodes before ours can hand over, and more. */
const ODD: readonly unknown[] = [
	undefined,
	null,
	'',
	'  ',
	'\u200b',
	NaN,
	-0,
	Infinity,
	2 ** 64,
	1e21,
	0.1,
	7,
	true,
	false,
	7n,
	Symbol('odd'),
	() => 'a',
	throwing,
	new Date(NaN),
	new Date(0),
	DateTime.invalid('odd'),
	DateTime.utc(2026, 3, 10),
	{ toISO: 'no function' },
	{ toISO: throwing },
	{ toISO: () => 5 },
	{ toString: throwing, valueOf: throwing },
	Object.create(null),
	new Map([[1, 2]]),
	new Set([1]),
	new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing, has: throwing }),
	Object.defineProperty({}, 'id', { get: throwing, enumerable: true }),
	cyclic,
	deep,
	[cyclic],
	new IncompleteId('{{ $json.id }}', 'nothing'),
	'undefined',
	'[object Object]',
	'abc😀'.slice(0, 4),
	'a\u0000b',
	'[1,',
	'[281474978683353123]',
	"['a','b']",
	'{a,b}',
	'"a"',
	'{"a":12345678901234567891}',
	`${'['.repeat(20_000)}`,
	`${'['.repeat(20_000)}${']'.repeat(20_000)}`,
	[NaN, true, null, {}, [['a']]],
	{ constructor: null, __proto__: null, length: 5 },
];

/** Stands for an odd value until the test: fast-check looks into the values that it makes, and some throw at that. */
class Odd {
	constructor(readonly place: number) {}
}

const oddValue = fc.oneof(
	{ weight: 3, arbitrary: fc.nat(ODD.length - 1).map((place) => new Odd(place)) },
	fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, maxDepth: 3 }),
	fc.json(),
	fc.string({ unit: 'binary' }),
);

/** The values themselves, in what stands for them. */
function real(value: unknown): unknown {
	if (value instanceof Odd) return ODD[value.place];
	if (Array.isArray(value)) return value.map(real);
	if (typeof value !== 'object' || value === null || value instanceof Date) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, real(inner)]));
}

/** An operation's raw parameters, each field and member filled with an odd value, or not there. */
function rawOf(properties: readonly Described[]): fc.Arbitrary<Record<string, unknown>> {
	const named = properties.map((property): [string, fc.Arbitrary<unknown>] => [
		property.name,
		valueOf(property),
	]);
	return fc.record(Object.fromEntries(named), { requiredKeys: [] });
}

function valueOf(property: Described): fc.Arbitrary<unknown> {
	if ('values' in property) {
		return fc.oneof(fc.array(rawOf(property.values), { maxLength: 2 }), oddValue);
	}
	const inner = 'options' in property ? (property.options ?? []) : [];
	if (
		'type' in property &&
		(property.type === 'collection' || property.type === 'fixedCollection')
	) {
		return fc.oneof({ weight: 3, arbitrary: rawOf(inner) }, oddValue);
	}
	const usual =
		'type' in property && property.type === 'options'
			? inner.flatMap((one) => ('value' in one ? [one.value] : []))
			: ['a', '2026-03-10T14:30:00Z', '6.5', 'bb2ff5ab-30ad-49ec-9d2d-55ec30bbf590'];
	return fc.oneof(fc.constantFrom<unknown>(...usual), oddValue);
}

/** Words of JavaScript, V8, zod and luxon, which say nothing to a user. */
const ENGINE_WORDS =
	/\bundefined\b|\bNaN\b|\bInfinity\b|\[object |not a function|not iterable|Cannot (?:read|convert|mix)|Expected \w+, received|Invalid (?:DateTime|time value|array length)|Unexpected token|JSON at|call stack|Symbol\(|luxon|\bzod\b/i;

/** What a message says without what it quotes of the input. */
const inOwnWords = ({ message, howToGoOn }: InvalidInput) =>
	`${message} ${howToGoOn}`
		.replaceAll(/"(?:[^"\\]|\\.)*"?/g, '""')
		.replaceAll(/→ [^→]*(?= →)/g, '');

function expectPlainRefusal(parse: () => unknown): void {
	try {
		parse();
	} catch (reason) {
		if (!(reason instanceof InvalidInput)) throw reason;
		expect(inOwnWords(reason)).not.toMatch(ENGINE_WORDS);
	}
}

type Parsing = OperationTexts &
	(
		| { kind: 'perItem'; prepare(raw: unknown, facts: ItemFacts): unknown }
		| { kind: 'bulk'; parse(raw: unknown, facts: ItemFacts): unknown }
	);

function parse(operation: Parsing, raw: Record<string, unknown>, item: unknown): void {
	const { properties, options = z.unknown() } = operation;
	const given = { options: raw.options ?? {} };
	parseInput(parametersWithSettings, given, properties);
	const { options: own } = parseInput(z.object({ options }), given, properties);
	const facts = { json: isJsonRecord(item) ? item : {}, timeZone: 'UTC', options: own as unknown };
	if (operation.kind === 'perItem') operation.prepare(raw, facts);
	else operation.parse(raw, facts);
}

const all = services.flatMap(({ operations }) => operations) as unknown as Parsing[];

it.each(
	all.map((operation) => [`${operation.resource}.${operation.operation}`, operation] as const),
)('%s: whatever its fields hold, it is taken or refused in plain words', (_name, operation) => {
	fc.assert(
		fc.property(rawOf(operation.properties), fc.boolean(), oddValue, (raw, isTool, item) => {
			const values = { ...(real(raw) as object) };
			expectPlainRefusal(() =>
				parse(
					operation,
					isTool ? readSafely(() => fillNotGiven(values, operation.properties)) : values,
					real(item),
				),
			);
		}),
		{ numRuns: 150 },
	);
});

it.each([
	['Samsara', samsaraWatch],
	['Sety', setyWatch],
])('the trigger of %s likewise', (_name, schema) => {
	const form = fc.dictionary(
		fc.constantFrom('triggerOn', 'filters', 'include', 'options'),
		fc.oneof(
			oddValue,
			fc.dictionary(
				fc.constantFrom('assetIds', 'driverIds', 'latitude', 'category', 'radiusKm', 'lookback'),
				oddValue,
			),
		),
	);
	fc.assert(
		fc.property(form, (raw) => expectPlainRefusal(() => parseInput(schema, real(raw), []))),
		{ numRuns: 300 },
	);
});
