import { setTimeout as sleep } from 'node:timers/promises';

import type { ReceivedRequest } from '../../../sandbox/recorder.cts';
import { serviceNameOf, type Region } from '../../../sandbox/samsara/region.cts';
import type { BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { httpRequest } from '../engine/httpRequest.mts';
import { execute } from '../engine/workflow.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost, exactly } from '../measuring/goals.mts';
import { served } from '../server/served.mts';

const LATENCY_MS = 20;
/** Documented: as many calls a second, and as many IDs a call. */
const CALLS_PER_SECOND = 5;
const IDS_PER_CALL = 200;
const WINDOW_MS = 1_000;
/** Of what takes long and varies little. */
const FEW_REPETITIONS = 1;
/** A pause of exactly a second is refused now and then: timers and the network are not that punctual. */
const SAFE_PAUSE_MS = 1_100;

type RowsOf = (ids: readonly string[]) => object[];

const rowPerId = (ids: readonly string[]) => ids.map((id) => ({ id }));

export const samsaraUpdate: BenchCase = {
	id: 'samsaraUpdate',
	title: 'Samsara: update safety events, 5 calls a second',
	where: 'server',
	company: 'waiting',
	async run(bench) {
		const count = bench.sized({ full: 10_000, quick: 3_000, check: 2_000 });
		const few = bench.sized({ full: 200, quick: 20, check: 20 });
		const calls = count / IDS_PER_CALL;
		const boundMs = (Math.ceil(calls / CALLS_PER_SECOND) - 1) * WINDOW_MS;
		const { control, modules, access, nodes } = bench;
		const ids = await control.samsara.createEvents({ count });
		const some = await control.samsaraEu.createEvents({ count: few });
		await bench.latency(LATENCY_MS);
		const receivedBy = async (region: Region) =>
			(await control.received()).filter(({ service }) => service === serviceNameOf(region));
		let earlier = 0;
		const before = async () => {
			earlier = (await receivedBy('us')).length;
			// Until the service has forgotten the calls of the repetition before.
			await sleep(WINDOW_MS + LATENCY_MS);
		};
		const verify = (
			received: readonly ReceivedRequest[],
			wanted: readonly string[],
			requests: number,
		) => {
			const accepted = received.filter(({ status }) => status === 202);
			expect(
				accepted.length === requests,
				`${accepted.length} calls were accepted, not ${requests}`,
			);
			expect(received.length === requests, `${received.length - requests} calls were refused`);
			const sent = received.flatMap(
				({ body }) => (body as { safetyEventIds: string[] }).safetyEventIds,
			);
			const complete = sent.length === wanted.length && new Set(sent).size === wanted.length;
			expect(complete, `${new Set(sent).size} of ${wanted.length} IDs arrived`);
		};
		const update = (safetyEventIds: string) =>
			nodes.samsara({
				resource: 'safetyEvent',
				operation: 'update',
				safetyEventIds,
				eventState: 'reviewed',
			});
		const ours = async (name: string, safetyEventIds: string, rows: RowsOf) =>
			await served(bench.server, {
				name,
				node: update(safetyEventIds),
				before,
				rows: rows(ids),
				fewRows: rows(ids.slice(0, IDS_PER_CALL)),
				items: count,
				verify: async () => verify((await receivedBy('us')).slice(earlier), ids, calls),
			});
		const theirs = httpRequest(modules, {
			method: 'PATCH',
			url: `${access.samsaraEu.baseUrl}/safety-events/batch`,
			bearer: access.samsaraEu.token,
			body: "={{ { safetyEventIds: [$json.id], eventState: 'reviewed' } }}",
			batch: { size: CALLS_PER_SECOND, intervalMs: SAFE_PAUSE_MS },
		});
		const { node, perItem, http } = await bench.compare({
			node: await ours('Samsara node, all IDs in one list', '={{ $json.ids }}', (some) => [
				{ ids: some },
			]),
			perItem: {
				...(await ours('Samsara node, one ID an item', '={{ $json.id }}', rowPerId)),
				repetitions: bench.sized({ full: 3, quick: FEW_REPETITIONS, check: FEW_REPETITIONS }),
			},
			http: entrant({
				name: `HTTP Request, one ID a call, ${few} IDs`,
				beside: true,
				run: async () =>
					await execute(
						modules,
						theirs,
						rowPerId(some).map((json) => ({ json })),
					),
				verify: async () => verify(await receivedBy('eu'), some, few),
			}),
		});
		const computedMs = (http.time / few) * count;
		return {
			contenders: [node, perItem, http],
			goals: [
				exactly({ what: 'calls', measured: node.requests, limit: calls, unit: '' }),
				atMost({
					what: 'the bound of the limit itself',
					measured: node.time / boundMs,
					limit: 1.05,
					checkLimit: 2.2,
					unit: '×',
				}),
				atMost({
					what: 'the same with one ID an item',
					measured: perItem.time / boundMs,
					limit: 1.08,
					checkLimit: 2.2,
					unit: '×',
				}),
			],
			notes: [
				`${count} IDs, ${LATENCY_MS} ms latency; ${calls} calls at ${CALLS_PER_SECOND} a second take ${boundMs / 1_000} s at least`,
				`HTTP Request ran beside the others, in n8n's engine alone, with an organization of its own; computed from its ${few} IDs, it would take ${Math.round(computedMs / 60_000)} minutes for ${count} IDs, ${Math.round(computedMs / node.time)} × as long`,
			],
		};
	},
};
