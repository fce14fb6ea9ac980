import { z } from 'zod';

import { optional, text } from '../../../shared/input/fields';
import { refuse } from '../../../shared/input/refuse';
import type { EventChange } from '../../api/eventChange';
import { EVENT_STATES } from '../../api/labels';
import { setOfTexts } from '../../../shared/input/listOfTexts';

const REASONS = ['incorrect', 'minorEvent', 'other'];
const STATES: readonly string[] = EVENT_STATES.map(([, value]) => value);

const labelsInput = z
	.object({
		behaviorLabelsToAdd: setOfTexts,
		behaviorLabelsToRemove: setOfTexts,
		contextLabelsToAdd: setOfTexts,
		contextLabelsToRemove: setOfTexts,
		otherBehaviorLabelsToAdd: setOfTexts,
		otherBehaviorLabelsToRemove: setOfTexts,
		otherContextLabelsToAdd: setOfTexts,
		otherContextLabelsToRemove: setOfTexts,
	})
	.default({});

type Labels = z.output<typeof labelsInput>;

export const changeFieldsInput = {
	eventState: optional(text),
	dismissalReason: optional(text),
	dismissalComment: optional(text),
	labels: labelsInput,
};

interface ChangeFields {
	eventState?: string | undefined;
	dismissalReason?: string | undefined;
	dismissalComment?: string | undefined;
	labels: Labels;
}

/** Puts the fields of the form together to a change, and refuses what Samsara's documentation rules out. */
export function changeOf(fields: ChangeFields, context: z.RefinementCtx): EventChange {
	const { eventState, dismissalReason, dismissalComment, labels } = fields;
	if (eventState !== undefined && !STATES.includes(eventState)) {
		refuse(
			context,
			`is "${eventState}", which cannot be set`,
			`Use one of: ${STATES.join(', ')}.`,
			['eventState'],
		);
	}
	refuseBadDismissal(fields, context);
	const change: EventChange = {
		eventState,
		dismissalReason:
			dismissalReason === undefined
				? undefined
				: { code: dismissalReason, comment: dismissalComment },
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
	refuseInBoth(context, 'contextLabelsToRemove', change);
	refuseInBoth(context, 'behaviorLabelsToRemove', change);
	const asked = Object.entries(change).filter(([name]) => name !== 'dismissalReason');
	if (asked.every(([, value]) => value === undefined)) {
		refuse(
			context,
			'is left as it is, and no label is to change',
			'Choose an Event State, or add a label change.',
			['eventState'],
		);
	}
	return change;
}

/** Documented: the reason is mandatory with dismissed and forbidden otherwise. */
function refuseBadDismissal(
	{ eventState, dismissalReason, dismissalComment }: ChangeFields,
	context: z.RefinementCtx,
): void {
	if (eventState === 'dismissed') {
		if (dismissalReason === undefined) {
			refuse(
				context,
				'is empty, and Samsara demands it with the state Dismissed',
				`Use one of: ${REASONS.join(', ')}.`,
				['dismissalReason'],
			);
		} else if (!REASONS.includes(dismissalReason)) {
			refuse(
				context,
				`is "${dismissalReason}", which is not known`,
				`Use one of: ${REASONS.join(', ')}.`,
				['dismissalReason'],
			);
		}
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
	change: EventChange,
): void {
	const added =
		name === 'contextLabelsToRemove' ? change.contextLabelsToAdd : change.behaviorLabelsToAdd;
	const twice = (change[name] ?? []).find((label) => added?.includes(label));
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
