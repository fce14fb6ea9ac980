import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { optional } from '../../../shared/input/fields';
import { instant } from '../../../shared/input/instant';
import { oneOf } from '../../../shared/input/oneOf';
import { refuse } from '../../../shared/input/refuse';
import { perItemOptions } from '../../../shared/operation/settings';
import type { JsonRecord } from '../../../shared/json';
import { formatInput } from '../../../shared/output/format';
import type { ScoreOf } from '../../api/client';
import { LARGEST_SCORE_QUERY } from '../../api/client';
import { idOfScored } from '../../api/safetyScore';
import { simpleSafetyScore } from '../../api/schemas';
import { outputFormat } from '../../output/format';
import { simplifyScore } from '../../output/simplify';
import { idSet } from '../idList';
import { named } from '../named';
import { samsaraOperation } from '../operation';
import { endTime, refuseImpossibleSpan, startTime } from '../timeSpan';

/** Documented: at most one year; the longest one. */
const LONGEST_PERIOD_MS = 366 * 24 * 60 * 60 * 1_000;

/** What a score can be of, by the value of the dropdown: as Samsara calls it. */
const KINDS = {
	drivers: 'drivers',
	vehicles: 'vehicles',
	tags: 'tags',
	tagGroup: 'tag-group',
} as const satisfies Record<string, ScoreOf>;

const scoreOf: INodeProperties = {
	displayName: 'Score Of',
	name: 'scoreOf',
	type: 'options',
	options: [
		{ name: 'Drivers', value: 'drivers' },
		{
			name: 'Tag Group',
			value: 'tagGroup',
			description: 'One combined score for all the tags together',
		},
		{ name: 'Tags', value: 'tags', description: 'One score for each tag' },
		{ name: 'Vehicles', value: 'vehicles' },
	],
	default: 'drivers',
	description: 'What to score',
};

const scoreType: INodeProperties = {
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
};

const ids: INodeProperties = {
	displayName: 'IDs',
	name: 'ids',
	type: 'string',
	default: '',
	placeholder: 'e.g. 5001, 5002',
	description:
		'IDs of the drivers, vehicles or tags, separated by commas or lines, or a list from an expression. Left empty, all are scored.',
};

const input = z
	.object({
		scoreOf: oneOf(['drivers', 'vehicles', 'tags', 'tagGroup']),
		scoreType: optional(oneOf(['driver', 'vehicle'])),
		ids: idSet,
		startTime: instant,
		endTime: instant,
		output: formatInput,
	})
	.superRefine((form, context) => {
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
	});

/**
 * Whoever has no score is left out (assumed), such as a driver without a trip, or an id that Samsara does not know. That
 * nothing came of a single id shows by itself, and a hint for each of a thousand items would hide all others.
 */
function hintAtMissing(
	ids: readonly string[],
	scores: readonly JsonRecord[],
	hint: (text: string) => void,
): void {
	const scored = new Set(scores.map((score) => String(idOfScored(score))));
	const missing = ids.filter((id) => !scored.has(id));
	if (missing.length === 0 || ids.length === 1) return;
	const count = `${missing.length} of the ${ids.length} IDs`;
	hint(`Samsara gave no score for ${count}: ${named(missing)}.`);
}

/** GET /safety-scores/{drivers, vehicles, tags, tag-group}, at most 100 ids a call and 100 calls a minute. */
export const get = samsaraOperation({
	resource: 'safetyScore',
	operation: 'get',
	name: 'Get',
	action: 'Get safety scores',
	description: 'Read the safety scores of drivers, vehicles or tags for a time span',
	properties: [
		scoreOf,
		scoreType,
		ids,
		startTime,
		{ ...endTime, required: true, description: 'The end of the time span' },
		outputFormat,
		perItemOptions,
	],
	// Without IDs everything is scored.
	notEmptyWhenMapped: ['ids'],
	input,
	output: simpleSafetyScore,
	async run(form, { client, hint }) {
		const { scoreType: whose = 'driver', startTime: from, endTime: to } = form;
		const kind = KINDS[form.scoreOf];
		const byTag = kind === 'tags' || kind === 'tag-group' ? { scoreType: whose } : {};
		const query = { startTime: from, endTime: to, ...byTag };
		const scores = await client.getSafetyScores(kind, form.ids, query, hint);
		if (kind !== 'tag-group') hintAtMissing(form.ids, scores, hint);
		return form.output === 'raw'
			? scores
			: scores.map((score) => simplifyScore(score, form.scoreOf));
	},
});
