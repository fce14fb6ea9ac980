import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import { execute } from '../engine/workflow.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';
import { incidentBody, incidentFields, incidentItem } from './incident.mts';
import { inFlight } from './inFlight.mts';

const LATENCY_MS = 20;
const AT_ONCE = 5;
/**
 * The batch option sends a group, sleeps and does not wait for answers. With a pause as long as the latency a second
 * group is sent while the first is still unanswered; this is the shortest round one at which a quiet machine keeps to five.
 */
const KEEPING_PAUSE_MS = 30;

export const setyCreate: BenchCase = {
	id: 'setyCreate',
	title: `Sety: create incidents, ${AT_ONCE} in flight`,
	async run(bench) {
		const count = bench.sized({ full: 1_000, quick: 200, check: 200 });
		const { modules, access, control, nodes } = bench;
		const url = `${access.sety.baseUrl}/incidents`;
		const items = (number: number) =>
			Array.from({ length: number }, (_value, n) => incidentItem(n));
		const before = async () => {
			await control.reset();
			await control.sety.changeKey(access.sety.key, { plan: 'unlimited' });
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
		const theirs = (intervalMs: number) =>
			httpRequest(modules, {
				method: 'POST',
				url,
				bearer: access.sety.key,
				body: incidentBody,
				batch: { size: AT_ONCE, intervalMs },
			});
		const throughNode = (name: string, placed: typeof ours) =>
			entrant({
				name,
				before,
				warmUp: async () => await execute(modules, placed, items(100)),
				run: async () => await execute(modules, placed, items(count)),
				verify: async (output) => {
					expect(output.length === count, `${output.length} output items for ${count} incidents`);
					await verify();
				},
			});
		const { node, http, overlapping, axios } = await bench.compare({
			node: throughNode('Sety node', ours),
			http: throughNode(
				`HTTP Request, ${AT_ONCE} every ${KEEPING_PAUSE_MS} ms`,
				theirs(KEEPING_PAUSE_MS),
			),
			// For the reader only: no goal is measured by it.
			overlapping: {
				...throughNode(`HTTP Request, ${AT_ONCE} every ${LATENCY_MS} ms`, theirs(LATENCY_MS)),
				repetitions: 2,
			},
			axios: entrant({
				name: `axios, ${AT_ONCE} in flight`,
				before,
				run: async () => await axiosLoop(bench, url, count),
				verify,
			}),
		});
		expect(node.mostInFlight <= AT_ONCE, `${node.mostInFlight} requests in flight`);
		return {
			contenders: [node, http, overlapping, axios],
			goals: [
				atMost({
					what: 'HTTP Request that keeps to five',
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
				`${count} incidents, ${LATENCY_MS} ms latency`,
				`every ${LATENCY_MS} ms, HTTP Request had up to ${overlapping.mostInFlight} requests in flight, the node ${node.mostInFlight}`,
			],
		};
	},
};

async function axiosLoop({ modules, access }: Bench, url: string, count: number): Promise<void> {
	const http = modules.axios.create({
		headers: { authorization: `Bearer ${access.sety.key}` },
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
