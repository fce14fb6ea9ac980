import { systemClock } from '../../core/clock';
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
import { outputFormat } from '../output';
import { readCalls } from '../readCalls';
import { aboutReadRecord } from '../refusals';
import { samsara } from '../service';
import type { SpanForm } from '../timeSpan';
import { endTimeProperty, refuseImpossibleSpan, spanOf, startTime, timeSpan } from '../timeSpan';
import type { ScoreKind, ScoreQuestion } from './safetyScore';
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

const ids = field(
	{
		displayName: 'IDs',
		name: 'ids',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5001, 5002',
		description:
			'IDs of drivers, vehicles or tags, separated by commas or lines, or a list from an expression. If empty, the node reads all scores.',
	},
	setOfIds,
	{ isId: true, neverMappedEmpty: true },
);

const endTime = field(endTimeProperty, optional(instant), { neverMappedEmpty: true });

/**
 * Samsara leaves out an ID without a score (assumed), such as that of a driver without a trip, or an unknown one. A hint names
 * it: an item without a score would look like a low one.
 */
const NOT_SCORED =
	'Samsara returned no score for some IDs, so they have no item. There may be no trip in the time span, or the ID may be mistyped, of another kind than Score Of, or hidden from the token';

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
	fields: [
		scoreOf,
		scoreType,
		// Without IDs everything is scored.
		ids,
		timeSpan,
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
				`contains ${form.ids.length} IDs, and a combined score takes at most ${LARGEST_SCORE_QUERY}`,
				'Use fewer tags, or set Score Of to Tags, which needs several calls.',
				['ids'],
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
		return {
			...form,
			kind,
			...(hasType ? { scoreType: whose } : {}),
			together: isGroup || form.ids.length === 0 ? form.ids : undefined,
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
