import { TEST_KEY } from '../../../harness/sandbox.mts';
import type { Expectation } from '../checks.mts';
import { withoutButton } from '../exampleFile.mts';
import type { ExecutionResult } from '../execution.mts';
import type { Probe } from '../probe.mts';
import { briefIn, morningBrief, sentBrief } from './morningBrief.mts';

const DAY_MS = 86_400_000;
const NEAR: [number, number] = [3.43, 6.45];
const FAR: [number, number] = [7.49, 9.06];

const succeeds = ({ status, error }: ExecutionResult): Expectation => ({
	text: 'the workflow ends with success',
	met: status === 'success',
	found: error,
});

let made: string[] = [];

/** Help is still under way for incidents of last week: near a site, without coordinates, far away, and as a drill. */
export const openForDays: Probe = {
	situation: 'fired by its schedule, with incidents that have been open for days',
	change: withoutButton,
	async prepare({ control }) {
		const createdAt = new Date(Date.now() - 9 * DAY_MS).toISOString();
		const old = { createdAt, status: 'assigned' };
		const orders = [
			{ ...old, location: { coordinates: NEAR, address: '12 Bourdillon Road' } },
			{ ...old, location: { address: 'Third Mainland Bridge' } },
			{ ...old, location: { coordinates: FAR, address: 'Abuja' } },
			{ ...old, location: { coordinates: NEAR }, is_drill: true },
		];
		made = [];
		for (const order of orders) made.push(...(await control.sety.createIncidents(order)));
	},
	async restore({ control }) {
		for (const id of made) await control.sety.setStatus(id, { status: 'resolved' });
	},
	check(result, observed) {
		const { needsAction, summary } = briefIn(result);
		const ids = needsAction.list.map(({ id }) => id);
		return [
			succeeds(result),
			...morningBrief(result, observed),
			{
				text: 'of those that are open for days, the one near a site and the one without coordinates are in',
				met: made.slice(0, 2).every((id) => ids.includes(id)) && !ids.includes(made[2] ?? ''),
				found: [made, ids],
			},
			{
				text: 'the message says where help waits, and how long',
				met: /Bourdillon Road, 9d/.test(summary.text),
				found: summary.text,
			},
		];
	},
};

/** A key that may read neither: the message comes all the same and says so. */
export const unreadable: Probe = {
	situation: 'with a key that may not read incidents and danger zones',
	async prepare({ control }) {
		const deniedOperations = ['incident.getAll', 'threatIntelligence.getDangerZones'] as const;
		await control.sety.changeKey(TEST_KEY, { deniedOperations: [...deniedOperations] });
	},
	async restore({ control }) {
		await control.sety.changeKey(TEST_KEY, { deniedOperations: [] });
	},
	check(result, observed) {
		const { summary } = briefIn(result);
		return [
			succeeds(result),
			sentBrief(result, observed),
			{
				text: 'the message says that reads failed',
				met: /^Incomplete: \d+ reads failed/m.test(summary.text),
				found: summary.text,
			},
		];
	},
};
