import fc from 'fast-check';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeParameters,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runNode } from '../../../harness/engine/runNode.cts';
import { mappedFieldReader } from '../../../nodes/core/run/mappedFields.ts';

const text = (name: string): INodeProperties => ({
	...{ displayName: name, name, type: 'string', default: '' },
});

const locator: INodeProperties = {
	displayName: 'Record',
	name: 'record',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	modes: [
		{ displayName: 'By ID', name: 'id', type: 'string' },
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			extractValue: { type: 'regex', regex: 'records/(\\w+)' },
		},
	],
};

/** n8n converts the value of such a field. */
const CONVERTED: Partial<INodeProperties> = { validateType: 'number' };

interface Read {
	/** The fields that the reader is sure of. */
	quick: ReadonlyMap<string, unknown>;
	/** What n8n gives for the same fields. */
	slow: ReadonlyMap<string, unknown>;
}

interface Probed {
	items: Read[];
	/** Calls of evaluateExpression. */
	evaluations: number;
}

/** Reads the fields of each item both ways, in n8n's engine. */
async function probe(parameters: INodeParameters, input: IDataObject[]): Promise<Probed> {
	const properties = Object.keys(parameters).map((name) =>
		name === 'record' ? locator : { ...text(name), ...(name === 'number' ? CONVERTED : {}) },
	);
	const items: Read[] = [];
	let evaluations = 0;
	const node: INodeType = {
		description: {
			...{ displayName: 'Probe', name: 'probe', group: ['transform'], version: 1 },
			...{ description: 'Reads both ways', defaults: { name: 'Probe' } },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties,
		},
		async execute(this: IExecuteFunctions) {
			const evaluateExpression: IExecuteFunctions['evaluateExpression'] = (expression, item) => {
				evaluations++;
				return this.evaluateExpression(expression, item);
			};
			const read = mappedFieldReader(
				{
					evaluateExpression,
					getInputData: () => this.getInputData(),
					getNode: () => this.getNode(),
				},
				properties,
			);
			for (const item of this.getInputData().keys()) {
				const quick = read(item);
				const slow = [...quick.keys()].map((name): [string, unknown] => [
					name,
					this.getNodeParameter(name, item, null, { extractValue: name === 'record' }),
				]);
				items.push({ quick, slow: new Map(slow) });
			}
			return [[]];
		},
	};
	const { error } = await runNode({ node, parameters, credentials: {}, input: [input] });
	expect(error).toBeUndefined();
	return { items, evaluations };
}

const NAMES = [
	'name',
	'Trip ID',
	'a.b',
	'ünï',
	'$x',
	'length',
	'toString',
	'constructor',
	'__proto__',
	'isProxy',
	'0',
	'then',
	'toJSON',
];

const leaf = fc.oneof(
	fc.string(),
	fc.constantFrom('', ' ', '=1', '{{ 1 }}', 'null', '\ud800', '\u200bx', 'a\nb'),
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	fc.constant(undefined),
	fc.date({ noInvalidDate: true }),
);
const json = fc.letrec((tie) => ({
	value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('record')),
	list: fc.array(tie('value'), { maxLength: 3 }),
	record: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6 }),
})).record as fc.Arbitrary<IDataObject>;

const step = fc
	.tuple(fc.constantFrom(...NAMES), fc.constantFrom('', '?.'))
	.map(([name, optional]) =>
		/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
			? `${optional === '' ? '.' : optional}${name}`
			: `${optional}[${JSON.stringify(name)}]`,
	);
const path = fc
	.array(step, { minLength: 1, maxLength: 3 })
	.map((steps) => `$json${steps.join('')}`);
const code = fc.oneof(
	{ weight: 5, arbitrary: path },
	path.map((one) => `${one}.trim()`),
	path.map((one) => `String(${one}) // as text`),
	path.map((one) => `${one} ?? "none"`),
	fc.constantFrom('$itemIndex', '1 + 1', 'DateTime.now()', '$json.name, 2', '{ a: 1 }', '[1, 2]'),
);
/** What n8n does not read as one would think: escaped, cut off, and with braces inside. */
const odd = fc
	.tuple(
		code,
		fc.constantFrom(
			['=a\\{{ ', ' }}'],
			['=\\\\{{ ', ' }}\\'],
			['={{ ', ' }'],
			['={{ "{{" + ', ' }}'],
			['={{ ', ' + "}}" }}'],
			['={{ ', ' }}}}'],
			['{{ ', ' }}'],
		),
	)
	.map(([one, [before, after]]) => `${before}${one}${after}`);
const written = fc.oneof(
	{ weight: 8, arbitrary: code.map((one) => `={{ ${one} }}`) },
	code.map((one) => `=trip-{{ ${one} }}`),
	fc.tuple(code, code).map(([one, two]) => `={{ ${one} }}{{ ${two} }}`),
	code.map((one) => `={{ ${one} }} `),
	odd,
);

