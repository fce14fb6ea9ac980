import type { INodePropertyOptions } from 'n8n-workflow';
import { z } from 'zod';

import type { Field, FormOf, Schema } from '../../core/form/field';
import { collection, field } from '../../core/form/field';
import { optional, text } from '../../core/form/schemas';
import { oneOf, optionalChoice } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import {
	behaviorLabels,
	behaviorOptions,
	contextLabels,
	contextOptions,
	EVENT_STATES,
} from './labels';

/**
 * Only an expression gives null or undefined here, as one with a mistyped name does. Read as "leave it as it is", the mistake
 * would stay unseen. An empty text or list means that, so that an expression can say it.
 */
function refuseNothing(
	value: unknown,
	context: z.RefinementCtx,
	emptyMeans: string,
	path: string[] = [],
): void {
	if (value !== undefined && value !== null) return;
	const howToGoOn = `Correct the expression. ${emptyMeans}`;
	refuse(context, 'has an expression that returns nothing', howToGoOn, path);
}

export const eventState = field(
	{
		displayName: 'Event State',
		name: 'eventState',
		type: 'options',
		options: [{ name: 'Leave As It Is', value: '' }, ...EVENT_STATES],
		default: '',
		description: 'The new state of the events',
	},
	z
		.unknown()
		.superRefine((value, context) =>
			refuseNothing(value, context, 'An empty text means Leave As It Is.'),
		)
		.pipe(optional(oneOf(EVENT_STATES))),
);

/** Documented: with the state dismissed it is mandatory, with every other one forbidden. */
const forDismissed = { show: { eventState: ['dismissed'] } };

const reasons = [
	{ name: 'Incorrect', value: 'incorrect', description: 'What was detected did not happen' },
	{ name: 'Minor Event', value: 'minorEvent', description: 'It happened, but does not matter' },
	{ name: 'Other', value: 'other' },
];

export const dismissalReason = optionalChoice({
	displayName: 'Dismissal Reason',
	name: 'dismissalReason',
	type: 'options',
	required: true,
	displayOptions: forDismissed,
	options: reasons,
	// None is chosen for the user: a wrong reason would stay in the records.
	default: '',
	description:
		'Why you dismiss the events. Samsara requires it. Where Event State is an expression, it applies to the events that become Dismissed.',
});

export const dismissalComment = field(
	{
		displayName: 'Dismissal Comment',
		name: 'dismissalComment',
		type: 'string',
		displayOptions: forDismissed,
		default: '',
		placeholder: 'e.g. Light braking at a yellow light',
		description: 'Why you dismiss the events, in your own words',
	},
	optional(text),
);

/** The name of the only group within a list of labels. */
const GROUP = 'list';

/** The labels of a list: those of the dropdown and the typed ones. */
const labelsOf = (labels: Schema<string[]>): Schema<string[]> =>
	z
		.object({ [GROUP]: z.object({ labels, otherLabels: labels }).default({}) })
		.default({})
		.transform(({ list }) => [...new Set([...list.labels, ...list.otherLabels])]);

const labelList = <const Name extends string>(
	displayName: string,
	name: Name,
	listed: string,
	{ options, schema }: { options: INodePropertyOptions[]; schema: Schema<string[]> },
	description: string,
): Field<Name, string[]> => ({
	...field(
		{
			displayName,
			name,
			type: 'fixedCollection',
			// With a value, the editor shows both fields at once.
			default: { [GROUP]: { labels: [], otherLabels: '' } },
			description,
			options: [
				{
					displayName: 'Labels',
					name: GROUP,
					values: [
						{
							displayName: listed,
							name: 'labels',
							type: 'multiOptions',
							options,
							default: [],
							description,
						},
						{
							displayName: `Other ${listed}`,
							name: 'otherLabels',
							type: 'string',
							default: '',
							placeholder: 'e.g. New Label, Another Label',
							description: 'Labels that the list does not have, separated by commas',
						},
					],
				},
			],
		},
		labelsOf(schema),
	),
	ids: [`${name}.${GROUP}.otherLabels`],
});

const behavior = { options: behaviorOptions, schema: behaviorLabels };
const context = { options: contextOptions, schema: contextLabels };

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
			'Add Behavior Labels',
			'behaviorLabelsToAdd',
			'Behavior Labels to Add',
			behavior,
			'What the driver did',
		),
		labelList(
			'Add Context Labels',
			'contextLabelsToAdd',
			'Context Labels to Add',
			context,
			'What was around the vehicle',
		),
		labelList(
			'Remove Behavior Labels',
			'behaviorLabelsToRemove',
			'Behavior Labels to Remove',
			behavior,
			'What the driver did not do',
		),
		labelList(
			'Remove Context Labels',
			'contextLabelsToRemove',
			'Context Labels to Remove',
			context,
			'What was not around the vehicle',
		),
	],
);

function givenLabels(given: unknown, context: z.RefinementCtx): unknown {
	if (!isJsonRecord(given)) return given;
	const lists = Object.entries(given);
	for (const [name, list] of lists) {
		const group = isJsonRecord(list) ? list[GROUP] : undefined;
		if (!isJsonRecord(group)) {
			// n8n also leaves this where a workflow has the labels in another form, so it must not pass for "no label".
			refuse(context, 'has no labels', 'Choose labels in it, or remove it from Label Changes.', [
				name,
			]);
			return z.NEVER;
		}
		for (const [field, value] of Object.entries(group)) {
			const path = [name, GROUP, field];
			refuseNothing(value, context, 'An empty list, [], means no label.', path);
		}
	}
	// Most items of a large run change no label: none of the four lists is read for them.
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
