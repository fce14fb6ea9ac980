/** The change of a batch update, with the vendor's names. */
export interface EventChange {
	eventState?: string | undefined;
	dismissalReason?: { code: string; comment?: string | undefined } | undefined;
	contextLabelsToAdd?: string[] | undefined;
	contextLabelsToRemove?: string[] | undefined;
	behaviorLabelsToAdd?: string[] | undefined;
	behaviorLabelsToRemove?: string[] | undefined;
}

/** Equal for changes that are the same, whose labels are in the same order. */
export const keyOfChange = (change: EventChange): string => JSON.stringify(change);

export function changesNothing({ eventState, ...change }: EventChange): boolean {
	return eventState === undefined && !changesLabels(change);
}

export function changesLabels(change: EventChange): boolean {
	const lists = [
		change.contextLabelsToAdd,
		change.contextLabelsToRemove,
		change.behaviorLabelsToAdd,
		change.behaviorLabelsToRemove,
	];
	return lists.some((list) => list !== undefined);
}

/** What an event should look like after `first` and then `second`. */
export function combined(first: EventChange | undefined, second: EventChange): EventChange {
	if (first === undefined) return second;
	const without = (list: readonly string[] = [], removed: readonly string[] = []) =>
		list.filter((label) => !removed.includes(label));
	const both = (list: readonly string[] = [], more: readonly string[] = []) => [
		...new Set([...list, ...more]),
	];
	return {
		eventState: second.eventState ?? first.eventState,
		// Leaving the state Dismissed takes its reason along.
		dismissalReason:
			second.eventState === undefined ? first.dismissalReason : second.dismissalReason,
		contextLabelsToAdd: both(
			without(first.contextLabelsToAdd, second.contextLabelsToRemove),
			second.contextLabelsToAdd,
		),
		contextLabelsToRemove: both(
			without(first.contextLabelsToRemove, second.contextLabelsToAdd),
			second.contextLabelsToRemove,
		),
		behaviorLabelsToAdd: both(
			without(first.behaviorLabelsToAdd, second.behaviorLabelsToRemove),
			second.behaviorLabelsToAdd,
		),
		behaviorLabelsToRemove: both(
			without(first.behaviorLabelsToRemove, second.behaviorLabelsToAdd),
			second.behaviorLabelsToRemove,
		),
	};
}