it('reads what getNodeParameter reads, wherever it is sure', async () => {
	let sure = 0;
	let fields = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(written, { minLength: 1, maxLength: 6 }),
			written,
			fc.constantFrom('id', 'url', 'list'),
			fc.array(json, { minLength: 1, maxLength: 4 }),
			async (texts, id, mode, input) => {
				const named = Object.fromEntries(texts.map((one, place) => [`field${place}`, one]));
				const record = { __rl: true, mode, value: id };
				const { items } = await probe({ ...named, record }, input);
				for (const { quick, slow } of items) {
					expect(quick).toEqual(slow);
					sure += quick.size;
				}
				fields += (texts.length + 1) * input.length;
			},
		),
		// With fewer, the share below varies by as much as its bound allows.
		{ numRuns: 300 },
	);
	expect(sure / fields).toBeGreaterThan(0.2);
});

const row = { name: ' Ada ', phone: '1', lat: 6, nested: { street: 'A' } };

it('joins values to a text as n8n does', async () => {
	const values = { no: false, yes: true, zero: 0, nothing: null, empty: '' };
	const parameters = Object.fromEntries(
		Object.keys(values).map((name) => [name, `=a-{{ $json.${name} }}`]),
	);
	const { items } = await probe(parameters, [values]);
	const joined = { no: 'a-false', yes: 'a-true', zero: 'a-0', nothing: 'a-', empty: 'a-' };

	expect(Object.fromEntries(items[0]?.quick ?? [])).toEqual(joined);
	expect(items[0]?.slow).toEqual(items[0]?.quick);
});

it('leaves to n8n what n8n converts', async () => {
	const { items } = await probe({ number: '={{ $json.lat }}' }, [{ lat: '6' }]);
	expect(items[0]?.quick).toEqual(new Map());
});

it('reads an empty expression', async () => {
	const { items } = await probe({ name: '=' }, [row]);
	expect(items).toEqual([{ quick: new Map([['name', '']]), slow: new Map([['name', '']]) }]);
});

it('reads paths without an evaluation', async () => {
	const { items, evaluations } = await probe(
		{
			name: '={{ $json.name }}',
			street: '={{ $json.nested.street }}',
			missing: '={{ $json.none.at.all }}',
			key: '=trip-{{ $json.lat }}',
			record: { __rl: true, mode: 'id', value: '={{ $json.phone }}' },
		},
		[row],
	);
	expect(Object.fromEntries(items[0]?.quick ?? [])).toEqual({
		...{ name: ' Ada ', street: 'A', missing: undefined, key: 'trip-6', record: '1' },
	});
	expect(evaluations).toBe(0);
});

it('evaluates all other expressions of an item at once', async () => {
	const { items, evaluations } = await probe(
		{
			name: '={{ $json.name.trim() }}',
			phone: '={{ "+" + $json.phone }}',
			key: '=trip-{{ $itemIndex }}',
		},
		[row, row, row],
	);
	expect(items.map(({ quick }) => Object.fromEntries(quick))).toEqual(
		[0, 1, 2].map((item) => ({ name: 'Ada', phone: '+1', key: `trip-${item}` })),
	);
	// For the first item each of the three is evaluated by itself, too.
	expect(evaluations).toBe(3 + 3);
});

it.each<[string, string, IDataObject]>([
	['that n8n cannot evaluate for this item', '={{ $json.phone.trim() }}', { ...row, phone: 5 }],
	['that gives a list', '={{ [$json.phone] }}', row],
	['that gives a date', '={{ DateTime.now() }}', row],
	['that is valid only inside a list', '={{ $json.lat) + (1 }}', row],
	['in which braces end', '={{ { a: { b: 1 }}.a.b }}', row],
	['whose mode extracts a part', '={{ $json.phone }}', row],
])('leaves out a field %s', async (what, expression, item) => {
	const isLocator = what.startsWith('whose mode');
	const { quick } = (await quickly(isLocator ? 'record' : 'field', expression, item)) ?? {};
	expect(quick?.has(isLocator ? 'record' : 'field')).toBe(false);
});

/** The reader alone: n8n would end the run where it refuses the field. */
async function quickly(name: string, expression: string, item: IDataObject) {
	const value = name === 'record' ? { __rl: true, mode: 'url', value: expression } : expression;
	let quick: ReadonlyMap<string, unknown> | undefined;
	const node: INodeType = {
		description: {
			...{ displayName: 'Probe', name: 'probe', group: ['transform'], version: 1 },
			...{ description: 'Reads quickly', defaults: { name: 'Probe' } },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [name === 'record' ? locator : text(name), text('other')],
		},
		async execute(this: IExecuteFunctions) {
			quick = mappedFieldReader(this, node.description.properties)(0);
			return [[]];
		},
	};
	await runNode({
		node,
		parameters: { [name]: value, other: '={{ $json.name.trim() }}' },
		credentials: {},
		input: [[item]],
	});
	return { quick };
}
