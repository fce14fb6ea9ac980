import { field } from '../../core/form/field';
import { optional } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { setOfIds } from '../../core/form/lists';
import { oneOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { isCallFailure } from '../../core/http/callFailure';
import type { JsonRecord } from '../../core/json';
import type { BulkResult } from '../../core/operation';
import { requestOptions } from '../../core/run/settings';
import { endTimeProperty, outputFormat, refuseImpossibleSpan, startTime } from '../fields';
import { readCalls } from '../readCalls';
import { aboutReadRecord } from '../refusals';
import { samsara } from '../service';
import type { ScoreKind } from './safetyScore';
import {
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
				description: 'One combined score for all the tags of an item together',
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
				description: 'Of the drivers with the tag. Trips that nobody is assigned to do not count.',
			},
			{ name: 'Vehicle', value: 'vehicle', description: 'Of the vehicles with the tag' },
		],
		default: 'driver',
		description: 'Whose driving counts for a tag',
	},
	optional(oneOf(['driver', 'vehicle'])),
);

const ids = field(
	{
		displayName: 'IDs',
		name: 'ids',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5001, 5002',
		description:
			'IDs of the drivers, vehicles or tags, separated by commas or lines, or a list from an expression. Left empty, all are scored. The IDs of items with the same settings share calls.',
	},
	setOfIds,
	{ isId: true, neverMappedEmpty: true },
);

const endTime = field(
	{ ...endTimeProperty, required: true, description: 'The end of the time span' },
	instant,
);

/**
 * Samsara leaves out an ID without a score (assumed), such as that of a driver without a trip, or one that it does not know.
 * That is no reason to end a report, and an item without a score would look like a low one.
 */
const NOT_SCORED =
	'Samsara gave no score for some IDs, so they have no item: there may be no trip in the time span, or the ID may be mistyped, not be of what Score Of says, or be of something that the token may not see';

/**
 * GET /safety-scores/{drivers, vehicles, tags, tag-group}, 100 calls a minute. The ids of all items that ask for the same
 * are gathered, 100 to a call.
 */
export const get = samsara.bulkOperation({
	resource: 'safetyScore',
	operation: 'get',
	name: 'Get',
	action: 'Get safety scores',
	description: 'Read the safety scores of drivers, vehicles or tags for a time span',
	fields: [
		scoreOf,
		scoreType,
		// Without IDs everything is scored.
		ids,
		startTime,
		endTime,
		outputFormat,
		requestOptions('bulk'),
	],
	rules(form, context) {
		refuseImpossibleSpan(context, form);
		if (form.scoreOf === 'tagGroup' && form.ids.length > LARGEST_SCORE_QUERY) {
			refuse(
				context,
				`holds ${form.ids.length} IDs, and a combined score can be had of ${LARGEST_SCORE_QUERY}`,
				'Use fewer tags, or Score Of Tags, which is read in several calls.',
				['ids'],
			);
		}
		if (Date.parse(form.endTime) - Date.parse(form.startTime) > LONGEST_PERIOD_MS) {
			refuse(context, 'is more than a year after Start', 'Choose a shorter time span.', [
				'endTime',
			]);
		}
	},
	interpret({ scoreType: whose = 'driver', startTime: from, endTime: to, ...form }) {
		const kind = KINDS[form.scoreOf];
		const isGroup = kind === 'tag-group';
		const hasType = isGroup || kind === 'tags';
		return {
			...form,
			kind,
			query: { startTime: from, endTime: to, ...(hasType ? { scoreType: whose } : {}) },
			together: isGroup || form.ids.length === 0 ? form.ids : undefined,
		};
	},
	sameOptions: true,
	call: safetyScores.call,
	output: simpleSafetyScore.output,
	succeeded: 'Other safety scores read in this run',
	async run(inputs, { client, stopsAtFailure, hint }) {
		const { calls, callOf } = planScores(inputs.map((one) => one.input));
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
