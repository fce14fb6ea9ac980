import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import { execute, withType } from '../engine/workflow.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';
import { incidentItem } from './incident.mts';

type Runner = typeof import('../../../nodes/core/run/execute.ts');
type Actions = typeof import('../../../nodes/Sety/operations.ts');

const FEW = 1_000;
/** Enough to tell the cost of an item; the 50,000 only show that it stays the same. */
const SOME = 5_000;

/** The field that is mapped; the others are the same for every item. */
const MAPPED = ['idempotencyKey'];
const parameters = {
	resource: 'incident',
	operation: 'create',
	subjectName: 'Amaka Obi',
	address: '14 Bourdillon Road, Lagos',
	idempotencyKey: '={{ $json.trip }}',
	additionalFields: { severity: 'high' },
};

export const runnerCost: BenchCase = {
	id: 'runnerCost',
	title: 'Cost of the runner itself, no network',
	where: 'engine',
	company: 'computing',
	async run(bench) {
		// What is looked for is the small difference of two large times.
		const repetitions = bench.sized({ full: 15, quick: 5, check: 5 });
		const many = bench.sized({ full: 50_000, quick: 20_000, check: 20_000 });
		const { modules } = bench;
		const runner = nodeOf(bench, runOperation(bench, withoutChecks(bench)));
		const noOp = nodeOf(bench, readOnly(bench));
		const of = (name: string, node: PlacedNode, count: number, times?: number) =>
			entrant({
				name,
				...(times === undefined ? {} : { repetitions: times }),
				clock: 'cpu',
				warmUp: async () => await execute(modules, node, items(FEW)),
				run: async () => await execute(modules, node, items(count)),
				verify: (output) =>
					expect(output.length === count, `${output.length} output items for ${count}`),
			});
		const { ours, theirs, few, all } = await bench.compare({
			ours: of(`the runner, ${SOME} items`, runner, SOME, repetitions),
			theirs: of(`a node that only reads the same, ${SOME} items`, noOp, SOME, repetitions),
			few: of(`the runner, ${FEW} items`, runner, FEW),
			all: of(`the runner, ${many} items`, runner, many),
		});
		const microseconds = (time: number) => (time / SOME) * 1_000;
		return {
			contenders: [ours, theirs, few, all],
			goals: [
				atMost({
					what: 'on top of getNodeParameter, per item',
					measured: microseconds(ours.time - theirs.time),
					limit: 25,
					unit: 'µs',
				}),
				atMost({
					what: `cost of an item among ${many} and among ${FEW}`,
					measured: all.time / many / (few.time / FEW),
					limit: 1.2,
					unit: '×',
				}),
			],
			notes: [`time of the processor; ${MAPPED.length} of 10 fields is mapped`],
		};
	},
};

const items = (count: number) =>
	Array.from({ length: count }, (_value, number) => incidentItem(number));

/** The Sety node with another `execute`: its description, and so its parameters, are the same for both. */
function nodeOf({ nodes }: Bench, run: NonNullable<INodeType['execute']>): PlacedNode {
	return withType(nodes.sety(parameters), { execute: run });
}

type Operations = Actions['operations'];
type PerItem = Extract<Operations[number], { kind: 'perItem' }>;

function createOf({ modules }: Bench): PerItem {
	const { operations } = modules.ownModule<Actions>('nodes/Sety/operations');
	const create = operations.find(
		(one) => one.resource === 'incident' && one.operation === 'create',
	);
	if (create?.kind !== 'perItem') throw new Error('Create Incident is no operation for each item');
	return create;
}

/** An operation with the same fields that takes what is in them as it is. */
function withoutChecks(bench: Bench): PerItem {
	return { ...createOf(bench), prepare: () => () => async () => ({ incident_id: 'inc_1' }) };
}

/** All that the node does, but nothing is sent. */
function runOperation({ modules }: Bench, operation: PerItem) {
	const { executeOperations } = modules.ownModule<Runner>('nodes/core/run/execute');
	return async function (this: IExecuteFunctions) {
		return await executeOperations(this, {
			operations: [operation],
			// The operation asks nothing of it.
			connect: () => async () => ({ identity: '', clientFor: () => ({}) as never }),
		});
	};
}

/** Reads what the node has to read: mapped fields for every item, the others once. */
function readOnly(bench: Bench) {
	const names = createOf(bench).properties.map(({ name }) => name);
	return async function (this: IExecuteFunctions) {
		for (const name of names) if (!MAPPED.includes(name)) this.getNodeParameter(name, 0, null);
		return [
			this.getInputData().map((_item, item) => {
				const json: Record<string, string> = {};
				for (const name of MAPPED) json[name] = this.getNodeParameter(name, item, '') as string;
				return { json, pairedItem: { item } };
			}),
		];
	};
}
