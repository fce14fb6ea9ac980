import type { z } from 'zod';

import { refuse } from '../../core/form/refusal';
import type { ChangeFields } from './changeFields';

const LABEL_LISTS = [
	'contextLabelsToAdd',
	'contextLabelsToRemove',
	'behaviorLabelsToAdd',
	'behaviorLabelsToRemove',
] as const;

type LabelList = (typeof LABEL_LISTS)[number];

/** The change of a batch update, by Samsara's names. A list of labels has at least one. */
export interface EventChange extends Partial<Record<LabelList, string[] | undefined>> {
	eventState?: string | undefined;
	dismissalReason?: { code: string; comment?: string | undefined } | undefined;
}

/** Equal for changes that are the same. */
export const keyOfChange = (change: EventChange): string => JSON.stringify(change);

export const changesLabels = (change: EventChange): boolean =>
	LABEL_LISTS.some((name) => change[name] !== undefined);

export const changesNothing = (change: EventChange): boolean =>
	change.eventState === undefined && !changesLabels(change);

/** Makes the change of the fields of the form, and refuses what Samsara's documentation rules out. */
export function changeOf(fields: ChangeFields, context: z.RefinementCtx): EventChange {
	const { eventState, labels } = fields;
	return {
		eventState,
		dismissalReason: eventState === 'dismissed' ? dismissalOf(fields, context) : undefined,
		...(labels === undefined ? {} : labelChangesOf(labels, context)),
	};
}

/**
 * Documented: the reason is mandatory with dismissed and forbidden otherwise. The form hides it for other states; where the
 * state is an expression, it applies to the items that become dismissed.
 */
function dismissalOf(
	{ dismissalReason, dismissalComment }: ChangeFields,
	context: z.RefinementCtx,
): EventChange['dismissalReason'] {
	if (dismissalReason !== undefined) return { code: dismissalReason, comment: dismissalComment };
	refuse(
		context,
		'is empty, and Samsara requires it for the Event State Dismissed',
		'Choose Incorrect, Minor Event or Other. An expression gives incorrect, minorEvent or other.',
		['dismissalReason'],
	);
	return undefined;
}

function labelChangesOf(
	labels: NonNullable<ChangeFields['labels']>,
	context: z.RefinementCtx,
): EventChange {
	const change = {
		contextLabelsToAdd: inOrder(labels.contextLabelsToAdd),
		contextLabelsToRemove: inOrder(labels.contextLabelsToRemove),
		behaviorLabelsToAdd: inOrder(labels.behaviorLabelsToAdd),
		behaviorLabelsToRemove: inOrder(labels.behaviorLabelsToRemove),
	};
	refuseInBoth(context, change, 'contextLabelsToAdd', 'contextLabelsToRemove');
	refuseInBoth(context, change, 'behaviorLabelsToAdd', 'behaviorLabelsToRemove');
	return change;
}

function refuseInBoth(
	context: z.RefinementCtx,
	change: EventChange,
	toAdd: LabelList,
	toRemove: LabelList,
): void {
	const twice = change[toRemove]?.find((label) => change[toAdd]?.includes(label));
	if (twice === undefined) return;
	refuse(
		context,
		`contains "${twice}", which another list adds`,
		'Remove it from one of the two lists: how Samsara handles both is not documented.',
		['labels', toRemove],
	);
}

/** Sorted, so that the same change looks the same in any order. Undefined when there is no label. */
function inOrder(labels: readonly string[]): string[] | undefined {
	return labels.length === 0 ? undefined : [...labels].sort();
}

/** What an event should look like after `first` and then `second`. */
export function combined(first: EventChange | undefined, second: EventChange): EventChange {
	if (first === undefined) return second;
	const merged = (list: LabelList, opposite: LabelList) => [
		...new Set([
			...(first[list] ?? []).filter((label) => second[opposite]?.includes(label) !== true),
			...(second[list] ?? []),
		]),
	];
	return {
		eventState: second.eventState ?? first.eventState,
		// Leaving the state Dismissed takes its reason along.
		dismissalReason:
			second.eventState === undefined ? first.dismissalReason : second.dismissalReason,
		contextLabelsToAdd: merged('contextLabelsToAdd', 'contextLabelsToRemove'),
		contextLabelsToRemove: merged('contextLabelsToRemove', 'contextLabelsToAdd'),
		behaviorLabelsToAdd: merged('behaviorLabelsToAdd', 'behaviorLabelsToRemove'),
		behaviorLabelsToRemove: merged('behaviorLabelsToRemove', 'behaviorLabelsToAdd'),
	};
}
