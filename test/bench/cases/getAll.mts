import type { Bench, BenchCase, Outcome } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import type { PlacedNode } from '../engine/workflow.mts';
import type { Compared } from '../measuring/compare.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';
import { served } from '../server/served.mts';
import { readPages } from './readPages.mts';

const PAGE = 100;
const ROWS = [{ run: 1 }];
/** Pages that are not read ahead would take longer than the loop; with few pages the rest weighs more. */
const FAR_CHECK_LIMIT = 1;

/** As it is with a service on the same continent. */
export const getAllFar = readAll('getAllFar', 20, (node, http, axios) => [
	atMost({
		what: 'the axios loop',
		measured: node.time / axios.time,
		limit: 0.35,
		checkLimit: FAR_CHECK_LIMIT,
		unit: '×',
	}),
	atMost({
		what: "HTTP Request's pagination",
		measured: node.time / http.time,
		limit: 0.35,
		checkLimit: FAR_CHECK_LIMIT,
		unit: '×',
	}),
]);

/** With hardly a wait, so that it shows what the nodes compute. */
export const getAll = readAll('getAll', 2, (node, http, axios) => [
	atMost({ what: 'the axios loop', measured: node.time / axios.time, limit: 0.9, unit: '×' }),
	atMost({
		what: "HTTP Request's pagination",
		measured: node.time / http.time,
		limit: 1,
		unit: '×',
	}),
	atMost({
		what: "HTTP Request's peak memory",
		measured: peakOf(node) / peakOf(http),
		limit: 1,
		unit: '×',
	}),
]);

function readAll(
	id: string,
	latencyMs: number,
	goals: (node: Compared, http: Compared, axios: Compared) => Outcome['goals'],
): BenchCase {
	return {
		id,
		title: `Sety: read all incidents, pages of ${PAGE}, ${latencyMs} ms latency`,
		where: 'server',
		company: 'none',
		async run(bench) {
			const count = bench.sized({ full: 10_000, quick: 5_000, check: 5_000 });
			const { node, http, axios } = await readIncidents(bench, count, latencyMs);
			return {
				contenders: [node, http, axios],
				goals: goals(node, http, axios),
				notes: [
					`${count} incidents`,
					'HTTP Request emits one item a page, the Sety node one an incident',
					`memory counts garbage that was not collected yet, so it varies: ${rangeOf(node)} for the node, ${rangeOf(http)} for HTTP Request`,
				],
			};
		},
	};
}

const rangeOf = ({ peakMegabytes }: Compared) =>
	`${Math.round(peakMegabytes?.min ?? NaN)} to ${Math.round(peakMegabytes?.max ?? NaN)} MB`;

const peakOf = ({ peakMegabytes }: Compared) => peakMegabytes?.median ?? NaN;

async function readIncidents(bench: Bench, count: number, latencyMs: number) {
	const { modules, access, control, nodes, server } = bench;
	const key = access.otherSetyKey;
	const pages = count / PAGE;
	await control.reset();
	await control.sety.changeKey(key, { plan: 'unlimited' });
	await control.sety.createIncidents({ count, spacingMs: 1_000, organization: 'B' });
	await bench.latency(latencyMs);
	const before = async () => await control.clearReceived();
	const verify = async () => {
		const received = await control.received();
		const numbers = new Set(received.map(({ query }) => query.page));
		const complete = numbers.size === pages && received.length === pages;
		expect(complete, `${received.length} calls for ${numbers.size} of ${pages} pages`);
	};
	const ours = nodes.sety(
		{ resource: 'incident', operation: 'getAll', returnAll: true },
		{ apiKey: key },
	);
	const url = `${access.credentials.setyApi.baseUrl}/incidents`;
	const theirs = httpRequest(modules, {
		method: 'GET',
		url,
		bearer: key,
		query: { limit: String(PAGE) },
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: {
						parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }],
					},
					paginationCompleteWhen: 'other',
					completeExpression: '={{ $response.body.page >= $response.body.totalPages }}',
					limitPagesFetched: false,
					requestInterval: 0,
				},
			},
		},
	});
	const reading = async (name: string, node: PlacedNode, items: number) =>
		await served(server, {
			name,
			node,
			before,
			rows: ROWS,
			items,
			verify: async ({ distinctItems }) => {
				expect(distinctItems === items, `${distinctItems} different items of ${items} came out`);
				await verify();
			},
		});
	return await bench.compare({
		node: await reading('Sety node', ours, count),
		http: await reading('HTTP Request, its pagination', theirs, pages),
		axios: entrant({
			name: 'axios loop, a page after the other',
			before,
			run: async () => await readPages(bench, { url, key, limit: PAGE }),
			verify: async (records) => {
				expect(records.length === count, `${records.length} of ${count} incidents came out`);
				await verify();
			},
		}),
	});
}
