import fc from 'fast-check';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { TriggerHost } from '../../../harness/engine/triggerHost.cts';
import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import { SamsaraTrigger } from '../../../nodes/Samsara/SamsaraTrigger.node.ts';
import { SetyTrigger } from '../../../nodes/Sety/SetyTrigger.node.ts';
import { everyService } from '../../cases/everyService.cts';
import { isFullForm, SEED } from '../form.cts';
import { mayBeHtml, whyNotShown } from '../messages.cts';
import { cannotLoad } from './executeOffline.cts';
import { baseUrlOf, notMeant, withoutQuotes } from './fuzzedRun.cts';
import { mutated, mutation } from './mutatedJson.cts';
import type { OfflineAnswer, OfflineRequest } from './offline.cts';
import { offline } from './offline.cts';
import { changedParameters } from './parameters.cts';
import { recordCases } from './recordedCase.cts';
import { orHangs, wrongSurroundings } from './surroundings.cts';

/** Of each trigger and event, in the full form and in the light one. */
const FULL_RUNS = 500;
const LIGHT_RUNS = 4;
/** No poll sends more, whatever a list says of itself. */
const MOST_REQUESTS = 400;
/** n8n keeps static data in one column of its database. */
const LARGEST_STATE = 64_000;

const HOUR_MS = 3_600_000;
const jumps = fc.constantFrom(
	0,
	0,
	60_000,
	-60_000,
	HOUR_MS,
	-HOUR_MS,
	8760 * HOUR_MS,
	-8760 * HOUR_MS,
);

/** What an older version, a crash or a hand in the database can leave behind. */
const damaged = fc.oneof(
	fc.constantFrom('{}', '{"node:Trigger Under Test":{}}', '{"node:Trigger Under Test":[]}'),
	fc
		.jsonValue({ maxDepth: 4 })
		.map((value) => JSON.stringify({ 'node:Trigger Under Test': value })),
	fc
		.dictionary(
			fc.constantFrom('version', 'state', 'sources', 'seen', 'cursor', 'a'),
			fc.jsonValue(),
		)
		.map((value) => JSON.stringify({ 'node:Trigger Under Test': value })),
);

const EVENTS: ReadonlyArray<[string, new () => INodeType, string]> = [
	['Sety', SetyTrigger, 'incidentCreated'],
	['Sety', SetyTrigger, 'incidentStatusChanged'],
	['Sety', SetyTrigger, 'dangerZoneCreated'],
	['Sety', SetyTrigger, 'dangerZoneChanged'],
	['Sety', SetyTrigger, 'dangerZoneRemoved'],
	['Samsara', SamsaraTrigger, 'safetyEventCreated'],
	['Samsara', SamsaraTrigger, 'safetyEventUpdated'],
];

describe.each(['Sety', 'Samsara'])('the trigger of %s', (name) => {
	const [service] = everyService(name);
	if (service === undefined) throw new Error(`No service ${name}`);

	it.each(
		EVENTS.filter(([of]) => of === name).map(([, Trigger, event]) => [event, Trigger] as const),
	)('%s: options, stored state, clocks and lists as they come', async (event, Trigger) => {
		const recorded = await recordCases(service);
		const answerTo = (request: OfflineRequest): OfflineAnswer =>
			(recorded.find((one) => one.knows(request)) ?? recorded[0])?.answerTo(request) ?? {
				...{ statusCode: 404, headers: {}, body: {} },
			};
		const node = new Trigger();
		const valid: INodeParameters = { triggerOn: name === 'Sety' ? [event] : event };
		const runs = fc.record({
			parameters: changedParameters(node.description.properties, [valid, valid]),
			isChanged: fc.boolean(),
			stored: fc.option(damaged, { nil: undefined }),
			stateChanges: mutation,
			mutation,
			clocks: fc.array(jumps, { minLength: 2, maxLength: 4 }),
		});
		virtualTime();
		const begun = Date.now();
		const clock = jest.spyOn(Date, 'now');
		await fc.assert(
			fc.asyncProperty(runs, async (run) => {
				let requests: OfflineRequest[] = [];
				let count = 0;
				let isSpoiled = false;
				const { changes, at, always, status, headers, text } = run.mutation;
				const host = new TriggerHost(
					offline(node, (request) => {
						requests.push(request);
						const answer = answerTo(request);
						if (!isSpoiled || (count++ !== at && !always)) return answer;
						return {
							statusCode: status ?? answer.statusCode,
							headers: { ...answer.headers, ...headers },
							body: text ?? mutated(answer.body, changes),
						};
					}),
					() => service.credential(),
					run.isChanged ? run.parameters : valid,
				);
				const failures: Error[] = [];
				const attempt = async (work: () => Promise<void>) => {
					requests = [];
					await orHangs(work()).catch((reason: unknown) => {
						if (!cannotLoad(reason)) failures.push(reason as Error);
					});
					expect(requests.length).toBeLessThan(MOST_REQUESTS);
					const baseUrl = baseUrlOf(service.credential());
					const calls = service.callsOf('').filter(({ method }) => method === 'GET');
					expect(requests.flatMap((request) => notMeant(request, baseUrl, calls))).toEqual([]);
				};
				try {
					await attempt(async () => await host.activate());
					await host.stop();
					// What is stored is damaged, or a little different from what this version stores.
					const state = JSON.parse(host.saved) as IDataObject;
					host.saved = run.stored ?? JSON.stringify(mutated(state, run.stateChanges.changes) ?? {});
					if (!/^\{/.test(host.saved)) host.saved = '{}';
					isSpoiled = true;
					let now = begun;
					await attempt(async () => await host.activate('init'));
					for (const jump of run.clocks) {
						now += jump + 60_000;
						clock.mockReturnValue(now);
						await attempt(async () => await host.tick());
					}
				} finally {
					await host.stop();
					clock.mockReturnValue(begun);
				}
				const errors = [...failures, ...host.errors];
				const texts = errors.flatMap(
					({ message, description }: Error & { description?: string }) => [
						message,
						description ?? '',
					],
				);
				expect(texts.filter(mayBeHtml)).toEqual([]);
				const shown = [...texts, ...host.warnings].map(withoutQuotes);
				expect(shown.filter((one) => whyNotShown(one, [service.secret]) !== undefined)).toEqual([]);
				expect(host.saved.length).toBeLessThan(LARGEST_STATE * 2);
				expect(host.json.filter(({ eventId }) => typeof eventId !== 'string')).toEqual([]);
				expect(wrongSurroundings()).toEqual([]);
			}),
			{ seed: SEED, numRuns: isFullForm ? FULL_RUNS : LIGHT_RUNS },
		);
	});
});
