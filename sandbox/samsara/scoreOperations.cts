import { z } from 'zod';
import type { SafetyEvent } from './model.cts';
import { operation, perMinute, refusal, type Operation } from './operation.cts';
import { ASSETS, DRIVERS } from './seed.cts';

const period = { startTime: z.string(), endTime: z.string() };
const texts = z.array(z.string()).optional();
const A_YEAR_MS = 366 * 24 * 60 * 60 * 1000;

/** Something that a score can be of, with the events that count for it. */
interface Scored {
	readonly id: string;
	counts(event: SafetyEvent): boolean;
}

const drivers: Scored[] = DRIVERS.filter(({ id }) => id !== '').map(({ id }) => ({
	id,
	counts: (event) => event.driver.id === id,
}));
const vehicles: Scored[] = ASSETS.map(({ id }) => ({
	id,
	counts: (event) => event.asset.id === id,
}));
const tags: Scored[] = [...new Set(ASSETS.flatMap((asset) => asset.tags.map(({ id }) => id)))].map(
	(id) => ({ id, counts: (event) => event.asset.tags.some((tag) => tag.id === id) }),
);

/** Invented: the vendor's formula is not public. */
function scoreOf(events: readonly SafetyEvent[]) {
	const braking = events.filter(({ behaviorLabels }) =>
		behaviorLabels.some(({ label }) => label === 'Braking'),
	).length;
	return {
		score: Math.max(0, 100 - events.length * 3),
		rest: {
			behaviors: [
				{ behaviorType: 'braking', count: braking, scoreImpact: -braking },
				{ behaviorType: 'mobileUsage', count: events.length - braking, scoreImpact: -2 },
			],
			speeding: [{ speedingType: 'light', durationMilliseconds: 60_000, scoreImpact: -0.5 }],
			driveDistanceMeters: 150_000 + events.length * 1_000,
			driveTimeMilliseconds: 7_200_000,
		},
	};
}

interface Kind {
	readonly path: string;
	readonly ids: 'driverIds' | 'vehicleIds' | 'tagIds';
	readonly name: string;
	readonly all: readonly Scored[];
}

const kinds: Kind[] = [
	{ path: 'drivers', ids: 'driverIds', name: 'driver', all: drivers },
	{ path: 'vehicles', ids: 'vehicleIds', name: 'vehicle', all: vehicles },
	{ path: 'tags', ids: 'tagIds', name: 'tag', all: tags },
];

function within(events: readonly SafetyEvent[], startTime: string, endTime: string) {
	const [from, to] = [Date.parse(startTime), Date.parse(endTime)];
	return events.filter(({ startMs }) => Date.parse(startMs) >= from && Date.parse(startMs) < to);
}

const listed = kinds.map(({ path, ids, name, all }) =>
	operation({
		name: `safetyScore.${path}`,
		method: 'GET',
		path: `/safety-scores/${path}`,
		permission: 'Read Safety Events & Scores',
		limit: perMinute(`safety-scores/${path}`),
		input: z.object({ ...period, driverIds: texts, vehicleIds: texts, tagIds: texts }),
		run(input, { world }) {
			const { startTime, endTime } = input;
			if (Date.parse(endTime) - Date.parse(startTime) > A_YEAR_MS) {
				return refusal(400, 'The period is longer than a year.');
			}
			const events = within(world.events.all(), startTime, endTime);
			const wanted = all.filter(({ id }) => input[ids]?.includes(id) ?? true);
			const data = wanted.map(({ id, counts }) => {
				const { score, rest } = scoreOf(events.filter(counts));
				return { [`${name}Id`]: id, [`${name}Score`]: score, ...rest };
			});
			return { status: 200, body: { data, pagination: { endCursor: '', hasNextPage: false } } };
		},
	}),
);

const tagGroup = operation({
	name: 'safetyScore.tag-group',
	method: 'GET',
	path: '/safety-scores/tag-group',
	permission: 'Read Safety Events & Scores',
	limit: perMinute('safety-scores/tag-group'),
	input: z.object({ ...period, scoreType: z.string(), tagIds: texts }),
	run({ startTime, endTime, tagIds }, { world }) {
		const wanted = tags.filter(({ id }) => tagIds?.includes(id) ?? true);
		const events = within(world.events.all(), startTime, endTime);
		const { score, rest } = scoreOf(
			events.filter((event) => wanted.some(({ counts }) => counts(event))),
		);
		return { status: 200, body: { data: { combinedScore: score, ...rest } } };
	},
});

const organization = operation({
	name: 'organization.get',
	method: 'GET',
	path: '/me',
	permission: 'Read Org Information',
	limit: null,
	input: z.object({}),
	run: () => ({ status: 200, body: { data: { id: '1', name: 'Sandbox Haulage' } } }),
});

export const otherOperations: readonly Operation[] = [...listed, tagGroup, organization];
