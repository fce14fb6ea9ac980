import type { z } from 'zod';

import { refuse } from '../../core/form/refusal';
import type { ChangeFields } from './changeFields';
import { DISMISSAL_REASONS } from './changeFields';

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
	const { eventState, dismissalReason, dismissalComment, labels } = fields;
	refuseBadDismissal(fields, context);
	return {
		eventState,
		dismissalReason:
			dismissalReason === undefined
				? undefined
				: { code: dismissalReason, comment: dismissalComment },
		...(labels === undefined ? {} : labelChangesOf(labels, context)),
	};
}

/** Documented: the reason is mandatory with dismissed and forbidden otherwise. */
function refuseBadDismissal(
	{ eventState, dismissalReason, dismissalComment }: ChangeFields,
	context: z.RefinementCtx,
): void {
	if (eventState === 'dismissed') {
		if (dismissalReason !== undefined) return;
		refuse(
			context,
			'is empty, and Samsara demands it with the state Dismissed',
			`Use one of: ${DISMISSAL_REASONS.join(', ')}.`,
			['dismissalReason'],
		);
		return;
	}
	const misplaced = dismissalReason === undefined ? 'dismissalComment' : 'dismissalReason';
	if (dismissalReason === undefined && dismissalComment === undefined) return;
	refuse(
		context,
		'is filled in, but the events are not to be dismissed',
		'Empty it, or choose the Event State Dismissed. With an expression as Event State, make it an expression too that is empty for the other states.',
		[misplaced],
	);
}

function labelChangesOf(
	labels: NonNullable<ChangeFields['labels']>,
	context: z.RefinementCtx,
): EventChange {
	const change = {
		contextLabelsToAdd: joined(labels.contextLabelsToAdd, labels.otherContextLabelsToAdd),
		contextLabelsToRemove: joined(labels.contextLabelsToRemove, labels.otherContextLabelsToRemove),
		behaviorLabelsToAdd: joined(labels.behaviorLabelsToAdd, labels.otherBehaviorLabelsToAdd),
		behaviorLabelsToRemove: joined(
			labels.behaviorLabelsToRemove,
			labels.otherBehaviorLabelsToRemove,
		),
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
		`holds "${twice}", which is also to be added`,
		'Take it out of one of the two lists: what Samsara makes of both is not documented.',
		['labels', toRemove],
	);
}

/** Sorted, so that the same change looks the same however it was written. Undefined when there is no label. */
function joined(list: readonly string[], others: readonly string[]): string[] | undefined {
	const labels = [...new Set([...list, ...others])].sort();
	return labels.length === 0 ? undefined : labels;
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
