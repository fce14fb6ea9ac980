import { z } from 'zod';

import { systemClock } from '../../core/clock';
import type { Field } from '../../core/form/field';
import { field } from '../../core/form/field';
import { optional } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { oneOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { isCallFailure } from '../../core/http/callFailure';
import type { JsonRecord } from '../../core/json';
import { isJsonRecord } from '../../core/json';
import type { BulkResult } from '../../core/operation';
import { requestOptions } from '../../core/run/settings';
import { pickedIds } from '../directory/pickedIds';
import { outputFormat } from '../output';
import { readCalls } from '../readCalls';
import { aboutReadRecord } from '../refusals';
import { samsara } from '../service';
import type { SpanForm } from '../timeSpan';
import { endTimeProperty, refuseImpossibleSpan, spanOf, startTime, timeSpan } from '../timeSpan';
import type { IdField, ScoreKind, ScoreQuestion } from './safetyScore';
import {
	ID_FIELDS,
	LARGEST_SCORE_QUERY,
	planScores,
	safetyScores,
	scoreReader,
	simpleSafetyScore,
} from './safetyScore';

/** Documented: at most one year; the longest one. */
const LONGEST_PERIOD_MS = 366 * 24 * 60 * 60 * 1_000;

/** What a score can be of, by the value of the dropdown: the last part of the path. */
const KINDS = {
	drivers: 'drivers',
	vehicles: 'vehicles',
	tags: 'tags',
	tagGroup: 'tag-group',
} as const satisfies Record<string, ScoreKind>;

const scoreOf = field(
	{
		displayName: 'Score Of',
		name: 'scoreOf',
		type: 'options',
		options: [
			{ name: 'Drivers', value: 'drivers' },
			{
				name: 'Tag Group',
				value: 'tagGroup',
				description: 'One combined score for all tags of an item',
			},
			{ name: 'Tags', value: 'tags', description: 'One score for each tag' },
			{ name: 'Vehicles', value: 'vehicles' },
		],
		default: 'drivers',
		description: 'What to score',
	},
	oneOf(['drivers', 'vehicles', 'tags', 'tagGroup']),
);

const scoreType = field(
	{
		displayName: 'Score Type',
		name: 'scoreType',
		type: 'options',
		displayOptions: { show: { scoreOf: ['tagGroup', 'tags'] } },
		options: [
			{
				name: 'Driver',
				value: 'driver',
				description:
					'Score of the drivers with the tag. Trips without an assigned driver do not count.',
			},
			{ name: 'Vehicle', value: 'vehicle', description: 'Score of the vehicles with the tag' },
		],
		default: 'driver',
		description: 'Whether the score of a tag counts its drivers or its vehicles',
	},
	optional(oneOf(['driver', 'vehicle'])),
);

/** Rows of the form itself, which has none by default. A member of a collection without a row would be a mistake. */
const idsToScore = <const Name extends string>(
	texts: Parameters<typeof pickedIds<Name>>[0],
): Field<Name, string[] | undefined> => {
	const picked = pickedIds(texts);
	const withoutRows = (value: unknown) => isJsonRecord(value) && Object.keys(value).length === 0;
	return {
		...picked,
		schema: z.preprocess((value) => (withoutRows(value) ? undefined : value), picked.schema),
	};
};

const driverIds = idsToScore({
	displayName: 'Drivers',
	name: 'driverIds',
	one: 'Driver',
	search: 'searchDrivers',
	placeholder: 'e.g. 5001, 5002',
	description: 'Drivers to score. If there is no row, the node reads the scores of all drivers.',
	displayOptions: { show: { scoreOf: ['drivers'] } },
});

const vehicleIds = idsToScore({
	displayName: 'Vehicles',
	name: 'vehicleIds',
	one: 'Vehicle',
	search: 'searchVehicles',
	placeholder: 'e.g. 281474978683353, 281474978683354',
	description: 'Vehicles to score. If there is no row, the node reads the scores of all vehicles.',
	displayOptions: { show: { scoreOf: ['vehicles'] } },
});

const tagIds = idsToScore({
	displayName: 'Tags',
	name: 'tagIds',
	one: 'Tag',
	search: 'searchTags',
	placeholder: 'e.g. 3914, 3915',
	description:
		'Tags to score. If there is no row, the score covers all tags. The node does not add child tags: add a row for each of them.',
	displayOptions: { show: { scoreOf: ['tagGroup', 'tags'] } },
});

const records = [driverIds, vehicleIds, tagIds] as const;

const endTime = field(endTimeProperty, optional(instant), { neverMappedEmpty: true });

/**
 * Samsara leaves out an ID without a score (assumed), such as that of a driver without a trip, or an unknown one. A hint names
 * it: an item without a score would look like a low one.
 */
const NOT_SCORED =
	'Samsara returned no score for some IDs, so they have no item. There may be no trip in the time span, or the ID may be mistyped, of another kind than Score Of, or hidden from the token';

/**
 * Where Score Of is an expression, the form shows all three fields. With rows of another kind only, the node would read all
 * scores.
 */
function refuseOtherRecords(
	context: z.RefinementCtx,
	form: Partial<Record<IdField, string[] | undefined>> & { scoreOf: keyof typeof KINDS },
): void {
	const wanted = ID_FIELDS[KINDS[form.scoreOf]];
	if (form[wanted] !== undefined) return;
	const others = records.map(({ property }) => property).filter(({ name }) => form[name]);
	if (others.length === 0) return;
	const labels = others.map(({ displayName }) => displayName).join(' and ');
	refuse(
		context,
		`is empty for this Score Of, but ${labels} ${others.length > 1 ? 'have' : 'has'} IDs`,
		`Add a row for this Score Of, or remove the rows of ${labels} to read all scores.`,
		[wanted],
	);
}

/** The question of an item, with its time span up to `now`, epoch milliseconds: Samsara requires an end. */
function withSpan(
	form: SpanForm & Omit<ScoreQuestion, 'query'> & { ids: readonly string[]; scoreType?: string },
	now: number,
): ScoreQuestion & { ids: readonly string[] } {
	const { ids: some, kind, together, scoreType: whose } = form;
	const { startTime: from, endTime: to = new Date(now).toISOString() } = spanOf(form, now);
	const type = whose === undefined ? {} : { scoreType: whose };
	return { ids: some, kind, together, query: { startTime: from, endTime: to, ...type } };
}

/**
 * GET /safety-scores/{drivers, vehicles, tags, tag-group}, 100 calls a minute. The ids of all items that ask for the same
 * are gathered, 100 to a call.
 */
export const get = samsara.bulkOperation({
	resource: 'safetyScore',
	operation: 'get',
	name: 'Get',
	action: 'Get safety scores',
	description: 'Read the safety scores of drivers, vehicles or tags over a time span',
	asTool: 'Not for single events: get many safety events instead.',
	fields: [
		scoreOf,
		scoreType,
		...records,
		timeSpan,
		startTime,
		endTime,
		outputFormat,
		requestOptions('bulk'),
	],
	rules(form, context) {
		refuseImpossibleSpan(context, form);
		refuseOtherRecords(context, form);
		const tags = form.tagIds?.length ?? 0;
		if (form.scoreOf === 'tagGroup' && tags > LARGEST_SCORE_QUERY) {
			refuse(
				context,
				`contains ${tags} IDs, and a combined score takes at most ${LARGEST_SCORE_QUERY}`,
				'Use fewer tags, or set Score Of to Tags, which needs several calls.',
				['tagIds'],
			);
		}
		if (form.timeSpan !== 'custom' || form.startTime === undefined) return;
		const end = form.endTime === undefined ? systemClock.now() : Date.parse(form.endTime);
		if (end - Date.parse(form.startTime) > LONGEST_PERIOD_MS) {
			const isOpen = form.endTime === undefined;
			const what = isOpen ? 'is more than a year ago' : 'is more than a year after Start';
			const howToGoOn = 'Choose a shorter time span: Samsara scores at most one year.';
			refuse(context, what, howToGoOn, [isOpen ? 'startTime' : 'endTime']);
		}
	},
	interpret({ scoreType: whose = 'driver', ...form }) {
		const kind = KINDS[form.scoreOf];
		const isGroup = kind === 'tag-group';
		const hasType = isGroup || kind === 'tags';
		const ids = form[ID_FIELDS[kind]] ?? [];
		return {
			...form,
			ids,
			kind,
			...(hasType ? { scoreType: whose } : {}),
			together: isGroup || ids.length === 0 ? ids : undefined,
		};
	},
	sameOptions: true,
	call: safetyScores.call,
	output: simpleSafetyScore.output,
	succeeded: 'Other safety scores read in this run',
	async run(inputs, { client, stopsAtFailure, hint }) {
		const now = client.clock.now();
		const { calls, callOf } = planScores(inputs.map(({ input }) => withSpan(input, now)));
		const readScores = scoreReader(client, hint);
		const answers = await readCalls(calls, {
			call: safetyScores.call,
			read: async ({ ids: some, change }) => await readScores(change, change.together ?? some),
			stopsAtFailure,
		});
		return inputs.flatMap(({ item, input: form }, index): BulkResult[] => {
			const outputOf = (score: JsonRecord): BulkResult => ({
				item,
				output:
					form.output === 'raw'
						? score
						: simpleSafetyScore.simplify({ ...score, scoreOf: form.scoreOf }),
			});
			return (callOf[index] ?? []).flatMap((call, place): BulkResult[] => {
				const answer = answers[call];
				if (answer === undefined) return [];
				const id = form.together === undefined ? form.ids[place] : undefined;
				if (isCallFailure(answer)) {
					return [
						{ item, failure: id === undefined ? answer : aboutReadRecord(id, answer, calls[call]) },
					];
				}
				if (id === undefined) return [...answer.values()].map(outputOf);
				const score = answer.get(id);
				if (score !== undefined) return [outputOf(score)];
				hint(NOT_SCORED, [id]);
				return [];
			});
		});
	},
});
