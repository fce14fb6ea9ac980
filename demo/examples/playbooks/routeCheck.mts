import { isDeepStrictEqual } from 'node:util';
import type { Check } from '../checks.mts';
import { APP_KEY } from '../credentials.mts';
import { withoutButton } from '../exampleFile.mts';
import { itemsOf } from '../execution.mts';
import { untilRegistered } from '../fromOutside.mts';
import type { Probe } from '../probe.mts';

/** For which Sety hangs before the third trip; far longer than the app waits. */
const HANGS_MS = 30_000;

/** What examples/route-check.json says on its note, for its sample: a route through Lagos. */
export const routeCheck: Check = (result, { received }) => {
	const [advice = {}] = itemsOf(result, 'Advice');
	return [
		{
			text: 'the route is analyzed in one call',
			met: isDeepStrictEqual(
				received.map(({ method, path, status }) => [method, path, status]),
				[['GET', '/safety/route', 200]],
			),
			found: received.map(({ method, path, status }) => [method, path, status]),
		},
		{
			text: 'a route through danger zones is advised against',
			met: advice['advice'] === 'detour' && Number(advice['dangerZones']) > 0,
			found: advice,
		},
	];
};

const TRIPS = {
	clear: { from: '7.3775, 3.9470', to: '7.4000, 3.9500' },
	risky: { from: '6.5244, 3.3792', to: '6.4281, 3.4219', via: ['6.5043, 3.3725'] },
};

/** An app asks before three trips; before the third, Sety hangs. */
export const beforeTrips: Probe = {
	situation: 'asked by an app before trips',
	change: withoutButton,
	async start({ origin, sandbox, signal }) {
		const ask = async (trip: object, headers: Record<string, string>) =>
			await fetch(`${origin}/webhook/route-check`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(trip),
				signal,
			});
		const answers: unknown[] = [];
		const note = async (trip: object) => {
			const since = performance.now();
			const answer = await ask(trip, { [APP_KEY.name]: APP_KEY.value });
			const { advice } = (await answer.json()) as { advice?: unknown };
			answers.push([answer.status, advice, performance.now() - since]);
		};
		const stranger = await untilRegistered(signal, async () => await ask(TRIPS.clear, {}));
		answers.push([stranger.status]);
		await note(TRIPS.clear);
		await note(TRIPS.risky);
		await sandbox.control.addFaults({
			kind: 'latency',
			ms: HANGS_MS,
			operation: 'threatIntelligence.analyzeRoute',
		});
		await note(TRIPS.clear);
		return { executions: 3, answers };
	},
	restore: async ({ control }) => await control.clearFaults(),
	check(result, { answers = [] }) {
		const timed = answers as Array<[number, string?, number?]>;
		return [
			{
				text: 'each execution ends with success',
				met: result.status === 'success',
				found: result.error,
			},
			{
				text: 'a caller without the key is refused; the others get go, detour, and unknown while Sety hangs',
				met: isDeepStrictEqual(
					timed.map(([status, advice]) => [status, advice]),
					[
						[403, undefined],
						[200, 'go'],
						[200, 'detour'],
						[503, 'unknown'],
					],
				),
				found: timed,
			},
			{
				text: 'each answer comes while Sety would still hang',
				met: timed.every(([, , ms = 0]) => ms < HANGS_MS),
				found: timed,
			},
		];
	},
};
