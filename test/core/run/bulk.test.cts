import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { z } from 'zod';

import { InvalidInput } from '../../../nodes/core/failures/failures.ts';
import { number } from '../../../nodes/core/form/schemas.ts';
import { describeOperations } from '../../../nodes/core/describe.ts';
import { executeOperations } from '../../../nodes/core/run/execute.ts';
import type { BulkContext } from '../../../nodes/core/operation.ts';
import { bulkOperation } from '../../../nodes/core/operation.ts';
import { requestOptions } from '../../../nodes/core/run/settings.ts';
import type { NodeRun } from '../../../harness/engine/runNode.cts';
import { runNode } from '../../../harness/engine/runNode.cts';

/** How the bulk call was made, once for each. */
interface Ledger {
	calls: Array<Array<{ item: number; input: { n: number } }>>;
	keys: Set<string>;
}

/** Doubles numbers in one call. 13 has no double, 99 is left out; 666 makes the whole call go wrong. */
function doublingNode(ledger: Ledger): INodeType {
	const double = bulkOperation({
		resource: 'number',
		operation: 'double',
		name: 'Double',
		action: 'Double numbers',
		description: 'Doubles all numbers in one call',
		asTool: 'Not for one number.',
		fields: [
			{ displayName: 'Number', name: 'n', type: 'number', default: 0 },
			requestOptions('bulk'),
		],
		form: z.object({ n: number({ min: 0 }) }),
		output: z.object({ doubled: z.number() }),
		async run(inputs, { keyFor, hint, caller, client }: { client: Ledger } & Context) {
			client.calls.push(inputs);
			if (caller.agent) hint('an agent asked');
			if (inputs.some(({ input }) => input.n === 666)) throw new Error('the whole call is refused');
			for (const { item } of inputs) client.keys.add(keyFor(item));
			// Answers may come in any order.
			return [...inputs]
				.reverse()
				.filter(({ input }) => input.n !== 99)
				.map(({ item, input }) =>
					input.n === 13
						? { item, failure: new InvalidInput('Number is 13', 'Use another number.') }
						: { item, output: { doubled: input.n * 2 } },
				);
		},
	});
	const operations = [double];
	return {
		description: {
			displayName: 'Doubling',
			name: 'doubling',
			group: ['transform'],
			version: 1,
			description: 'Doubles numbers',
			defaults: { name: 'Doubling' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: describeOperations(operations, { number: 'Number' }),
		},
		async execute(this: IExecuteFunctions) {
			return await executeOperations(this, {
				operations,
				connect: () => async () => ({ identity: '', clientFor: () => ledger }),
			});
		},
	};
}

type Context = BulkContext<Ledger>;

async function double(numbers: unknown[], options: Partial<NodeRun> = {}) {
	const ledger: Ledger = { calls: [], keys: new Set() };
	const result = await runNode({
		node: doublingNode(ledger),
		parameters: { resource: 'number', operation: 'double', n: '={{ $json.n }}' },
		credentials: {},
		input: [numbers.map((n): IDataObject => ({ n: n as number }))],
		...options,
	});
	return { ledger, result };
}

it('sees all items in one call, and answers for each in its place', async () => {
	const { ledger, result } = await double([1, 2, 3]);

	expect(ledger.calls).toHaveLength(1);
	expect(result.outputs[0]?.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual([
		{ json: { doubled: 2 }, pairedItem: { item: 0 } },
		{ json: { doubled: 4 }, pairedItem: { item: 1 } },
		{ json: { doubled: 6 }, pairedItem: { item: 2 } },
	]);
	expect(ledger.keys.size).toBe(3);
});

it('Continue: leaves out what is refused before the call, and reports both kinds in place', async () => {
	const { ledger, result } = await double([1, -5, 13, 4], { onError: 'continueRegularOutput' });

	expect(ledger.calls[0]?.map(({ item }) => item)).toEqual([0, 2, 3]);
	expect(result.json).toMatchObject([
		{ doubled: 2 },
		{ error: 'Number is -5, less than 0 [item 1]' },
		{ error: 'Number is 13 [item 2]', details: { howToGoOn: 'Use another number.' } },
		{ doubled: 8 },
	]);
});

it('Stop: makes no call when one item is bad', async () => {
	const { ledger, result } = await double([1, 2, -5]);

	expect(result.error?.message).toBe('Number is -5, less than 0 [item 2]');
	expect(ledger.calls).toEqual([]);
});

it('Stop: an item that the call refused ends the run, and the error tells about the others', async () => {
	const { result } = await double([1, 13, 3]);

	expect(result.error?.message).toBe('Number is 13 [item 1]');
	expect(result.error?.description).toContain('Other items carried out in this run: 2.');
});

it('Stop: the error names what was not started', async () => {
	const { result } = await double([1, 13, 99, 4]);

	expect(result.error?.message).toBe('Number is 13 [item 1]');
	expect(result.error?.description).toContain('Item 2 of this run was not started.');
});

it('Continue: a call that goes wrong as a whole is reported for each of its items', async () => {
	const { result } = await double([1, 666], { onError: 'continueRegularOutput' });

	expect(result.json).toMatchObject([
		{
			error: expect.stringMatching(
				/^The node stopped with an unexpected fault \(Error\) \[item 0\]$/,
			),
		},
		{ error: expect.any(String), details: { item: 1, kind: 'unexpected' } },
	]);
});

it('Stop: a call that goes wrong as a whole ends the run', async () => {
	const { result } = await double([1, 666]);

	expect(result.error?.message).toBe('The node stopped with an unexpected fault (Error)');
});

it('makes no call when nothing is left to ask', async () => {
	const { ledger, result } = await double([-1], { onError: 'continueRegularOutput' });

	expect(ledger.calls).toEqual([]);
	expect(result.json).toHaveLength(1);
});

it('passes on hints, each once', async () => {
	const { result } = await double([1, 2], { typeName: 'doublingTool' });

	expect(result.hints).toEqual([
		{ message: 'an agent asked', type: 'warning', location: 'outputPane' },
	]);
});
