import type { JsonRecord } from '../../core/json';
import type { Filters } from '../safetyEvent/filters';
import { filterField } from '../safetyEvent/filters';
import { BEHAVIOR_LABELS, NOT_IN_STREAM_FILTER } from '../safetyEvent/labels';
import type { SafetyEvent } from '../safetyEvent/safetyEvent';
import { behaviorLabelsOf } from '../safetyEvent/safetyEvent';

export const watchFilters = filterField(
	BEHAVIOR_LABELS,
	'A new event counts by how it is when it is first seen',
);

/**
 * The filters that Samsara is asked to apply: whose event it is. What changes in an event while it is reviewed is
 * compared here instead: in a stream that is filtered by it, an event that is changed would look like a new one, or like
 * an old one that was never shown.
 */
export function askedOfSamsara({ assetIds, driverIds, tagIds }: Filters): JsonRecord {
	return { assetIds, driverIds, tagIds };
}

/** The filters for a single look, where nothing is followed: all of them, as far as Samsara documents their values. */
export function forOneLook({ behaviorLabels = [], ...others }: Filters): Filters {
	const isDocumented = !behaviorLabels.some((label) => NOT_IN_STREAM_FILTER.includes(label));
	return behaviorLabels.length > 0 && isDocumented ? { ...others, behaviorLabels } : others;
}

/** Whether an event, as it is now, fits the filters on what changes. */
export function isWanted(event: SafetyEvent, filters: Filters): boolean {
	return (
		anyOf(filters.eventStates, [event.eventState]) &&
		anyOf(filters.behaviorLabels, behaviorLabelsOf(event)) &&
		anyOf(filters.assignedCoaches, [event.assignedCoach])
	);
}

function anyOf(wanted: readonly string[] | undefined, present: readonly unknown[]): boolean {
	return wanted === undefined || present.some((value) => wanted.includes(String(value)));
}
