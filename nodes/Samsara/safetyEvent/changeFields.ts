import { z } from 'zod';

import type { FormOf } from '../../core/form/field';
import { collection, field } from '../../core/form/field';
import { optional, text } from '../../core/form/schemas';
import { setOfTexts } from '../../core/form/lists';
import { oneOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import { asOptions, BEHAVIOR_LABELS, CONTEXT_LABELS, EVENT_STATES, stateOptions } from './labels';

export const DISMISSAL_REASONS = ['incorrect', 'minorEvent', 'other'];

/**
 * Only an expression gives null or undefined here, as one with a mistyped name does. Taken for "leave it as it is" it would
 * go unseen. An empty text or list counts as that, so that an expression can say it.
 */
function refuseNothing(
	value: unknown,
	context: z.RefinementCtx,
	emptyMeans: string,
	path: string[] = [],
): void {
	if (value !== undefined && value !== null) return;
	const howToGoOn = `Correct the expression. ${emptyMeans}`;
	refuse(context, 'is mapped, but its expression is empty', howToGoOn, path);
}

export const eventState = field(
	{
		displayName: 'Event State',
		name: 'eventState',
		type: 'options',
		options: [{ name: 'Leave As It Is', value: '' }, ...stateOptions],
		default: '',
		description: 'The state to put the events into',
	},
	z
		.unknown()
		.superRefine((value, context) =>
			refuseNothing(value, context, 'Empty text stands for Leave As It Is.'),
		)
		.pipe(optional(oneOf(EVENT_STATES.map(([, value]) => value)))),
);

/** Documented: with the state dismissed it is mandatory, with every other one forbidden. */
const forDismissed = { show: { eventState: ['dismissed'] } };

export const dismissalReason = field(
	{
		displayName: 'Dismissal Reason',
		name: 'dismissalReason',
		type: 'options',
		displayOptions: forDismissed,
		options: [
			{ name: 'Incorrect', value: 'incorrect', description: 'What was detected did not happen' },
			{ name: 'Minor Event', value: 'minorEvent', description: 'It happened, but does not matter' },
			{ name: 'Not Set', value: '' },
			{ name: 'Other', value: 'other' },
		],
		default: '',
		description: 'Why the events are dismissed. Samsara demands it with the state Dismissed.',
	},
	optional(oneOf(DISMISSAL_REASONS)),
);

export const dismissalComment = field(
	{
		displayName: 'Dismissal Comment',
		name: 'dismissalComment',
		type: 'string',
		displayOptions: forDismissed,
		default: '',
		placeholder: 'e.g. Light braking at a yellow light',
		description: 'Why the events are dismissed, in words',
	},
	optional(text),
);

const labelList = <const Name extends string>(
	displayName: string,
	name: Name,
	labels: readonly string[],
	description: string,
) =>
	field(
		{
			displayName,
			name,
			type: 'multiOptions',
			options: asOptions(labels),
			default: [],
			description,
		},
		setOfTexts,
	);

const moreLabels = <const Name extends string>(displayName: string, name: Name) =>
	field(
		{
			displayName,
			name,
			type: 'string',
			default: '',
			placeholder: 'e.g. New Label, Another Label',
			description: 'For labels that this list does not know yet: separated by commas',
		},
		setOfTexts,
		{ isId: true },
	);

const labels = collection(
	{
		displayName: 'Label Changes',
		name: 'labels',
		type: 'collection',
		placeholder: 'Add label change',
		default: {},
	},
	[
		labelList(
			'Behavior Labels to Add',
			'behaviorLabelsToAdd',
			BEHAVIOR_LABELS,
			'What the driver did',
		),
		labelList(
			'Behavior Labels to Remove',
			'behaviorLabelsToRemove',
			BEHAVIOR_LABELS,
			'What the driver did not do after all',
		),
		labelList(
			'Context Labels to Add',
			'contextLabelsToAdd',
			CONTEXT_LABELS,
			'What it was like around the vehicle',
		),
		labelList(
			'Context Labels to Remove',
			'contextLabelsToRemove',
			CONTEXT_LABELS,
			'What it was not like around the vehicle after all',
		),
		moreLabels('Other Behavior Labels to Add', 'otherBehaviorLabelsToAdd'),
		moreLabels('Other Behavior Labels to Remove', 'otherBehaviorLabelsToRemove'),
		moreLabels('Other Context Labels to Add', 'otherContextLabelsToAdd'),
		moreLabels('Other Context Labels to Remove', 'otherContextLabelsToRemove'),
	],
);

function givenLabels(given: unknown, context: z.RefinementCtx): unknown {
	if (!isJsonRecord(given)) return given;
	const lists = Object.entries(given);
	for (const [name, list] of lists) {
		refuseNothing(list, context, 'An empty list, [], stands for no label.', [name]);
	}
	// Most items of a large run change no label: none of the eight lists is read for them.
	return lists.length === 0 ? undefined : given;
}

export const labelChanges = {
	...labels,
	schema: z.preprocess(givenLabels, labels.schema.optional()),
};

/** The fields of a change, as the form has them. */
export type ChangeFields = FormOf<
	[typeof eventState, typeof dismissalReason, typeof dismissalComment, typeof labelChanges]
>;
