import { z } from 'zod';

import { optional, text } from '../../../shared/input/fields';
import { setOfTexts } from '../../../shared/input/listOfTexts';
import { oneOf } from '../../../shared/input/oneOf';
import { refuse } from '../../../shared/input/refuse';
import { isJsonRecord } from '../../../shared/json';
import type { EventChange } from '../../api/eventChange';
import { EVENT_STATES } from '../../api/labels';

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

/** Most items of a large run change no label: none of the eight lists is read for them. */
function withoutEmpty(labels: unknown): unknown {
	return isJsonRecord(labels) && Object.keys(labels).length === 0 ? undefined : labels;
}

export const changeFieldsInput = {
	eventState: optional(oneOf(EVENT_STATES.map(([, value]) => value))),
	dismissalReason: optional(oneOf(REASONS)),
	dismissalComment: optional(text),
	labels: z.preprocess(withoutEmpty, labelLists.optional()),
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
