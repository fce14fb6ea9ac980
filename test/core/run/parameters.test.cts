import type {
	IDataObject,
	IExecuteFunctions,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { nodeOf, runNode } from '../../../harness/engine/runNode.cts';
import { InvalidInput } from '../../../nodes/core/failures/failures.ts';
import {
	fillNotGiven,
	hasExpression,
	parameterReader,
	resolved,
} from '../../../nodes/core/run/parameters.ts';

const text = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	...{ displayName: name, name, type: 'string', default: '' },
	...more,
});

const properties: INodeProperties[] = [
	text('needed', { required: true, default: 'preset' }),
	text('limit', { type: 'number', default: 50 }),
	text('include', { type: 'multiOptions', default: ['asset'] }),
	text('incident', { type: 'resourceLocator', default: { mode: 'list', value: '' } }),
	text('filters', {
		type: 'collection',
		default: {},
		options: [text('status'), text('from', { type: 'dateTime' })],
	}),
	text('content', {
		type: 'fixedCollection',
		default: {},
		options: [{ displayName: 'Part', name: 'parts', values: [text('key'), text('text')] }],
	}),
];

it.each([
	[{ needed: 'a' }, { needed: 'a' }],
	[{ needed: 'null' }, { needed: '' }],
	[{ needed: ' NULL ' }, { needed: '' }],
	[{ needed: 'nullable' }, { needed: 'nullable' }],
	[{ limit: '' }, { limit: 50 }],
	[{ limit: null }, { limit: 50 }],
	[{ limit: 'null' }, { limit: 50 }],
	[{ limit: '7' }, { limit: '7' }],
	[{ limit: 0 }, { limit: 0 }],
	[{ include: '' }, { include: ['asset'] }],
	[{ include: [] }, { include: [] }],
	[{ incident: 'null' }, { incident: '' }],
	[{ filters: null }, { filters: {} }],
	[{ filters: { status: 'null', from: '' } }, { filters: {} }],
	[{ filters: { status: 'created', from: null } }, { filters: { status: 'created' } }],
	[
		{ content: { parts: [{ key: 'null', text: 'Hello' }, { text: 'a' }] } },
		{ content: { parts: [{ text: 'Hello' }, { text: 'a' }] } },
	],
	[{ filters: 'all' }, { filters: 'all' }],
	[{ filters: { other: 'new', status: '' } }, { filters: { other: 'new' } }],
	[{}, {}],
])('%j becomes %j', (raw, given) => {
	expect(fillNotGiven(raw, properties)).toEqual(given);
});

it.each([
	['={{ $json.id }}', true],
	['text', false],
	['', false],
	[null, false],
	[undefined, false],
	[7, false],
	[{ rows: [{ id: 'a' }, { id: '=a' }] }, true],
	[{ rows: [{ id: 'a' }, null] }, false],
])('%j has an expression: %p', (value, expected) => {
	expect(hasExpression(value)).toBe(expected);
});

describe('a field that n8n cannot read', () => {
	const node = nodeOf('Probe', 'probe', {});
	const reading = (type: INodeProperties['type'], reason: unknown) => () =>
		resolved(text('record', { type }), () => {
			throw reason;
		});
	const odd = Object.assign(new Error('odd'), { name: 'OperationErrorOfAnotherKind' });

	it('is named where an expression gives no value', () => {
		const named = expect.objectContaining({
			message: expect.stringMatching(/^record: n8n cannot/),
		});
		expect(reading('string', new Error('no value'))).toThrow(named);
		expect(reading('string', new Error('no value'))).toThrow(InvalidInput);
	});

	it('is named where a link has no ID', () => {
		const refused = reading('resourceLocator', new NodeOperationError(node, 'no match'));
		expect(refused).toThrow(InvalidInput);
		expect(refused).toThrow('record has no ID in its link');
	});

	it.each<[INodeProperties['type'], Error]>([
		['string', new NodeOperationError(node, 'not found')],
		['resourceLocator', odd],
		['string', new TypeError('not a function')],
	])('of type %s passes on what n8n says otherwise: %s', (type, reason) => {
		expect(reading(type, reason)).toThrow(reason);
	});
});

interface Reading {
	/** Of each item. */
	values: Array<Record<string, unknown>>;
	/** The fields that n8n was asked for, in order. */
	asked: string[];
}

/** Reads the fields of each item in n8n's engine. */
async function read(
	properties: INodeProperties[],
	parameters: INodeParameters,
	input: IDataObject[],
): Promise<Reading> {
	const reading: Reading = { values: [], asked: [] };
	const node = {
		description: {
			...{ displayName: 'Probe', name: 'probe', group: ['transform' as const], version: 1 },
			...{ description: 'Reads its fields', defaults: { name: 'Probe' } },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties,
		},
		async execute(this: IExecuteFunctions) {
			const getNodeParameter = jest.spyOn(this, 'getNodeParameter');
			const readItem = parameterReader(this, properties);
			for (const item of this.getInputData().keys()) reading.values.push(readItem(item));
			reading.asked.push(...getNodeParameter.mock.calls.map(([name]) => name));
			return [[]];
		},
	};
	const timezone = 'Africa/Lagos';
	const { error } = await runNode({ node, parameters, credentials: {}, input: [input], timezone });
	expect(error).toBeUndefined();
	return reading;
}

it('reads a field without an expression once for all items', async () => {
	const { values, asked } = await read(
		[text('same'), text('list'), text('own')],
		{ same: 'a', list: ['b'], own: '={{ [$json.n] }}' },
		[{ n: 1 }, { n: 2 }, { n: 3 }],
	);

	expect(values).toEqual([1, 2, 3].map((n) => ({ same: 'a', list: ['b'], own: [n] })));
	expect(asked.toSorted()).toEqual(['list', 'own', 'own', 'own', 'same']);
});

it('reads a date in the time zone of the workflow', async () => {
	const { values } = await read(
		[text('from', { type: 'dateTime' }), text('note')],
		{ from: '2026-03-10T08:00:00', note: '2026-03-10T08:00:00' },
		[{}],
	);

	expect(values).toEqual([{ from: '2026-03-10T07:00:00.000Z', note: '2026-03-10T08:00:00' }]);
});
