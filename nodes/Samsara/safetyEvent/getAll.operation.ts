import { field } from '../../core/form/field';
import { optional } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { optionalChoice } from '../../core/form/oneOf';
import { limit, limitOf, listFormat, returnAll } from '../../core/form/output';
import { perItemOptions } from '../../core/run/settings';
import {
	endTimeProperty,
	outputFormatWithPlaces,
	refuseImpossibleSpan,
	startTime,
} from '../fields';
import { readRecords } from '../lists';
import { samsara } from '../service';
import { filterField, hintAtTagsWithIds } from './filters';
import { behaviorOptions, NOT_IN_STREAM_FILTER } from './labels';
import { include, simpleSafetyEvent, streamedEvents } from './safetyEvent';

/** Documented: with both the same, the stream gives the latest record of each asset before that time. */
const endTime = field(
	{
		...endTimeProperty,
		description:
			'The end of the time span. Left empty, it reaches until now. The same as Start gives the latest event of each vehicle before that time.',
	},
	optional(instant),
	{ neverMappedEmpty: true },
);

const timeField = optionalChoice({
	displayName: 'Time Field',
	name: 'timeField',
	type: 'options',
	options: [
		{
			name: 'Detected',
			value: 'createdAtTime',
			description: 'When the event happened. Samsara calls it createdAtTime and means startMs.',
		},
		{ name: 'Updated', value: 'updatedAtTime', description: 'When the event changed last' },
	],
	default: 'createdAtTime',
	description: 'Which time of an event has to lie in the time span',
});

/** Five labels occur in events, but are missing in the documented list of the stream's filter. */
const filters = filterField(
	behaviorOptions.filter(({ value }) => !NOT_IN_STREAM_FILTER.includes(String(value))),
);

/**
 * GET /safety-events/stream over a time window. Samsara sizes the pages itself; short and empty ones may have more behind
 * them, so the cursor is followed to its end. The order is not documented, and assumed to be that of the time field.
 */
export const getAll = samsara.operation({
	resource: 'safetyEvent',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many safety events',
	description: 'List the safety events of a time span',
	fields: [
		startTime,
		endTime,
		timeField,
		returnAll,
		limit,
		filters,
		include,
		outputFormatWithPlaces,
		perItemOptions,
	],
	rules: (form, context) => refuseImpossibleSpan(context, form),
	call: streamedEvents.call,
	output: simpleSafetyEvent.output,
	async run(form, { client, hint }) {
		hintAtTagsWithIds(form.filters, hint);
		const fields = {
			startTime: form.startTime,
			endTime: form.endTime,
			queryByTimeField: form.timeField ?? 'createdAtTime',
			...form.filters,
			...form.include,
		};
		const { keep, whole } = listFormat(form.output, simpleSafetyEvent.simplify);
		const options = { limit: limitOf(form), hint, keep };
		return whole(await readRecords(client, streamedEvents, { fields }, options));
	},
});
