import type { BenchCase } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import { polledTrigger } from '../engine/trigger.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost, exactly, sizeAtMost } from '../measuring/goals.mts';

const LATENCY_MS = 2;
const POLLS = 50;
const FEW = 1_000;
const SPACING_MS = 10_000;
const SOURCES = ['incidentCreated', 'dangerZoneCreated'];
const MOST_STATE_BYTES = 64 * 1024;

export const emptyPoll: BenchCase = {
	id: 'emptyPoll',
	title: 'Sety Trigger: polls without news',
	where: 'engine',
	company: 'none',
	async run(bench) {
		const many = bench.sized({ full: 100_000, quick: 20_000, check: 20_000 });
		const { control, access, modules, nodes } = bench;
		const { apiKey: key } = access.credentials.setyApi;
		const otherOrganizationKey = access.otherSetyKey;
		await control.reset();
		for (const each of [key, otherOrganizationKey]) {
			await control.sety.changeKey(each, { plan: 'unlimited' });
		}
		await control.sety.createIncidents({ count: FEW, spacingMs: SPACING_MS, organization: 'A' });
		await control.sety.createIncidents({ count: many, spacingMs: SPACING_MS, organization: 'B' });
		await bench.latency(LATENCY_MS);
		const triggerFor = async (apiKey: string) => {
			const trigger = polledTrigger(modules, nodes.setyTrigger({ triggerOn: SOURCES }, apiKey));
			// The first poll sets the baseline.
			expect((await trigger.poll()).length === 0, 'the first poll handed something over');
			return trigger;
		};
		const small = await triggerFor(key);
		const large = await triggerFor(otherOrganizationKey);
		const polling = (name: string, trigger: typeof small) =>
			entrant({
				name,
				before: async () => await control.clearReceived(),
				run: async () => {
					let news = 0;
					for (let poll = 0; poll < POLLS; poll++) news += (await trigger.poll()).length;
					return news;
				},
				verify: async (news) => {
					expect(news === 0, `${news} items were handed over`);
					const { length } = await control.received();
					expect(length % POLLS === 0, `${length} requests in ${POLLS} polls`);
				},
			});
		const { few, history } = await bench.compare({
			few: polling(`${POLLS} polls, ${FEW} incidents of history`, small),
			history: polling(`${POLLS} polls, ${many} incidents of history`, large),
		});
		const perPoll = (requests: number) => requests / POLLS / SOURCES.length;
		return {
			contenders: [few, history],
			goals: [
				exactly({
					what: 'requests per poll and source',
					measured: perPoll(history.requests),
					limit: 1,
					unit: '',
				}),
				exactly({
					what: 'the same with little history',
					measured: perPoll(few.requests),
					limit: 1,
					unit: '',
				}),
				atMost({
					what: 'time with much and with little history',
					measured: history.time / few.time,
					limit: 1.2,
					unit: '×',
				}),
				sizeAtMost({
					what: 'stored state',
					measured: Math.max(small.stateBytes(), large.stateBytes()) / 1024,
					limit: MOST_STATE_BYTES / 1024,
					unit: 'KB',
				}),
			],
			notes: [`new incidents and danger zones watched, ${LATENCY_MS} ms latency`],
		};
	},
};
