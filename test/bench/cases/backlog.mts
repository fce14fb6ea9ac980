import type { Bench, BenchCase, Outcome } from '../benchCase.mts';
import { expect } from '../benchCase.mts';
import type { PolledTrigger } from '../engine/trigger.mts';
import { polledTrigger } from '../engine/trigger.mts';
import type { Compared } from '../measuring/compare.mts';
import { entrant } from '../measuring/compare.mts';
import { atMost, sizeAtMost } from '../measuring/goals.mts';
import { readPages } from './readPages.mts';

const PAGE = 100;
/** Between two incidents. The lookback of 15 minutes holds 90 of them, a page that every poll reads again. */
const SPACING_MS = 10_000;
/** The largest that Max Items Per Poll takes, and what it is by itself. */
const LARGEST = 5_000;
const DEFAULT = 500;
/** A reading that begins again for every portion would take ten times the pages: the light version is to notice that. */
const CHECK_LIMIT = 9;

interface Compare {
	largest: Compared;
	usual: Compared;
	axios: Compared;
}

/** As it is with a service on the same continent. */
export const backlogFar = workOff('backlogFar', 20, (compared) => timeGoals(compared, 0.6, 0.9));

/** With hardly a wait, so that it shows what the trigger computes. */
export const backlog = workOff('backlog', 2, (compared) => [
	...timeGoals(compared, 1.1, 1.4),
	sizeAtMost({
		what: `pages, ${LARGEST} a poll`,
		measured: compared.largest.requests,
		limit: 106,
		unit: '',
	}),
	sizeAtMost({
		what: `pages, ${DEFAULT} a poll`,
		measured: compared.usual.requests,
		limit: 150,
		unit: '',
	}),
]);

const timeGoals = ({ largest, usual, axios }: Compare, ofLargest: number, ofUsual: number) => [
	atMost({
		what: `the axios loop, ${LARGEST} a poll`,
		measured: largest.time / axios.time,
		limit: ofLargest,
		checkLimit: CHECK_LIMIT,
		unit: '×',
	}),
	atMost({
		what: `the axios loop, ${DEFAULT} a poll`,
		measured: usual.time / axios.time,
		limit: ofUsual,
		checkLimit: CHECK_LIMIT,
		unit: '×',
	}),
];

function workOff(
	id: string,
	latencyMs: number,
	goals: (compared: Compare) => Outcome['goals'],
): BenchCase {
	return {
		id,
		title: `Sety Trigger: work off a backlog, ${latencyMs} ms latency`,
		// A server polls once a minute at most, and what it tells does not show how long a poll took.
		where: 'engine',
		company: 'none',
		async run(bench) {
			const count = bench.sized({ full: 10_000, quick: 5_000, check: 10_000 });
			const compared = await workOffBacklog(bench, count, latencyMs);
			const { largest, usual, axios } = compared;
			return {
				contenders: [largest, usual, axios],
				goals: goals(compared),
				notes: [
					`${count} incidents; the trigger emits the oldest first from pages that begin with the newest`,
					`each poll reads its lookback of 15 minutes again, here a page: that is what finding late incidents costs. Pages read: ${largest.requests} with ${LARGEST} a poll, ${usual.requests} with ${DEFAULT}, ${axios.requests} by the loop`,
					'n8n polls once a minute at most; this is the time of the polls alone, in its engine',
				],
			};
		},
	};
}

async function workOffBacklog(bench: Bench, count: number, latencyMs: number): Promise<Compare> {
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
				await bench.latency(latencyMs);
			},
			run: async () => await drain(trigger as PolledTrigger),
			verify: (ids) => {
				const complete = ids.length === count && new Set(ids).size === count;
				expect(complete, `${ids.length} incidents came out, not ${count}`);
			},
		});
	};
	const url = `${access.credentials.setyApi.baseUrl}/incidents`;
	return await bench.compare({
		largest: polling(`Sety Trigger, ${LARGEST} a poll`, LARGEST),
		usual: polling(`Sety Trigger, ${DEFAULT} a poll (the default)`, DEFAULT),
		// It comes last in the first round, so that the sandbox has the records already.
		axios: entrant({
			name: 'axios loop, a page after the other',
			run: async () => await readPages(bench, { url, key, limit: PAGE }),
			verify: ({ length }) => expect(length > count, `${length} incidents were read`),
		}),
	});
}

const triggerOf = ({ modules, nodes }: Bench, key: string, maxItems: number) =>
	polledTrigger(
		modules,
		nodes.setyTrigger({ triggerOn: ['incidentCreated'], options: { maxItems } }, key),
	);

/** Polls until nothing is new. The ids, in the order in which they came out. */
async function drain(trigger: PolledTrigger): Promise<unknown[]> {
	const ids: unknown[] = [];
	for (;;) {
		const items = await trigger.poll();
		if (items.length === 0) return ids;
		for (const { json } of items) ids.push((json.incident as { incident_id: string }).incident_id);
	}
}
