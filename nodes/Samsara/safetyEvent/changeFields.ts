import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { BEHAVIOR_LABELS, CONTEXT_LABELS, EVENT_STATES } from './labels';

export const asOptions = (values: readonly string[]): INodePropertyOptions[] =>
	values.map((value) => ({ name: value, value }));

export const stateOptions: INodePropertyOptions[] = EVENT_STATES.map(([name, value]) => ({
	name,
	value,
}));

export const eventState: INodeProperties = {
	displayName: 'Event State',
	name: 'eventState',
	type: 'options',
	options: [{ name: 'Leave As It Is', value: '' }, ...stateOptions],
	default: '',
	description: 'The state to put the events into',
};

/** Documented: with the state dismissed it is mandatory, with every other one forbidden. */
const forDismissed = { show: { eventState: ['dismissed'] } };

export const dismissalReason: INodeProperties = {
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
};

export const dismissalComment: INodeProperties = {
	displayName: 'Dismissal Comment',
	name: 'dismissalComment',
	type: 'string',
	displayOptions: forDismissed,
	default: '',
	placeholder: 'e.g. Light braking at a yellow light',
	description: 'Why the events are dismissed, in words',
};

const MORE = 'For labels that this list does not know yet: separated by commas';

const labelList = (
	displayName: string,
	name: string,
	labels: readonly string[],
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'multiOptions',
	options: asOptions(labels),
	default: [],
	description,
});

const moreLabels = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. New Label, Another Label',
	description: MORE,
});

const OTHER_LABELS = [
	'otherBehaviorLabelsToAdd',
	'otherBehaviorLabelsToRemove',
	'otherContextLabelsToAdd',
	'otherContextLabelsToRemove',
];

/** The fields in which labels are written by hand. */
export const labelNames = OTHER_LABELS.map((name) => `labels.${name}`);

export const labelChanges: INodeProperties = {
	displayName: 'Label Changes',
	name: 'labels',
	type: 'collection',
	placeholder: 'Add label change',
	default: {},
	options: [
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
};
