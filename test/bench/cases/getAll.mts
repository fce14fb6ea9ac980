import type { INodeExecutionData } from 'n8n-workflow';

import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import { execute } from '../engine/workflow.mts';
import type { Compared } from '../measuring/compare.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';

const LATENCY_MS = 2;
const PAGE = 100;
const WARM_UP_PAGES = 20;

interface IncidentPage {
	results: unknown[];
	totalPages: number;
}

export const getAll: BenchCase = {
	id: 'getAll',
	title: `Sety: read all incidents, pages of ${PAGE}`,
	where: 'engine',
	company: 'none',
	async run(bench) {
		const count = bench.sized({ full: 100_000, quick: 10_000, check: 5_000 });
		const { modules, access, control, nodes } = bench;
		const key = access.otherSetyKey;
		await control.reset();
		await control.sety.changeKey(key, { plan: 'unlimited' });
		await control.sety.createIncidents({ count, spacingMs: 1_000, organization: 'B' });
		await bench.latency(LATENCY_MS);
		const before = async () => await control.clearReceived();
		const verifyCalls = async () => {
			const received = await control.received();
			const pages = new Set(received.map(({ query }) => query.page));
			const wanted = count / PAGE;
			const complete = pages.size === wanted && received.length === wanted;
			expect(complete, `${received.length} calls for ${pages.size} of ${wanted} pages`);
		};
		const ours = nodes.sety({ resource: 'incident', operation: 'getAll', returnAll: true }, key);
		const ourFirst = nodes.sety(
			{ resource: 'incident', operation: 'getAll', returnAll: false, limit: WARM_UP_PAGES * PAGE },
			key,
		);
		const theirs = (most?: number) =>
			httpRequest(modules, {
				method: 'GET',
				url: `${access.credentials.setyApi.baseUrl}/incidents`,
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
							limitPagesFetched: most !== undefined,
							...(most === undefined ? {} : { maxRequests: most }),
							requestInterval: 0,
						},
					},
				},
			});
		const { node, http, axios } = await bench.compare({
			node: entrant({
				name: 'Sety node',
				before,
				warmUp: async () => await execute(modules, ourFirst, [{ json: {} }]),
				run: async () => await execute(modules, ours, [{ json: {} }]),
				verify: async (output: INodeExecutionData[]) => {
					const ids = new Set(output.map(({ json }) => json.incident_id));
					expect(ids.size === count, `${ids.size} of ${count} incidents came out`);
					await verifyCalls();
				},
			}),
			http: entrant({
				name: 'HTTP Request, its pagination',
				before,
				warmUp: async () => await execute(modules, theirs(WARM_UP_PAGES), [{ json: {} }]),
				run: async () => await execute(modules, theirs(), [{ json: {} }]),
				verify: async (output: INodeExecutionData[]) => {
					const records = output.flatMap(({ json }) => (json as unknown as IncidentPage).results);
					expect(records.length === count, `${records.length} of ${count} incidents came out`);
					await verifyCalls();
				},
			}),
			axios: entrant({
				name: 'axios loop',
				before,
				warmUp: async () => await axiosLoop(bench, key, WARM_UP_PAGES),
				run: async () => await axiosLoop(bench, key),
				verify: async (records) => {
					expect(records.length === count, `${records.length} of ${count} incidents came out`);
					await verifyCalls();
				},
			}),
		});
		return {
			contenders: [node, http, axios],
			goals: [
				atMost({
					what: "HTTP Request's pagination",
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
				atMost({
					what: "HTTP Request's peak memory",
					measured: peakOf(node) / peakOf(http),
					limit: 1,
					unit: '×',
				}),
			],
			notes: [
				`${count} incidents, ${LATENCY_MS} ms latency`,
				'HTTP Request emits one item a page, the Sety node one an incident',
				`memory counts garbage that was not collected yet, so it varies: ${rangeOf(node)} for the node, ${rangeOf(http)} for HTTP Request`,
				`the bound is what n8n takes for a request, which HTTP Request takes too: ${(http.time / axios.time).toFixed(2)} × the axios loop`,
			],
		};
	},
};

const rangeOf = ({ peakMegabytes }: Compared) =>
	`${Math.round(peakMegabytes?.min ?? NaN)} to ${Math.round(peakMegabytes?.max ?? NaN)} MB`;

const peakOf = ({ peakMegabytes }: Compared) => peakMegabytes?.median ?? NaN;

async function axiosLoop(
	{ modules, access }: Bench,
	key: string,
	mostPages = Infinity,
): Promise<unknown[]> {
	const http = modules.axios.create({ headers: { authorization: `Bearer ${key}` }, proxy: false });
	const records: unknown[] = [];
	for (let page = 1; ; page++) {
		const { data: body } = await http.get<IncidentPage>(
			`${access.credentials.setyApi.baseUrl}/incidents`,
			{
				params: { page, limit: PAGE },
			},
		);
		for (const record of body.results) records.push(record);
		if (page >= Math.min(body.totalPages, mostPages)) return records;
	}
}
