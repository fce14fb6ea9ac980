import { z } from 'zod';

import { optional, text } from '../../core/form/schemas';
import { setOfTexts } from '../../core/form/lists';
import { oneOf } from '../../core/form/oneOf';
import { refuse } from '../../core/form/refusal';
import { isJsonRecord } from '../../core/json';
import type { EventChange } from './eventChange';
import { EVENT_STATES } from './labels';

const REASONS = ['incorrect', 'minorEvent', 'other'];

const labelLists = z.object({
	behaviorLabelsToAdd: setOfTexts,
	behaviorLabelsToRemove: setOfTexts,
	contextLabelsToAdd: setOfTexts,
	contextLabelsToRemove: setOfTexts,
	otherBehaviorLabelsToAdd: setOfTexts,
	otherBehaviorLabelsToRemove: setOfTexts,
	otherContextLabelsToAdd: setOfTexts,
	otherContextLabelsToRemove: setOfTexts,
});

type Labels = z.output<typeof labelLists>;

/**
 * Only an expression gives null or undefined here, as one with a mistyped name does. Taken for "leave it as it is" it would
 * go unseen. An empty text or list is taken for that, so that an expression can say it.
 */
function refuseNothing(
	value: unknown,
	context: z.RefinementCtx,
	emptyMeans: string,
	path: string[] = [],
): void {
	if (value !== undefined && value !== null) return;
	const howToGoOn = `Correct the expression. ${emptyMeans}`;
	refuse(context, 'is mapped, but came to nothing', howToGoOn, path);
}

const givenState = z
	.unknown()
	.superRefine((value, context) =>
		refuseNothing(value, context, 'Empty text stands for Leave As It Is.'),
	);

function givenLabels(labels: unknown, context: z.RefinementCtx): unknown {
	if (!isJsonRecord(labels)) return labels;
	const lists = Object.entries(labels);
	for (const [name, list] of lists) {
		refuseNothing(list, context, 'An empty list, [], stands for no label.', [name]);
	}
	// Most items of a large run change no label: none of the eight lists is read for them.
	return lists.length === 0 ? undefined : labels;
}

export const changeFieldsInput = {
	eventState: givenState.pipe(optional(oneOf(EVENT_STATES.map(([, value]) => value)))),
	dismissalReason: optional(oneOf(REASONS)),
	dismissalComment: optional(text),
	labels: z.preprocess(givenLabels, labelLists.optional()),
};

interface ChangeFields {
	eventState?: string | undefined;
	dismissalReason?: string | undefined;
	dismissalComment?: string | undefined;
	labels?: Labels | undefined;
}

/** Puts the fields of the form together to a change, and refuses what Samsara's documentation rules out. */
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

function labelChangesOf(labels: Labels, context: z.RefinementCtx): EventChange {
	const change = {
		contextLabelsToAdd: together(labels.contextLabelsToAdd, labels.otherContextLabelsToAdd),
		contextLabelsToRemove: together(
			labels.contextLabelsToRemove,
			labels.otherContextLabelsToRemove,
		),
		behaviorLabelsToAdd: together(labels.behaviorLabelsToAdd, labels.otherBehaviorLabelsToAdd),
		behaviorLabelsToRemove: together(
			labels.behaviorLabelsToRemove,
			labels.otherBehaviorLabelsToRemove,
		),
	};
	refuseInBoth(
		context,
		'contextLabelsToRemove',
		change.contextLabelsToAdd,
		change.contextLabelsToRemove,
	);
	refuseInBoth(
		context,
		'behaviorLabelsToRemove',
		change.behaviorLabelsToAdd,
		change.behaviorLabelsToRemove,
	);
	return change;
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
			`Use one of: ${REASONS.join(', ')}.`,
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

function refuseInBoth(
	context: z.RefinementCtx,
	name: 'contextLabelsToRemove' | 'behaviorLabelsToRemove',
	added: readonly string[] = [],
	removed: readonly string[] = [],
): void {
	const twice = removed.find((label) => added.includes(label));
	if (twice === undefined) return;
	refuse(
		context,
		`holds "${twice}", which is also to be added`,
		'Take it out of one of the two lists: what Samsara makes of both is not documented.',
		['labels', name],
	);
}

/** Sorted, so that the same change looks the same however it was written. Undefined when there is no label. */
function together(list: readonly string[], others: readonly string[]): string[] | undefined {
	const labels = [...new Set([...list, ...others])].sort();
	return labels.length === 0 ? undefined : labels;
}
