import { samsaraBench } from '../../harness/engine/samsara.cts';
import { picked } from '../Samsara/picked.cts';
import { samsaraClient, type SamsaraClient } from './samsaraClient.cts';
import { typeFaults } from './typeFaults.cts';

const FROM = '2026-03-01T00:00:00.000Z';
const TO = '2026-03-08T00:00:00.000Z';

/** The client's comment on both says that they are null outside a trip, and its type does not. */
const CONTRADICTIONS = ['tripStartTime', 'tripEndTime'].map(
	(field) => `"${field}": null,: Type 'null' is not assignable to type 'string | undefined'.`,
);

interface Comparison {
	/** What the client is called with. */
	call(client: SamsaraClient, ids: string[]): Promise<unknown>;
	/** The client's type of the answer. */
	type: string;
	/** The operation that sends the same. */
	operation: string;
	parameters(ids: string[]): Parameters<ReturnType<typeof samsaraBench>['run']>[1];
}

const scores = (scoreOf: string, ids: string) => ({
	operation: 'safetyScore.get',
	parameters: () => ({
		scoreOf,
		[ids]: picked('101', '102'),
		...{ timeSpan: 'custom', startTime: FROM, endTime: TO },
	}),
});
const span = { startTime: FROM, endTime: TO };

const comparisons: Record<string, Comparison> = {
	'events by ID': {
		call: (client, ids) =>
			client.safety.getSafetyEventsV2({ safetyEventIds: ids.join(), includeAsset: true }),
		type: 'SafetyEventsV2GetSafetyEventsV2ResponseBody',
		operation: 'safetyEvent.get',
		parameters: (ids) => ({ safetyEventIds: ids.join(), include: ['asset'] }),
	},
	'events of a time span': {
		call: (client) =>
			client.safety.getSafetyEventsV2Stream({
				...span,
				queryByTimeField: 'createdAtTime',
				includeAsset: true,
				includeDriver: true,
			}),
		type: 'SafetyEventsV2GetSafetyEventsV2StreamResponseBody',
		operation: 'safetyEvent.getAll',
		parameters: () => ({
			...{ timeSpan: 'custom', startTime: FROM, endTime: TO, timeField: 'createdAtTime' },
			...{ returnAll: false, limit: 2, include: ['asset', 'driver'] },
		}),
	},
	'scores of drivers': {
		call: (client) => client.safetyScores.getDriverSafetyScores({ ...span, driverIds: '101,102' }),
		type: 'SafetyScoresGetDriverSafetyScoresResponseBody',
		...scores('drivers', 'driverIds'),
	},
	'scores of vehicles': {
		call: (client) =>
			client.safetyScores.getVehicleSafetyScores({ ...span, vehicleIds: '101,102' }),
		type: 'SafetyScoresGetVehicleSafetyScoresResponseBody',
		...scores('vehicles', 'vehicleIds'),
	},
	'scores of tags': {
		call: (client) =>
			client.safetyScores.getTagSafetyScores({ ...span, tagIds: '101,102', scoreType: 'driver' }),
		type: 'SafetyScoresGetTagSafetyScoresResponseBody',
		...scores('tags', 'tagIds'),
	},
	'score of several tags': {
		call: (client) =>
			client.safetyScores.getTagGroupSafetyScores({
				...span,
				tagIds: '101,102',
				scoreType: 'driver',
			}),
		type: 'SafetyScoresGetTagGroupSafetyScoresResponseBody',
		...scores('tagGroup', 'tagIds'),
	},
};

const bench = samsaraBench();
let ids: string[];

beforeEach(async () => {
	const { samsara } = bench.sandbox.control;
	await samsara.changeSettings({ rateLimits: false, applyDelayMs: 0 });
	ids = await samsara.createEvents({ count: 2, asset: 0, media: [{}] });
});

/** What the sandbox received. */
async function sent() {
	const received = await bench.sandbox.control.received();
	await bench.sandbox.control.clearReceived();
	return received.map(({ method, path, query, body }) => ({ method, path, query, body }));
}

it.each(Object.entries(comparisons))('%s: the node sends what the client sends', async (_, one) => {
	await sent();
	await one.call(samsaraClient(bench.sandbox.credentials.samsaraApi), ids);
	const [expected] = await sent();
	const { error } = await bench.run(one.operation, one.parameters(ids));
	const [actual] = await sent();

	expect(error?.message).toBeUndefined();
	expect(actual).toEqual(expected);
});

it('an update: the node sends what the client sends, to the path that followed the preview', async () => {
	await sent();
	const change = { eventState: 'dismissed', contextLabelsToAdd: ['Fog'] };
	const call = samsaraClient(bench.sandbox.credentials.samsaraApi).previewApIs;
	const dismissalReason = { code: 'other', comment: 'Reviewed twice' };
	const order = { safetyEventIds: ids, dismissalReason, ...change };
	await expect(call.patchSafetyEventsV2Batch(order)).rejects.toMatchObject({ statusCode: 404 });
	const [expected] = await sent();
	const { error } = await bench.run('safetyEvent.update', {
		...{ safetyEventIds: ids.join(), eventState: 'dismissed' },
		...{ dismissalReason: 'other', dismissalComment: 'Reviewed twice' },
		labels: { contextLabelsToAdd: { list: { labels: ['Fog'] } } },
	});
	const [actual] = await sent();

	expect(error?.message).toBeUndefined();
	expect(expected?.path).toBe('/preview/safety-events/batch');
	expect(actual).toEqual({ ...expected, path: '/safety-events/batch' });
});

it('every answer of the sandbox has the type that the client gives it', async () => {
	const client = samsaraClient(bench.sandbox.credentials.samsaraApi);
	const answers = await Promise.all(
		Object.values(comparisons).map(async ({ call, type }) => ({
			type,
			value: await call(client, ids),
		})),
	);

	expect([...new Set(typeFaults(answers))]).toEqual(CONTRADICTIONS);
});

it('an answer of another type is noticed', () => {
	const { type } = comparisons['events by ID'] as Comparison;

	expect(typeFaults([{ type, value: { data: [{ id: 1 }] } }])).not.toEqual([]);
});
