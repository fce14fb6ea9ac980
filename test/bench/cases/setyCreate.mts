import type { Bench, BenchCase, Outcome } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';
import { served } from '../server/served.mts';
import { incidentBody, incidentFields, incidentItem } from './incident.mts';
import { inFlight } from './inFlight.mts';

const LATENCY_MS = 20;
const AT_ONCE = 5;
/**
 * The batch option sends a group, sleeps and does not wait for answers: with a pause as long as the latency, the next group
 * mostly is sent while one is unanswered. With this one, the shortest round one above it, that is rarer, but more than ten in
 * flight were seen: HTTP Request has the better of it.
 */
const PAUSE_MS = 30;
const WARM_UP = 50;
/** With a tenth of the incidents or less, what n8n takes for an execution weighs more. */
const HTTP_CHECK_LIMIT = 1.5;
const THEIRS = `HTTP Request, ${AT_ONCE} every ${PAUSE_MS} ms`;

export const setyCreate: BenchCase = {
	id: 'setyCreate',
	title: `Sety: create incidents, ${AT_ONCE} in flight`,
	where: 'server',
	company: 'none',
	async run(bench) {
		const count = bench.sized({ full: 1_000, quick: 100, check: 100 });
		const { node, http, axios } = await createIncidents(bench, count, bench.access.origin);
		return {
			contenders: [node, http, axios],
			goals: [
				atMost({
					what: THEIRS,
					measured: node.time / http.time,
					limit: 0.55,
					checkLimit: HTTP_CHECK_LIMIT,
					unit: '×',
				}),
				atMost({
					what: 'the axios loop',
					measured: node.time / axios.time,
					limit: 1.25,
					checkLimit: 2.3,
					unit: '×',
				}),
				atMost({
					what: 'processor time an item',
					measured: (node.cpuMs?.median ?? NaN) / count,
					limit: 2,
					// With a tenth of the incidents, what n8n takes for an execution is most of it.
					checkLimit: 12,
					unit: 'ms',
				}),
			],
			notes: [
				`${count} incidents, ${LATENCY_MS} ms latency, ${Object.keys(incidentFields).length - 2} mapped fields; On Error = Stop, the default; the node sends each incident as soon as it is checked`,
			],
		};
	},
};

/** A helper of n8n opens a new connection for each request, which takes far more over https. */
export const setyCreateHttps: BenchCase = {
	id: 'setyCreateHttps',
	title: `Sety: create incidents over https, ${AT_ONCE} in flight`,
	where: 'server',
	company: 'none',
	async run(bench): Promise<Outcome> {
		const count = bench.sized({ full: 1_000, quick: 100, check: 50 });
		const { node, http, axios } = await createIncidents(bench, count, bench.access.httpsOrigin);
		return {
			contenders: [node, http, axios],
			goals: [
				atMost({
					what: THEIRS,
					measured: node.time / http.time,
					limit: 0.6,
					checkLimit: HTTP_CHECK_LIMIT,
					unit: '×',
				}),
			],
			notes: [
				`${count} incidents as above; the node takes ${(node.time / axios.time).toFixed(2)} × the axios loop, which keeps its connections`,
			],
		};
	},
};

async function createIncidents(bench: Bench, count: number, origin: string) {
	const { access, control, nodes, server } = bench;
	const { apiKey, baseUrl: overHttp } = access.credentials.setyApi;
	const baseUrl = overHttp.replace(access.origin, origin);
	const url = `${baseUrl}/incidents`;
	const before = async () => {
		await control.reset();
		await control.sety.changeKey(apiKey, { plan: 'unlimited' });
		await bench.latency(LATENCY_MS);
	};
	const verify = async () => {
		const received = await control.received();
		const created = received.filter(({ status }) => status === 201);
		expect(created.length === count, `${created.length} of ${count} incidents were created`);
		expect(received.length === count, `${received.length} calls arrived, not ${count}`);
		const keys = received.map(({ body }) => (body as { idempotency_key: string }).idempotency_key);
		expect(new Set(keys).size === count, `${new Set(keys).size} of ${count} rows arrived`);
	};
	const ours = nodes.sety(
		{
			resource: 'incident',
			operation: 'create',
			...incidentFields,
			options: { concurrency: AT_ONCE },
		},
		{ baseUrl },
	);
	const theirs = httpRequest(bench.modules, {
		method: 'POST',
		url,
		bearer: apiKey,
		body: incidentBody,
		batch: { size: AT_ONCE, intervalMs: PAUSE_MS },
	});
	const throughNode = async (name: string, node: PlacedNode) =>
		await served(server, {
			name,
			node,
			before,
			rows: rows(count),
			fewRows: rows(WARM_UP),
			items: count,
			verify: async ({ distinctItems }) => {
				expect(distinctItems === count, `${distinctItems} of ${count} incidents came out`);
				await verify();
			},
		});
	const compared = await bench.compare({
		node: await throughNode('Sety node', ours),
		http: await throughNode(THEIRS, theirs),
		axios: entrant({
			name: `axios, ${AT_ONCE} in flight`,
			before,
			warmUp: async () => await axiosLoop(bench, url, WARM_UP),
			run: async () => await axiosLoop(bench, url, count),
			verify,
		}),
	});
	const { mostInFlight } = compared.node;
	expect(mostInFlight <= AT_ONCE, `${mostInFlight} requests in flight`);
	return compared;
}

const rows = (count: number) =>
	Array.from({ length: count }, (_value, number) => incidentItem(number).json);

async function axiosLoop({ modules, access }: Bench, url: string, count: number): Promise<void> {
	const http = modules.axios.create({
		headers: { authorization: `Bearer ${access.credentials.setyApi.apiKey}` },
		proxy: false,
	});
	await inFlight(rows(count), AT_ONCE, async ({ trip, name, phone, lat, lng, street }) => {
		await http.post(url, {
			category: 'sos',
			severity: 'high',
			subject: { name, phone },
			location: { coordinates: [lng, lat], address: street },
			idempotency_key: trip,
		});
	});
}
