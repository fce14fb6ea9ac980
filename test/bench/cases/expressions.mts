import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import type { BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import type { Modules } from '../engine/modules.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import { execute, withType } from '../engine/workflow.mts';
import { now } from '../measuring/clock.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost, sizeAtMost } from '../measuring/goals.mts';

/** Columns of the input, each mapped to one field of the event. */
const COLUMNS = ['what', 'user', 'target', 'message', 'row'];
const TIME = '2026-05-21T00:15:15.000Z';

export const expressions: BenchCase = {
	id: 'expressions',
	title: 'Parameters given by expressions',
	where: 'engine',
	company: 'computing',
	async run(bench) {
		const count = bench.sized({ full: 1_000, quick: 300, check: 300 });
		const { control, access, modules, nodes } = bench;
		const ours = nodes.safetyKit({
			resource: 'event',
			operation: 'send',
			inputMode: 'fields',
			eventType: 'user_contact',
			eventName: '={{ $json.what }}',
			userId: '={{ $json.user }}',
			targetUserId: '={{ $json.target }}',
			additionalFields: {
				contentId: '={{ $json.message }}',
				idempotencyKey: '={{ $json.row }}',
				timestamp: TIME,
			},
		});
		const given = httpRequest(modules, {
			method: 'POST',
			url: `${access.credentials.safetyKitApi.baseUrl}/v1/events`,
			bearer: access.credentials.safetyKitApi.apiKey,
		});
		const theirs: PlacedNode = {
			...given,
			parameters: {
				...given.parameters,
				sendBody: true,
				specifyBody: 'keypair',
				bodyParameters: {
					parameters: [
						{ name: 'type', value: 'user_contact' },
						{ name: 'event_name', value: '={{ $json.what }}' },
						{ name: 'user_id', value: '={{ $json.user }}' },
						{ name: 'target_user_id', value: '={{ $json.target }}' },
						{ name: 'content_id', value: '={{ $json.message }}' },
						{ name: 'idempotency_key', value: '={{ $json.row }}' },
						{ name: 'timestamp', value: TIME },
					],
				},
			},
		};
		const reading = (name: string, placed: PlacedNode) => {
			let mostResolved = 0;
			let watched = watchReading(modules, placed);
			let rows = countedRows(count);
			return {
				mostResolved: () => mostResolved,
				one: entrant({
					name,
					before: async () => {
						watched = watchReading(modules, placed);
						rows = countedRows(count);
						await control.reset();
					},
					run: async () => await execute(modules, watched.placed, rows.items),
					told: () => ({ ms: watched.ms() }),
					verify: async (output) => {
						expect(output.length === count, `${output.length} output items for ${count}`);
						const stored = await control.safetyKit.events();
						const keys = new Set(stored.map(({ event }) => event.idempotency_key));
						expect(keys.size === count, `${keys.size} of ${count} events arrived`);
						expect(Math.min(...rows.reads.values()) > 0, 'a field was never resolved');
						mostResolved = Math.max(mostResolved, ...rows.reads.values());
					},
				}),
			};
		};
		const node = reading('SafetyKit node, in getNodeParameter', ours);
		const http = reading('HTTP Request, in getNodeParameter', theirs);
		const compared = await bench.compare({ node: node.one, http: http.one });
		return {
			contenders: [compared.node, compared.http],
			goals: [
				sizeAtMost({
					what: 'times a field is resolved per item',
					measured: node.mostResolved(),
					limit: 1,
					unit: '',
				}),
				atMost({
					what: 'HTTP Request with the same fields',
					measured: compared.node.time / compared.http.time,
					limit: 1,
					unit: '×',
				}),
			],
			notes: [
				`${count} items, ${COLUMNS.length} mapped fields; HTTP Request resolves a field ${http.mostResolved()} ×`,
			],
		};
	},
};

/** Rows that count how often a column of an item is read: an expression reads it each time that it is resolved. */
function countedRows(count: number) {
	const reads = new Map<string, number>();
	const items: INodeExecutionData[] = Array.from({ length: count }, (_value, number) => {
		const json: IDataObject = {};
		for (const column of COLUMNS) {
			const name = `${column} ${number}`;
			reads.set(name, 0);
			Object.defineProperty(json, column, {
				enumerable: true,
				get: () => {
					reads.set(name, (reads.get(name) ?? 0) + 1);
					return `${column}_${number}`;
				},
			});
		}
		return { json };
	});
	return { items, reads };
}

/** The node with a clock in its getNodeParameter. */
function watchReading({ workflow }: Modules, placed: PlacedNode) {
	let ms = 0;
	const type = workflow.NodeHelpers.getVersionedNodeType(placed.type, placed.typeVersion);
	const execute = async function (this: IExecuteFunctions) {
		const read = this.getNodeParameter.bind(this) as (...given: unknown[]) => unknown;
		const timed = (...given: unknown[]): unknown => {
			const begun = now('cpu');
			try {
				return read(...given);
			} finally {
				ms += now('cpu') - begun;
			}
		};
		Object.assign(this, { getNodeParameter: timed });
		return await (type.execute as NonNullable<INodeType['execute']>).call(this);
	};
	return { placed: withType({ ...placed, type }, { execute }), ms: () => ms };
}
