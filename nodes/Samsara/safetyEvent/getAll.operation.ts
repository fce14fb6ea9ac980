import { field } from '../../core/form/field';
import { optional } from '../../core/form/schemas';
import { instant } from '../../core/form/instant';
import { optionalChoice } from '../../core/form/oneOf';
import { limit, limitOf, listFormat, returnAll } from '../../core/form/output';
import { perItemOptions } from '../../core/run/settings';
import { readRecords } from '../lists';
import { outputFormatWithPlaces } from '../output';
import { samsara } from '../service';
import { endTimeProperty, refuseImpossibleSpan, spanOf, startTime, timeSpan } from '../timeSpan';
import { withChildTags } from './childTags';
import { filterField, hintAtTagsWithIds } from './filters';
import { behaviorOptions, NOT_IN_STREAM_FILTER } from './labels';
import { include, simpleSafetyEvent, streamedEvents } from './safetyEvent';

/** Documented: with the same time as start and end, the stream gives the latest record of each asset before it. */
const endTime = field(
	{
		...endTimeProperty,
		description:
			'The end of the time span. If empty, it is now. The same time as Start gives the latest event of each vehicle before it.',
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
			description: 'When the event happened: startMs in the output',
		},
		{ name: 'Updated', value: 'updatedAtTime', description: 'When the event last changed' },
	],
	default: 'createdAtTime',
	description: 'Which time of an event must be in the time span',
});

/** The documented list of the stream's filter lacks five labels that events have. */
const filterForm = filterField(
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
	asTool: 'Not for known IDs: get safety events instead. Choose a short time span.',
	fields: [
		timeSpan,
		startTime,
		endTime,
		timeField,
		returnAll,
		limit,
		filterForm,
		include,
		outputFormatWithPlaces,
		perItemOptions,
	],
	rules: (form, context) => refuseImpossibleSpan(context, form),
	call: streamedEvents.call,
	output: simpleSafetyEvent.output,
	async run(form, { client, hint }) {
		const filters = await withChildTags(client, form.filters, hint);
		hintAtTagsWithIds(filters, hint);
		const fields = {
			...spanOf(form, client.clock.now()),
			queryByTimeField: form.timeField ?? 'createdAtTime',
			...filters,
			...form.include,
		};
		const { keep, whole } = listFormat(form.output, simpleSafetyEvent.simplify);
		const options = { limit: limitOf(form), hint, keep };
		return whole(await readRecords(client, streamedEvents, { fields }, options));
	},
});
