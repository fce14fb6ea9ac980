import type { INodeParameters } from 'n8n-workflow';

import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { bareNode } from '../engine/bareNode.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import { execute } from '../engine/workflow.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';
import { incidentBody, incidentFields, incidentItem } from './incident.mts';
import { inFlight } from './inFlight.mts';

const LATENCY_MS = 20;
const AT_ONCE = 5;
/**
 * The batch option sends a group, sleeps and does not wait for answers: with a pause as long as the latency, the next group
 * mostly is sent while one is unanswered. With this one, the shortest round one above it, that is rare, but up to ten in flight
 * were seen: HTTP Request has the better of it.
 */
const PAUSE_MS = 30;
const WARM_UP = 50;
/** Of the contender that is there to explain the others. */
const FEW_REPETITIONS = 1;

export const setyCreate: BenchCase = {
	id: 'setyCreate',
	title: `Sety: create incidents, ${AT_ONCE} in flight`,
	company: 'none',
	async run(bench) {
		const count = bench.sized({ full: 1_000, quick: 100, check: 100 });
		const { modules, access, control, nodes } = bench;
		const url = `${access.credentials.setyApi.baseUrl}/incidents`;
		const items = (number: number) =>
			Array.from({ length: number }, (_value, n) => incidentItem(n));
		const before = async () => {
			await control.reset();
			await control.sety.changeKey(access.credentials.setyApi.apiKey, { plan: 'unlimited' });
			await bench.latency(LATENCY_MS);
		};
		const verify = async () => {
			const received = await control.received();
			const created = received.filter(({ status }) => status === 201);
			expect(created.length === count, `${created.length} of ${count} incidents were created`);
			expect(received.length === count, `${received.length} calls arrived, not ${count}`);
		};
		const ours = nodes.sety({
			resource: 'incident',
			operation: 'create',
			...incidentFields,
			options: { concurrency: AT_ONCE },
		});
		const theirs = httpRequest(modules, {
			method: 'POST',
			url,
			bearer: access.credentials.setyApi.apiKey,
			body: incidentBody,
			batch: { size: AT_ONCE, intervalMs: PAUSE_MS },
		});
		const throughNode = (name: string, placed: PlacedNode) =>
			entrant({
				name,
				before,
				warmUp: async () => await execute(modules, placed, items(WARM_UP)),
				run: async () => await execute(modules, placed, items(count)),
				verify: async (output) => {
					expect(output.length === count, `${output.length} output items for ${count} incidents`);
					await verify();
				},
			});
		const { node, http, bare, axios } = await bench.compare({
			node: throughNode('Sety node', ours),
			http: throughNode(`HTTP Request, ${AT_ONCE} every ${PAUSE_MS} ms`, theirs),
			bare: {
				...throughNode("the least node: the same fields, n8n's helper", leastNode(ours, url)),
				repetitions: FEW_REPETITIONS,
			},
			axios: entrant({
				name: `axios, ${AT_ONCE} in flight`,
				before,
				warmUp: async () => await axiosLoop(bench, url, WARM_UP),
				run: async () => await axiosLoop(bench, url, count),
				verify,
			}),
		});
		expect(node.mostInFlight <= AT_ONCE, `${node.mostInFlight} requests in flight`);
		return {
			contenders: [node, http, bare, axios],
			goals: [
				atMost({
					what: `HTTP Request, ${AT_ONCE} every ${PAUSE_MS} ms`,
					measured: node.time / http.time,
					limit: 1,
					unit: '×',
				}),
				atMost({
					what: 'the axios loop',
					measured: node.time / axios.time,
					limit: 1.15,
					unit: '×',
				}),
			],
			notes: [
				`${count} incidents, ${LATENCY_MS} ms latency, ${Object.keys(incidentFields).length - 2} mapped fields; On Error = Stop, the default, with which the node reads and checks all items before the first call`,
				`the bound is what n8n takes for expressions and its HTTP helper: the least node that can do this takes ${(bare.time / axios.time).toFixed(2)} × the axios loop`,
			],
		};
	},
};

/** Reads the fields of an item when its turn has come, and sends them. */
function leastNode(ours: PlacedNode, url: string): PlacedNode {
	return bareNode(ours, async (context) => {
		const rows = context.getInputData().map((_item, item) => item);
		const field = (name: string, item: number) => context.getNodeParameter(name, item);
		await inFlight(rows, AT_ONCE, async (item) => {
			const body = {
				category: field('category', item),
				severity: field('additionalFields.severity', item),
				subject: { name: field('subjectName', item), phone: field('subjectPhone', item) },
				location: {
					coordinates: [field('longitude', item), field('latitude', item)],
					address: field('address', item),
				},
				idempotency_key: field('idempotencyKey', item),
			} as INodeParameters;
			await context.helpers.httpRequestWithAuthentication.call(context, 'setyApi', {
				method: 'POST',
				url,
				body,
				json: true,
			});
		});
		return rows.map((item) => ({ json: {}, pairedItem: { item } }));
	});
}

async function axiosLoop({ modules, access }: Bench, url: string, count: number): Promise<void> {
	const http = modules.axios.create({
		headers: { authorization: `Bearer ${access.credentials.setyApi.apiKey}` },
		proxy: false,
	});
	const rows = Array.from({ length: count }, (_value, number) => incidentItem(number).json);
	await inFlight(rows, AT_ONCE, async ({ trip, name, phone, lat, lng, street }) => {
		await http.post(url, {
			category: 'sos',
			severity: 'high',
			subject: { name, phone },
			location: { coordinates: [lng, lat], address: street },
			idempotency_key: trip,
		});
	});
}
