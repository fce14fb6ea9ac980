import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Bench, BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { bareTrigger } from '../engine/bareNode.mts';
import type { PolledTrigger } from '../engine/trigger.mts';
import { polledTrigger } from '../engine/trigger.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost } from '../measuring/goals.mts';

const LATENCY_MS = 2;
const PAGE = 100;
/** Between two incidents. The lookback of 15 minutes holds 90 of them, a page that every poll reads again. */
const SPACING_MS = 10_000;
/** The largest that Max Items Per Poll takes, and what it is by itself. */
const LARGEST = 5_000;
const DEFAULT = 500;
const PORTION_PAGES = DEFAULT / PAGE;
/** A reading that begins anew for every portion would take ten times the pages: the light version is to notice that. */
const CHECK_LIMIT = 9;

interface IncidentPage {
	results: IDataObject[];
	totalPages: number;
}

export const backlog: BenchCase = {
	id: 'backlog',
	title: 'Sety Trigger: work off a backlog',
	where: 'engine',
	company: 'none',
	async run(bench) {
		const count = bench.sized({ full: 10_000, quick: 5_000, check: 10_000 });
		const { control, access } = bench;
		const key = access.otherSetyKey;
		const polling = (name: string, maxItems: number) => {
			let trigger: PolledTrigger | undefined;
			return entrant({
				name,
				before: async () => {
					await control.reset();
					await control.sety.changeKey(key, { plan: 'unlimited' });
					const now = Date.now();
					const at = (places: number) => new Date(now - places * SPACING_MS).toISOString();
					const organization = 'B';
					await control.sety.createIncidents({ createdAt: at(2 * count), organization });
					trigger = triggerOf(bench, key, maxItems);
					await trigger.poll();
					const arrived = {
						count,
						createdAt: at(count),
						spacingMs: SPACING_MS,
						organization,
					} as const;
					await control.sety.createIncidents(arrived);
					await control.clearReceived();
					await bench.latency(LATENCY_MS);
				},
				run: async () => await drain(trigger as PolledTrigger),
				verify: (ids) => {
					const complete = ids.length === count && new Set(ids).size === count;
					expect(complete, `${ids.length} incidents handed over, not ${count}`);
				},
			});
		};
		const { largest, usual, bare, axios } = await bench.compare({
			largest: polling(`Sety Trigger, ${LARGEST} a poll`, LARGEST),
			usual: polling(`Sety Trigger, ${DEFAULT} a poll (the default)`, DEFAULT),
			bare: entrant({
				name: "the least node: a page loop with n8n's helper",
				run: async () => await leastTrigger(bench, key).poll(),
				verify: (items) => expect(items.length > count, `${items.length} incidents were read`),
			}),
			// These come last in the first round, so that the sandbox has the records already.
			axios: entrant({
				name: 'axios page loop',
				run: async () => await axiosLoop(bench, key),
				verify: (read) => expect(read > count, `${read} incidents were read`),
			}),
		});
		return {
			contenders: [largest, usual, bare, axios],
			goals: [
				atMost({
					what: `the axios loop, ${LARGEST} a poll`,
					measured: largest.time / axios.time,
					limit: 1.3,
					checkLimit: CHECK_LIMIT,
					unit: '×',
				}),
				atMost({
					what: `the axios loop, ${DEFAULT} a poll`,
					measured: usual.time / axios.time,
					limit: 1.3,
					checkLimit: CHECK_LIMIT,
					unit: '×',
				}),
			],
			notes: [
				`${count} incidents, ${LATENCY_MS} ms latency; the trigger emits the oldest first from pages that begin with the newest`,
				`each poll reads its lookback of 15 minutes again, here a page: that is what finding late incidents costs. With ${DEFAULT} a poll, ${PORTION_PAGES} pages bring something new, and up to three more are read: that of the lookback, and one at either end of the portion`,
				`pages read: ${largest.requests} with ${LARGEST} a poll, ${usual.requests} with ${DEFAULT}, ${axios.requests} by the loops`,
				`the bound is what n8n takes for a request: the least node that reads each page once takes ${(bare.time / axios.time).toFixed(2)} × the axios loop, and so many pages would take it ${((bare.time / axios.time) * (largest.requests / axios.requests)).toFixed(2)} × and ${((bare.time / axios.time) * (usual.requests / axios.requests)).toFixed(2)} ×`,
			],
		};
	},
};

const triggerOf = ({ modules, nodes }: Bench, key: string, maxItems: number) =>
	polledTrigger(
		modules,
		nodes.setyTrigger({ triggerOn: ['incidentCreated'], options: { maxItems } }, key),
	);

/** Reads all pages, one after the other, and hands all over: it would begin with the newest, and find nothing late. */
function leastTrigger({ modules, nodes, access }: Bench, key: string): PolledTrigger {
	const placed = nodes.setyTrigger({ triggerOn: ['incidentCreated'] }, key);
	return polledTrigger(
		modules,
		bareTrigger(placed, async (context) => {
			const items: INodeExecutionData[] = [];
			for (let page = 1; ; page++) {
				const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
					context,
					'setyApi',
					{
						url: `${access.credentials.setyApi.baseUrl}/incidents`,
						qs: { page, limit: PAGE },
						json: true,
					},
				);
				const { results, totalPages } = answer as IncidentPage;
				for (const incident of results) items.push({ json: { incident } });
				if (page >= totalPages) return items;
			}
		}),
	);
}

/** Polls until nothing is new. The ids, in the order in which they were handed over. */
async function drain(trigger: PolledTrigger): Promise<unknown[]> {
	const ids: unknown[] = [];
	for (;;) {
		const items = await trigger.poll();
		if (items.length === 0) return ids;
		for (const { json } of items) ids.push((json.incident as { incident_id: string }).incident_id);
	}
}

async function axiosLoop({ modules, access }: Bench, key: string): Promise<number> {
	const http = modules.axios.create({ headers: { authorization: `Bearer ${key}` }, proxy: false });
	let read = 0;
	for (let page = 1; ; page++) {
		const { data: body } = await http.get<IncidentPage>(
			`${access.credentials.setyApi.baseUrl}/incidents`,
			{
				params: { page, limit: PAGE },
			},
		);
		read += body.results.length;
		if (page >= body.totalPages) return read;
	}
}
