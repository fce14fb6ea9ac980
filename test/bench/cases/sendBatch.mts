import type { INodeParameters } from 'n8n-workflow';

import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import type { Compared } from '../measuring/compare.mts';
import { entrant } from '../measuring/compare.mts';
import { atLeast, atMost, exactly } from '../measuring/goals.mts';
import type { Traffic } from '../measuring/traffic.mts';
import { duration } from '../report/format.cts';
import { served } from '../server/served.mts';
import { inFlight } from './inFlight.mts';

const LATENCY_MS = 20;
const BATCH = 250;
const PARALLEL = 4;
/** Of the slower way to set HTTP Request. */
const FEW_REPETITIONS = 1;
/** The batch option sends a group and sleeps, without waiting for answers; a longer pause would only be slower. */
const SHORTEST_PAUSE_MS = 1;

const eventOf = (number: number) => ({
	type: 'user_contact',
	event_name: 'message_sent',
	user_id: `user_${number}`,
	target_user_id: `user_${number + 1}`,
	timestamp: '2026-05-21T00:15:15.000Z',
	idempotency_key: `event_${number}`,
	content: [
		{ type: 'text', key: 'body', text: `Is it still there? I can come at ${number % 24}.` },
	],
	metadata: { channel: 'chat', length: number % 200 },
});

export const sendBatch: BenchCase = {
	id: 'sendBatch',
	title: 'SafetyKit: send events in batches',
	where: 'server',
	company: 'none',
	async run(bench) {
		const count = bench.sized({ full: 10_000, quick: 2_000, check: 4_000 });
		const few = bench.sized({ full: 500, quick: 500, check: 250 });
		const { baseUrl, apiKey: key } = bench.access.credentials.safetyKitApi;
		const url = `${baseUrl}/v1/events`;

		const throughNode = async (name: string, node: PlacedNode, events: number, calls: number) =>
			await served(bench.server, {
				name,
				...begin(bench),
				node,
				rows: rows(events),
				fewRows: rows(Math.min(events, few)),
				items: events,
				verify: async (execution) => await verifyStored(bench, events, calls, execution),
			});
		const ours = async (name: string, options: INodeParameters) =>
			await throughNode(
				name,
				bench.nodes.safetyKit({
					resource: 'event',
					operation: 'sendBatch',
					inputMode: 'mapFromItem',
					options,
				}),
				count,
				count / BATCH,
			);
		const theirs = async (how: string, batch?: { size: number; intervalMs: number }) =>
			await throughNode(
				`HTTP Request, ${how}, ${few} events`,
				httpRequest(bench.modules, {
					method: 'POST',
					url,
					bearer: key,
					body: '={{ $json }}',
					...(batch === undefined ? {} : { batch }),
				}),
				few,
				few,
			);
		const throughAxios = (name: string, parallel: number) =>
			entrant({
				name,
				...begin(bench),
				run: async () => await axiosLoop(bench, url, count, parallel),
				verify: async (_result, traffic) =>
					await verifyStored(bench, count, count / BATCH, traffic),
			});

		const { node, nodeParallel, allAtOnce, batched, axios, axiosParallel } = await bench.compare({
			node: await ours('SafetyKit node', {}),
			nodeParallel: await ours(`SafetyKit node, ${PARALLEL} batches in parallel`, {
				parallelBatches: PARALLEL,
			}),
			allAtOnce: {
				...(await theirs('all at once')),
				// As many connections at once may be more than can be opened.
				mayFail: true,
				repetitions: FEW_REPETITIONS,
			},
			batched: await theirs(`${BATCH} at a time`, { size: BATCH, intervalMs: SHORTEST_PAUSE_MS }),
			axios: throughAxios('axios, the same batches', 1),
			axiosParallel: throughAxios(`axios, ${PARALLEL} batches in parallel`, PARALLEL),
		});
		const best = (Math.min(allAtOnce.time, batched.time) / few) * count;
		const perEvent = ({ time }: Compared) => (time / count).toFixed(3);
		return {
			contenders: [node, nodeParallel, allAtOnce, batched, axios, axiosParallel],
			goals: [
				exactly({ what: 'calls', measured: node.requests, limit: count / BATCH, unit: '' }),
				atLeast({
					what: "faster than HTTP Request's best, in order",
					measured: best / node.time,
					limit: 4,
					unit: '×',
				}),
				atLeast({
					what: `faster than HTTP Request's best, ${PARALLEL} in parallel`,
					measured: best / nodeParallel.time,
					limit: 4,
					unit: '×',
				}),
				atMost({
					what: 'the axios loop',
					measured: node.time / axios.time,
					limit: 1.2,
					unit: '×',
				}),
				atMost({
					what: `the axios loop, ${PARALLEL} in parallel`,
					measured: nodeParallel.time / axiosParallel.time,
					limit: 1.25,
					checkLimit: 2.6,
					unit: '×',
				}),
			],
			notes: [
				`${count} events, ${LATENCY_MS} ms latency, batches of ${BATCH}; an event takes ${perEvent(node)} ms in order and ${perEvent(nodeParallel)} ms in parallel`,
				`HTTP Request keeps no order, and a call of it holds one event; computed from its ${few} events, its best takes ${duration(best)} for ${count}`,
			],
		};
	},
};

const rows = (count: number) => Array.from({ length: count }, (_value, number) => eventOf(number));

const begin = (bench: Bench) => ({
	before: async () => {
		await bench.control.reset();
		await bench.latency(LATENCY_MS);
	},
});

async function axiosLoop({ modules, access }: Bench, url: string, count: number, parallel: number) {
	const http = modules.axios.create({
		headers: { authorization: `Bearer ${access.credentials.safetyKitApi.apiKey}` },
		proxy: false,
	});
	const events = rows(count);
	const batches = Array.from({ length: count / BATCH }, (_value, batch) =>
		events.slice(batch * BATCH, (batch + 1) * BATCH),
	);
	await inFlight(batches, parallel, async (batch) => {
		await http.post(url, batch);
	});
}

/** Nothing lost, nothing twice, and no more calls than were meant. */
async function verifyStored(bench: Bench, count: number, requests: number, traffic: Traffic) {
	const stored = await bench.control.safetyKit.events();
	const keys = new Set(stored.map(({ event }) => event.idempotency_key));
	expect(stored.length === count && keys.size === count, `${keys.size} of ${count} events arrived`);
	const received = await bench.control.received();
	expect(received.length === requests, `${received.length} calls arrived, not ${requests}`);
	expect(traffic.requests === requests, `${traffic.requests} calls were sent, not ${requests}`);
}
