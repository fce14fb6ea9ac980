import { z } from 'zod';

import type { Plan } from '../../core/batching/planCalls';
import { planCalls } from '../../core/batching/planCalls';
import { isBlank } from '../../core/form/schemas';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import { simpleForm } from '../../core/record';
import type { SamsaraList } from '../lists';
import { readRecords } from '../lists';
import { batchReader } from '../readCalls';
import type { SamsaraClient } from '../service';
import { READ_PERMISSION } from '../service';

/** The ID of the driver, vehicle or tag of a score. Undefined for a group of tags, which has none. */
const idIn = (score: JsonRecord) => score.driverId ?? score.vehicleId ?? score.tagId;

/** Of a score with `scoreOf`, the value of the dropdown. */
export const simpleSafetyScore = simpleForm(
	{
		id: [z.string(), idIn],
		scoreOf: z.string(),
		score: [
			z.number(),
			(one) => one.driverScore ?? one.vehicleScore ?? one.tagScore ?? one.combinedScore,
		],
		driveDistanceMeters: z.number(),
		driveTimeMilliseconds: z.number(),
		behaviorCount: [z.number(), ({ behaviors }) => sumOf(behaviors, 'count')],
		worstBehavior: [z.string(), ({ behaviors }) => worstOf(behaviors)?.behaviorType],
		speedingMilliseconds: [z.number(), ({ speeding }) => sumOf(speeding, 'durationMilliseconds')],
	},
	{ always: ['scoreOf'] },
);

/** The behavior that costs most. */
function worstOf(behaviors: unknown): JsonRecord | undefined {
	return recordsIn(behaviors)
		.filter(({ count, scoreImpact }) => Number(count) > 0 && Number(scoreImpact) < 0)
		.sort((a, b) => Number(a.scoreImpact) - Number(b.scoreImpact))[0];
}

function recordsIn(list: unknown): JsonRecord[] {
	return Array.isArray(list) ? list.filter(isJsonRecord) : [];
}

function sumOf(list: unknown, field: string): number {
	return recordsIn(list).reduce((sum, record) => sum + (Number(record[field]) || 0), 0);
}

/** The kinds of a score by the last part of the path: the name of the IDs in the form and in the query. */
export const ID_FIELDS = {
	drivers: 'driverIds',
	vehicles: 'vehicleIds',
	tags: 'tagIds',
	'tag-group': 'tagIds',
} as const;

export type ScoreKind = keyof typeof ID_FIELDS;
export type IdField = (typeof ID_FIELDS)[ScoreKind];

/** IDs that one call for safety scores may have (documented). */
export const LARGEST_SCORE_QUERY = 100;

const isScore = (record: unknown): record is JsonRecord =>
	isJsonRecord(record) && !isBlank(idIn(record));

const keyOf = (score: JsonRecord) => String(idIn(score));

/** One call for each kind of score, which stands in the path. */
export const safetyScores = {
	call: {
		key: 'safetyScore.get',
		title: 'Get safety scores',
		method: 'GET',
		path: '/safety-scores/{scoreOf}',
		evidence: 'documented',
		effect: 'read',
		permission: READ_PERMISSION,
		// 100 a minute is documented for each of the four; that they do not share it is not, so here they do.
		rateLimit: { name: 'safety-scores', calls: 100, perMs: 60_000 },
		parameters: 'Drivers, Vehicles, Tags, Score Of, Start or End',
		fields: ['startTime', 'endTime', 'driverIds', 'vehicleIds', 'tagIds', 'scoreType', 'after'],
		fieldEvidence: 'documented',
		ownFields: ['driverIds', 'vehicleIds', 'tagIds', 'after'],
	},
	isItem: isScore,
	keyOf,
} as const satisfies SamsaraList<JsonRecord>;

/** What one item asks for. */
export interface ScoreQuestion {
	kind: ScoreKind;
	query: { startTime: string; endTime: string; scoreType?: string };
	/** IDs that have one answer together: those of a group of tags, or none, for all there are. */
	together: readonly string[] | undefined;
}

/** Stands for the IDs of a question that has one answer, and so for one record in the plan. */
const TOGETHER = '';

/** Gathers the questions of the items into the fewest calls. The IDs of a call count unless it has some `together`. */
export function planScores(
	questions: ReadonlyArray<ScoreQuestion & { ids: readonly string[] }>,
): Plan<ScoreQuestion> {
	return planCalls<ScoreQuestion>(
		questions.map(({ ids, kind, query, together }) => ({
			ids: together === undefined ? ids : [TOGETHER],
			change: { kind, query, together },
		})),
		{ size: LARGEST_SCORE_QUERY, keyOf: keyOfQuestion, inAnyOrder: true },
	);
}

/** An expression such as {{ $now }} gives each item another millisecond, which is not meant as another question. */
function keyOfQuestion({
	kind,
	query: { startTime, endTime, scoreType },
	together,
}: ScoreQuestion): string {
	const span = [startTime, endTime].map((time) => Math.floor(Date.parse(time) / 1_000));
	return JSON.stringify([kind, scoreType, span, together && [...together].sort()]);
}

/**
 * Makes a reader of scores by the ID that they are of, one for each run (batchReader). Without IDs it gives all scores. A
 * tag group has one score, without an ID, and takes at most LARGEST_SCORE_QUERY IDs. Throws ApiFailure.
 */
export function scoreReader(client: SamsaraClient, hint: (text: string) => void) {
	const inBatches = batchReader(LARGEST_SCORE_QUERY);
	return async (
		{ kind, query }: ScoreQuestion,
		ids: readonly string[],
	): Promise<Map<string, JsonRecord>> => {
		const inputFor = (some: readonly string[]) => ({
			path: { scoreOf: kind },
			fields: { ...query, [ID_FIELDS[kind]]: some.length === 0 ? undefined : some },
		});
		if (kind === 'tag-group') {
			// The combined score is one object, without pages.
			const { body, lacks } = await client.send(safetyScores.call, inputFor(ids));
			const data = 'data' in body ? body.data : undefined;
			if (!isJsonRecord(data) || isBlank(data.combinedScore)) {
				throw lacks('a combinedScore in "data"');
			}
			return new Map([['', data]]);
		}
		const options = { limit: undefined, hint, keep: (score: JsonRecord) => score };
		const read = async (some: readonly string[]) =>
			await readRecords(client, safetyScores, inputFor(some), options);
		const scores = ids.length === 0 ? await read(ids) : await inBatches(ids, read);
		return new Map(scores.map((score) => [keyOf(score), score]));
	};
}
